// What some days say together.
import { CHANNELS } from '../answer/observed.ts';
import { OUTCOMES, shareAnswered } from '../answer/outcome.ts';
import { addTo, REST, sumOf, unpacked } from './counted.ts';
import type { DayRow } from './days.ts';
import type { Summary } from './insight.ts';
import { quantileMs, TIME_BUCKETS } from './times.ts';

/** Ids in a list. */
const LISTED = 10;

/**
 * @param days `YYYY-MM-DD`, the first day first
 * @param rowOf the counts of a day; undefined if nothing happened
 */
export function summaryOf(days: readonly string[], rowOf: (day: string) => DayRow | undefined): Summary {
  const rows = days.map(rowOf);
  const there = rows.filter((row) => row !== undefined);
  const sum = (count: (row: DayRow) => number | undefined): number =>
    there.reduce((total, row) => total + (count(row) ?? 0), 0);
  const byName = <Name extends string>(
    names: readonly Name[],
    counts: (row: DayRow) => Partial<Record<Name, number>>,
  ): Record<Name, number> =>
    Object.fromEntries(names.map((name) => [name, sum((row) => counts(row)[name])])) as Record<Name, number>; // one for each
  const outcomes = byName(OUTCOMES, (row) => row.outcomes);
  const times = Array.from({ length: TIME_BUCKETS }, (_, bucket) => sum((row) => row.times[bucket]));
  const added = (kind: 'topics' | 'sections' | 'up' | 'down' | 'languages'): Map<string, number> => {
    const all = new Map<string, number>();
    for (const row of there) for (const [id, count] of unpacked(row[kind])) addTo(all, id, count);
    return all;
  };
  const [up, down] = [added('up'), added('down')];
  return {
    days: days.map((day, at) => ({ day, outcomes: rows[at]?.outcomes ?? {} })),
    questions: OUTCOMES.reduce((total, outcome) => total + outcomes[outcome], 0),
    outcomes,
    answered: shareAnswered(outcomes),
    medianMs: quantileMs(times, 0.5),
    p95Ms: quantileMs(times, 0.95),
    topics: mostFirst(added('topics')).map(([articleId, count]) => ({ articleId, count })),
    sections: mostFirst(added('sections')).map(([sectionId, count]) => ({ sectionId, count })),
    worst: named(down)
      .map(([sectionId, count]) => ({ sectionId, down: count, up: up.get(sectionId) ?? 0 }))
      .sort((a, b) => b.down - a.down || a.up - b.up)
      .slice(0, LISTED),
    votes: { up: sumOf(up), down: sumOf(down) },
    languages: mostFirst(added('languages')).map(([language, count]) => ({ language, count })),
    channels: byName(CHANNELS, (row) => row.channels),
    chats: Math.max(0, ...there.map(({ chats }) => chats)),
  };
}

function named(counts: ReadonlyMap<string, number>): [id: string, count: number][] {
  return [...counts].filter(([id]) => id !== REST);
}

function mostFirst(counts: ReadonlyMap<string, number>): [id: string, count: number][] {
  return named(counts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, LISTED);
}
