// What happened today, or in the last week or month.
import type { ArticleReader } from '../../answer/article-reader.ts';
import { CHANNELS } from '../../answer/observed.ts';
import type { Summary } from '../../insight/insight.ts';
import { isLanguage, LOCALES, type Translate } from '../../locales/translations.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { ADMIN_PATH, type AdminVisit, renderAdminPage, tabs } from './admin-layout.ts';
import { dayChart } from './day-chart.ts';
import { articleLink, sectionLink } from './section-link.ts';

export const PERIODS = [1, 7, 30] as const;
export type Period = (typeof PERIODS)[number];

/** The period as it is in an address; a week by default. */
export function periodOf(asked: string | undefined): Period {
  return PERIODS.find((days) => String(days) === asked) ?? 7;
}

export function overviewPage(
  { days, summary, reader }: { days: Period; summary: Summary; reader: ArticleReader },
  visit: AdminVisit,
): Markup {
  const { t, link } = visit;
  const address = (period: Period) => ({ path: ADMIN_PATH, parameters: { days: period } });
  const article = (id: string): Insert => articleLink(id, reader, visit) ?? t('manage-gone');
  const section = (id: string): Insert => sectionLink(id, reader, visit) ?? t('manage-gone');
  const { topics, sections, worst, languages, channels } = summary;
  const list = (key: Parameters<typeof counts>[0]['key'], rows: readonly Row[]): Markup =>
    counts({ key, rows }, t);
  return renderAdminPage({
    visit,
    part: 'overview',
    title: t('manage-overview'),
    here: address(days),
    body: markup`${tabs(
      visit,
      t('manage-period'),
      PERIODS.map((period) => ({
        text: period === 1 ? t('manage-today') : t('manage-days', { days: period }),
        to: address(period),
        isCurrent: period === days,
      })),
    )}
${figures(summary, days, t)}
<section aria-labelledby="by-day"><h2 id="by-day">${t('manage-by-day')}</h2>${summary.questions === 0 ? markup`<p class="lead">${t('manage-none')}</p>` : dayChart(summary, t)}</section>
<div class="columns">
${list(
  'manage-most-asked',
  topics.map(({ articleId, count }) => [article(articleId), count]),
)}
${list(
  'manage-most-read',
  sections.map(({ sectionId, count }) => [section(sectionId), count]),
)}
${list(
  'manage-worst',
  worst.map(({ sectionId, down, up }) => [section(sectionId), `👎 ${down} · 👍 ${up}`]),
)}
${list(
  'manage-channels',
  CHANNELS.filter((channel) => channels[channel] > 0).map((channel) => [
    t(`stats-channel-${channel}`),
    channels[channel],
  ]),
)}
${list(
  'manage-languages',
  languages.map(({ language, count }) => [isLanguage(language) ? LOCALES[language].name : language, count]),
)}
</div>
<p class="meta">${t('manage-download')}: ${(['csv', 'json'] as const).map((form) => markup`<a href="${link({ path: `${ADMIN_PATH}/numbers.${form}`, parameters: { days } })}">${form.toUpperCase()}</a> `)}</p>`,
  });
}

function figures(
  { questions, answered, medianMs, p95Ms, votes, chats }: Summary,
  days: Period,
  t: Translate,
) {
  const figure = (name: string, value: Insert, remark?: Insert): Markup =>
    markup`<div><dt>${name}</dt><dd>${value}${remark !== undefined && markup`<small>${remark}</small>`}</dd></div>\n`;
  return markup`<dl class="figures">
${figure(t('manage-questions'), questions)}
${figure(t('manage-answered'), answered === undefined ? '–' : `${Math.round(answered * 100)}%`)}
${figure(
  t('manage-time'),
  medianMs === undefined ? '–' : timeOf(medianMs),
  p95Ms === undefined ? undefined : t('manage-slow', { text: timeOf(p95Ms) }),
)}
${figure(t('manage-votes'), `👍 ${votes.up}`, `👎 ${votes.down}`)}
${figure(t('manage-chats'), chats, days > 1 ? t('manage-chats-most') : undefined)}
</dl>`;
}

type Row = readonly [name: Insert, value: string | number];

function counts(
  {
    key,
    rows,
  }: {
    key: 'manage-most-asked' | 'manage-most-read' | 'manage-worst' | 'manage-channels' | 'manage-languages';
    rows: readonly Row[];
  },
  t: Translate,
): Markup {
  return markup`<section aria-labelledby="${key}"><h2 id="${key}">${t(key)}</h2>
${rows.length === 0 ? markup`<p class="lead">${t('manage-none')}</p>` : markup`<ul class="counts">${rows.map(([name, value]) => markup`<li><div>${name}</div><span>${value}</span></li>\n`)}</ul>`}</section>`;
}

function timeOf(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
