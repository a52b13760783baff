// Counts of ids as they are stored: a hundred ids of a day in one text take a tenth of what a hundred pairs do.
import { type Guard, isCount, isText, listOf, withFields } from '../storage/guards.ts';

/** `ids` are joined by spaces, which no id has; `counts` has one for each. Most first. */
export type Counted = { ids: string; counts: number[] };

/** The id of what is counted together because it did not fit. */
export const REST = '';

export const NONE: Counted = { ids: '', counts: [] };

const hasFields = withFields<Counted>({ ids: isText, counts: listOf(isCount) });
export const isCounted: Guard<Counted> = (value): value is Counted =>
  hasFields(value) &&
  (value.counts.length === 0 ? value.ids === '' : value.ids.split(' ').length === value.counts.length);

/** The ids with the largest counts; the others are added up under `REST`, so that the sum stays. */
export function mostOf(counts: ReadonlyMap<string, number>, most: number): Map<string, number> {
  const ids = [...counts].filter(([id]) => id !== REST).sort(([, a], [, b]) => b - a);
  const kept = new Map(ids.slice(0, most));
  const rest = sumOf(counts) - sumOf(kept);
  return rest > 0 ? kept.set(REST, rest) : kept;
}

/** Packs at most so many ids, and the rest of them. */
export function packed(counts: ReadonlyMap<string, number>, most: number): Counted {
  const kept = mostOf(counts, most);
  return { ids: [...kept.keys()].join(' '), counts: [...kept.values()] };
}

export function unpacked({ ids, counts }: Counted): Map<string, number> {
  const split = ids.split(' ');
  return new Map(counts.map((count, at) => [split[at] ?? REST, count]));
}

/** Adds to a count; one that becomes zero goes. */
export function addTo(counts: Map<string, number>, id: string, by = 1): void {
  const count = (counts.get(id) ?? 0) + by;
  if (count === 0) counts.delete(id);
  else counts.set(id, count);
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
