// The bench as a table in Markdown, for the terminal and for docs/.
import type { BenchReport, Comparison, Goal, Unit } from '../comparison.ts';

/** The table with its header and notes. */
export function comparisonLines({ comparisons, ...run }: BenchReport): string[] {
  const { cpu, cores, memoryGB, loadBefore, system } = run.machine;
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  const header = ['measure', 'passages', 'ours', 'against', 'ratio', 'goal', 'reached'];
  const notes = comparisons.flatMap((one) => {
    const text = 'reason' in one ? one.reason : one.note;
    return text === undefined ? [] : [`- ${one.name}: ${text}`];
  });
  return [
    `${run.date.slice(0, 16).replace('T', ' ')} UTC; ${cpu}, ${cores} cores, ${memoryGB} GB, ${system}, load ${loadBefore.toFixed(1)} before; model ${run.model}; seed ${run.seed}`,
    versions.join(', '),
    '',
    row(header),
    row(header.map(() => '---')),
    ...comparisons.map((one) => row(cells(one))),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
}

function cells(one: Comparison): string[] {
  const measure = `${one.name}: ${one.measure}`;
  if ('reason' in one)
    return [
      measure,
      '',
      '',
      one.against,
      '',
      one.goal === undefined ? '' : goalText(one.goal),
      'not measured',
    ];
  return [
    measure,
    one.passages.toLocaleString('en'),
    amount(one.ours, one.unit),
    `${amount(one.theirs, one.unit)} (${one.against})`,
    ratioText(one.ratio),
    goalText(one.goal),
    one.reached ? 'yes' : '**no**',
  ];
}

export function goalText(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${goal.atLeast}×` : `≤ ${goal.atMost}×`;
}

/** A ratio with three significant digits. */
export function ratioText(ratio: number): string {
  return `${Number(ratio.toPrecision(3))}×`;
}

function amount(value: number, unit: Unit): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return unit === 'share' ? value.toFixed(3) : `${value.toFixed(digits)} ${unit}`;
}

function row(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}
