// The output of `evaluate` and `calibrate`: tables for people; the JSON has the same figures.
import type { Outcome, QualityFigures, QualityReport } from '../evaluate.ts';
import type { Metamorphic } from '../metamorphic.ts';
import type { Calibration } from '../../../src/retrieval/calibration.ts';

const COLUMNS: readonly (keyof QualityFigures)[] = [
  'r1',
  'r5',
  'mrr',
  'ndcg10',
  'excerpt',
  'best',
  'answered',
  'precision',
  'falseAnswers',
  'changed',
  'auroc',
  'halves',
  'both',
];
const NAME_WIDTH = 16;
const WIDTH = 13;

/** Tables by group and by ranking. `half` names the questions they cover. */
export function qualityLines(
  { summary, groups, groupArms, arms, intervals, metamorphic }: QualityReport,
  half: string,
): string[] {
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join('');
  const figures = (some: QualityFigures): string[] => COLUMNS.map((key) => share(some[key]));
  const groupRow = (name: string, some: QualityFigures, key: string, byArm: Arms | undefined): string => {
    const interval = intervals[key] ?? null;
    const range = interval === null ? '' : `${short(interval[0])}–${short(interval[1])}`;
    const [r1 = '', ...rest] = figures(some);
    return line(name, [
      String(some.n),
      share(byArm?.vector ?? null),
      share(byArm?.lexical ?? null),
      r1,
      range,
      ...rest,
    ]);
  };
  const all = { vector: arms.vector.r1, lexical: arms.lexical.r1, fused: summary.r1 };
  const time = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  return [
    `questions: ${half}`,
    line('group', ['n', 'r1 vector', 'r1 lexical', 'r1', '95 %', ...COLUMNS.slice(1)]),
    ...Object.entries(groups).map(([name, some]) => groupRow(name, some, name, groupArms[name])),
    groupRow('all', summary, '', all),
    '',
    line('ranking', ['n', ...COLUMNS]),
    ...Object.entries(arms).map(([name, some]) => line(name, [String(some.n), ...figures(some)])),
    ...(metamorphic === undefined ? [] : metamorphicLines(metamorphic)),
    '',
    `question to answer: p50 ${time(summary.p50ms)} ms, p95 ${time(summary.p95ms)} ms`,
  ];
}

function metamorphicLines({ n, unchanged }: Metamorphic): string[] {
  const width = Math.max(...Object.keys(unchanged).map(({ length }) => length)) + 2;
  return [
    '',
    `the same first passage after a meaningless change, ${n} questions`,
    ...Object.entries(unchanged).map(([change, value]) => change.padEnd(width) + share(value)),
  ];
}

type Arms = QualityReport['groupArms'][string];

/** The loss without a part of the ranking: r1 by group, overall, and the difference. */
export function ablationLines(
  whole: QualityReport,
  parts: readonly (readonly [string, QualityReport])[],
): string[] {
  const names = Object.keys(whole.groups).filter((name) => whole.groups[name]?.r1 !== null);
  const row = (name: string, { groups, summary }: QualityReport): string =>
    [
      name.padEnd(NAME_WIDTH * 2),
      ...names.map((group) => share(groups[group]?.r1 ?? null).padStart(WIDTH + 1)),
      share(summary.r1).padStart(WIDTH + 1),
      share(summary.excerpt).padStart(WIDTH + 1),
      share(summary.best).padStart(WIDTH + 1),
      share(summary.auroc).padStart(WIDTH + 1),
    ].join('');
  return [
    [
      'r1 without'.padEnd(NAME_WIDTH * 2),
      ...[...names, 'all', 'excerpt', 'best', 'auroc'].map((name) => name.padStart(WIDTH + 1)),
    ].join(''),
    row('nothing (all parts)', whole),
    ...parts.map(([name, report]) => row(name, report)),
  ];
}

/** Wrong outcomes, with the passage that was shown instead. */
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

/** The changes by a calibration, before → after. */
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

function short(value: number): string {
  return value.toFixed(2).replace(/^0/, '');
}

function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
