// Gaps as a table, the same whatever the language: scripts read it.
import { csv } from './csv.ts';
import { type Gap, SIGNALS } from './insight.ts';

const HEAD = [
  ...['id', 'status', 'reopened', 'askers', ...SIGNALS, 'first', 'last', 'closed_by', 'closed_at'],
  ...['section', 'question', 'other_questions'],
];

/** A row for every gap, below a head; without words where one reader asked. */
export function gapsCsv(gaps: readonly Gap[]): string {
  return csv([HEAD, ...gaps.map(rowOf)]);
}

function rowOf(gap: Gap): (string | number)[] {
  const { id, status, isReopened, askers, signals, firstAt, lastAt, closed, sectionId, questions } = gap;
  const [question = '', ...others] = questions;
  return [
    ...[id, status, isReopened ? 'yes' : 'no', askers, ...SIGNALS.map((kind) => signals[kind] ?? 0)],
    ...[firstAt, lastAt, closed?.by ?? '', closed?.at ?? '', sectionId ?? '', question, others.join(' | ')],
  ];
}
