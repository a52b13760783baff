// What `evaluate` and `calibrate` print: tables for people; the JSON has the same figures.
import type { Outcome, QualityFigures, QualityReport } from '../measurement/evaluate.ts';
import type { Calibration } from '../retrieval/calibration.ts';

const COLUMNS: readonly (keyof QualityFigures)[] = [
  'r1',
  'r5',
  'mrr',
  'ndcg10',
  'excerpt',
  'answered',
  'precision',
  'falseAnswers',
  'auroc',
];
const NAME_WIDTH = 14;
const COLUMN_WIDTH = 13;

/** Tables by group and by arm. `half` says which questions they speak of. */
export function qualityLines({ summary, groups, arms, intervals }: QualityReport, half: string): string[] {
  const row = (name: string, figures: QualityFigures, interval?: [number, number] | null): string =>
    [
      name.padEnd(NAME_WIDTH),
      String(figures.n).padStart(5),
      share(figures.r1).padStart(7),
      (interval === null || interval === undefined
        ? ''
        : `${share(interval[0])}–${share(interval[1])}`
      ).padStart(COLUMN_WIDTH - 1),
      ...COLUMNS.slice(1).map((key) => share(figures[key]).padStart(COLUMN_WIDTH)),
    ].join('');
  const head = (first: string): string =>
    [
      first.padEnd(NAME_WIDTH),
      'n'.padStart(5),
      'r1'.padStart(7),
      '95 %'.padStart(COLUMN_WIDTH - 1),
      ...COLUMNS.slice(1).map((key) => key.padStart(COLUMN_WIDTH)),
    ].join('');
  const time = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  return [
    `questions: ${half}`,
    head('group'),
    ...Object.entries(groups).map(([name, figures]) => row(name, figures, intervals[name])),
    row('all', summary, intervals['']),
    '',
    head('arm'),
    ...Object.entries(arms).map(([name, figures]) => row(name, figures)),
    '',
    `question to answer: p50 ${time(summary.p50ms)} ms, p95 ${time(summary.p95ms)} ms`,
  ];
}

/** Wrong outcomes with what was shown instead. */
export function missLines(misses: readonly Outcome[]): string[] {
  if (misses.length === 0) return ['no misses'];
  return [
    `the ${misses.length} surest misses:`,
    ...misses.map(({ question: { q, article, section, group }, kind, confidence, first }) => {
      const wanted = article === undefined ? 'no answer' : [article, section].filter(Boolean).join(' › ');
      return `  ${confidence.toFixed(2)} ${kind.padEnd(7)} ${group ?? ''}: ${q}\n       wanted ${wanted}\n       shown  ${first}`;
    }),
  ];
}

/** What a calibration changed, before → after. */
export function calibrationLines(before: Calibration, after: Calibration): string[] {
  const line = (name: string, from: number, to: number): string =>
    `  ${name.padEnd(24)} ${from.toFixed(3).padStart(8)} → ${to.toFixed(3).padStart(8)}`;
  const names = <Key extends string>(object: Readonly<Record<Key, number>>): Key[] =>
    Object.keys(object) as Key[];
  return [
    'weights of the sum',
    ...names(after.fusion).map((name) => line(name, before.fusion[name], after.fusion[name])),
    'confidence',
    line('intercept', before.confidence.intercept, after.confidence.intercept),
    ...names(after.confidence.weights).map((name) =>
      line(name, before.confidence.weights[name], after.confidence.weights[name]),
    ),
    'cut-offs',
    ...names(after.cutOffs).map((name) => line(name, before.cutOffs[name], after.cutOffs[name])),
  ];
}

function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
