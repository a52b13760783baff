// Questions a day as stacked bars, drawn on the server, with their legend and the same figures as a table.
import { barChart } from '../../charts/bar-chart.ts';
import { OUTCOMES, type Outcome, type Summary } from '../../insight/insight.ts';
import { outcomeSeries } from '../../insight/outcome-looks.ts';
import type { Translate } from '../../locales/translations.ts';
import { markup, type Markup, trusted } from '../markup.ts';

/** One day is a legend alone. */
export function dayChart({ days, outcomes }: Pick<Summary, 'days' | 'outcomes'>, t: Translate): Markup {
  const name = (outcome: Outcome): string => t(`stats-outcome-${outcome}`);
  const shown = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  const counted = (outcome: Outcome): string => `${name(outcome)} ${outcomes[outcome]}`;
  const chart = (): Markup =>
    trusted(
      barChart({
        id: 'questions',
        title: t('manage-by-day'),
        description: shown.map(counted).join(' · '),
        days: days.map(({ day }) => day),
        series: outcomeSeries(days).map((one) => ({ ...one, name: name(one.key) })),
      }),
    );
  return markup`${days.length > 1 && chart()}
<ul class="legend">${shown.map((outcome) => markup`<li><span class="key-${outcome}"></span>${counted(outcome)}</li>\n`)}</ul>
${
  days.length > 1 &&
  markup`<details class="plain"><summary>${t('manage-table')}</summary><div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">${t('manage-day')}</th>${shown.map((outcome) => markup`<th scope="col" class="right">${name(outcome)}</th>`)}</tr></thead>
<tbody>${days.toReversed().map((day) => markup`<tr><th scope="row">${day.day}</th>${shown.map((outcome) => markup`<td class="right">${day.outcomes[outcome] ?? 0}</td>`)}</tr>\n`)}</tbody>
</table></div></details>`
}`;
}
