// Gaps and numbers as files for scripts: CSV with a row for every gap, JSON with everything, Markdown to read.
import { gapsCsv } from '../insight/gap-csv.ts';
import { type Gap, OUTCOMES, SIGNALS, type Summary } from '../insight/insight.ts';
import type { Translate } from '../locales/translations.ts';

export type Report = {
  /** Whole days, today included. */
  days: number;
  /** ISO 8601, UTC. */
  at: string;
  gaps: readonly Gap[];
  numbers: Summary;
};

export const FORMATS = ['csv', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

export function renderReport(report: Report, format: Format, t: Translate): string {
  switch (format) {
    case 'csv':
      return gapsCsv(report.gaps);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'markdown':
      return [...gapsMarkdown(report, t), ...numbersMarkdown(report.numbers, t), ''].join('\n');
  }
}

function gapsMarkdown({ days, at, gaps }: Report, t: Translate): string[] {
  const head = [`# ${t('report-gaps')}`, '', t('report-days', { days, date: at.slice(0, 10) }), ''];
  if (gaps.length === 0) return [...head, t('report-none')];
  return [
    ...head,
    row([
      t('report-question'),
      t('report-askers'),
      t('report-signals'),
      t('report-status'),
      t('report-last'),
    ]),
    row(['---', '--:', '---', '---', '---']),
    ...gaps.map((gap) =>
      row([
        escaped(gap.questions.join(' / ')) || t('report-one-asker'),
        String(gap.askers),
        SIGNALS.toReversed()
          .flatMap((kind) => {
            const count = gap.signals[kind];
            return count === undefined ? [] : t(`signal-${kind}`, { count });
          })
          .join(' · '),
        t(gap.isReopened ? 'report-reopened' : `report-${gap.status}`),
        gap.lastAt.slice(0, 10),
      ]),
    ),
  ];
}

function numbersMarkdown(numbers: Summary, t: Translate): string[] {
  const { questions, outcomes, answered, medianMs, p95Ms, votes } = numbers;
  const seconds = (ms: number | undefined): string =>
    ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`;
  return [
    ...['', `# ${t('report-numbers')}`, ''],
    `- ${t('report-questions')}: ${questions}`,
    ...OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map(
      (outcome) => `  - ${t(`stats-outcome-${outcome}`)}: ${outcomes[outcome]}`,
    ),
    `- ${t('report-answered')}: ${answered === undefined ? '–' : `${(100 * answered).toFixed(0)} %`}`,
    `- ${t('report-median')}: ${seconds(medianMs)}`,
    `- ${t('report-p95')}: ${seconds(p95Ms)}`,
    `- ${t('report-votes')}: 👍 ${votes.up} 👎 ${votes.down}`,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Words of readers, which are no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&');
}
