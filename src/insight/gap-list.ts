// Gaps as operators see them. What one person asked is not shown: words are shown only of gaps that at least two people
// have met.
import { countAskers, type GapRecord, type GapTables, type Signal, SIGNAL_MS } from './gap-tables.ts';
import type { Gap, Gaps } from './insight.ts';
import { urgency } from './ranking.ts';

/** People who must have met a gap before its words are shown. */
const MIN_ASKERS = 2;
/** Questions that stand for a gap. */
const SHOWN = 4;

export type GapList = Pick<Gaps, 'list' | 'get' | 'questionsOf'> & {
  /** Signals of every gap that count, the oldest first. */
  byGap: () => Map<string, Signal[]>;
};

/** @param now milliseconds since 1970 */
export function createGapList(
  { gaps, signals }: Pick<GapTables, 'gaps' | 'signals'>,
  now: () => number,
): GapList {
  function byGap(): Map<string, Signal[]> {
    const all = new Map<string, Signal[]>();
    for (const signal of signals.rows())
      if (signal.gap !== undefined && now() - signal.at <= SIGNAL_MS) {
        const own = all.get(signal.gap);
        if (own === undefined) all.set(signal.gap, [signal]);
        else own.push(signal);
      }
    return all;
  }

  function shown(record: GapRecord, own: readonly Signal[], limit: number): Gap {
    const { id, status, closed, isReopened, firstAt, lastAt } = record;
    return {
      id,
      status,
      closed,
      isReopened,
      askers: countAskers(own),
      signals: countBy(own, ({ kind }) => kind),
      reasons: countBy(own, ({ reason }) => reason),
      questions: wordsOf(record, own).slice(0, limit),
      sectionId: mostOften(countBy(own, ({ sectionId }) => sectionId)),
      firstAt: new Date(firstAt).toISOString(),
      lastAt: new Date(lastAt).toISOString(),
    };
  }

  /** None of a gap that one person has met. */
  function wordsOf({ members }: GapRecord, own: readonly Signal[]): string[] {
    if (countAskers([...members, ...own]) < MIN_ASKERS) return [];
    return [...new Set([...members, ...own].map(({ question }) => question))];
  }

  return {
    byGap,
    list: ({ offset, limit, status = 'open' }) => {
      const all = byGap();
      const ranked = gaps
        .rows()
        .filter((record) => record.status === status)
        .map((record) => ({ record, own: all.get(record.id) ?? [] }))
        // All of its signals may have been taken back since.
        .filter(({ own }) => own.length > 0 || status !== 'open')
        .map((one) => ({ ...one, urgency: urgency(one.own) }))
        .sort(
          (a, b) => b.urgency - a.urgency || b.record.lastAt - a.record.lastAt || order(a.record, b.record),
        );
      const slice = ranked.slice(offset, offset + limit);
      return { gaps: slice.map(({ record, own }) => shown(record, own, SHOWN)), total: ranked.length };
    },
    get: (id) => {
      const record = gaps.get(id);
      return record && shown(record, byGap().get(id) ?? [], SHOWN);
    },
    questionsOf: (id) => {
      const record = gaps.get(id);
      return record === undefined ? [] : wordsOf(record, byGap().get(id) ?? []);
    },
  };
}

function countBy<K extends string>(
  signals: readonly Signal[],
  keyOf: (signal: Signal) => K | undefined,
): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const signal of signals) {
    const key = keyOf(signal);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function mostOften(counts: Partial<Record<string, number>>): string | undefined {
  return Object.entries(counts).sort(([, a = 0], [, b = 0]) => b - a)[0]?.[0];
}

function order(a: GapRecord, b: GapRecord): number {
  return a.id < b.id ? -1 : 1;
}
