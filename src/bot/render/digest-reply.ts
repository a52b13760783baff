// The last week for operators, in one message.
import type { WeekReport } from '../../insight/week-report.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import type { Names } from '../names.ts';
import { gapButton, signsOf } from './gap-signs.ts';
import { escapeHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** UTF-16 units of a name: twenty of them and five questions fit in a message. */
const MAX_NAME = 80;
const MAX_QUESTION = 120;

export function renderDigest(report: WeekReport, names: Names, t: Translate): Reply {
  const { from, to, gaps, questions, answered, answeredBefore } = report;
  const percent = (share: number): string => String(Math.round(100 * share));
  const facts = [
    t('digest-questions', { questions }),
    ...(answered === undefined ? [] : [t('digest-answered', { share: percent(answered) })]),
    ...(answeredBefore === undefined ? [] : [t('digest-before', { share: percent(answeredBefore) })]),
  ];
  const { opened: count, closed: done, reopened: used, open: total } = gaps;
  const times = (text: string | undefined, times: number | string): string[] =>
    text === undefined ? [] : [t('digest-times', { text: clip(text, MAX_NAME), count: times })];
  const worst = report.worst.flatMap(({ sectionId, down, up }) =>
    times(names.section(sectionId), `👎 ${down} 👍 ${up}`),
  );
  const blocks = [
    `<b>${escapeHtml(t('digest-title', { from, date: to }))}</b>`,
    escapeHtml([facts.join(t('gap-between')), t('digest-gaps', { count, done, used, total })].join('\n')),
    ...listHtml(
      t('digest-asked'),
      report.topics.flatMap((one) => times(names.topic(one.articleId), one.count)),
    ),
    ...listHtml(
      t('digest-read'),
      report.sections.flatMap((one) => times(names.section(one.sectionId), one.count)),
    ),
    ...listHtml(t('digest-worst'), worst),
    ...listHtml(
      t('digest-top'),
      gaps.top.map((gap) => {
        const signs = [t('gap-askers', { count: gap.askers }), signsOf(gap, t)].join(' · ');
        return `${clip(gap.questions[0] ?? '', MAX_QUESTION)}\n    ${signs}`;
      }),
    ),
  ];
  return {
    html: blocks.join('\n\n'),
    buttons: [
      ...(gaps.top.length === 0
        ? []
        : [gaps.top.map(({ id }, i) => gapButton(String(i + 1), { kind: 'card', gapId: id }))]),
      [gapButton(t('button-gaps'), { kind: 'list', page: 0 })],
    ],
  };
}

function listHtml(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const numbered = lines.map((line, i) => escapeHtml(`${i + 1}. ${line}`));
  return [[`<b>${escapeHtml(heading)}</b>`, ...numbered].join('\n')];
}
