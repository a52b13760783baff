// Gaps as operators see them, and what they do with them. What one person asked is not shown: words are shown only of
// gaps that at least two people have met.
import type { Clustering } from './clustering.ts';
import {
  type Asking,
  countAskers,
  type GapRecord,
  type GapTables,
  type Signal,
  SIGNAL_MS,
  WISH_MS,
  wishKey,
} from './gap-tables.ts';
import type { Gap, Gaps } from './insight.ts';
import { urgency } from './ranking.ts';

/** People who must have met a gap before its words are shown. */
const MIN_ASKERS = 2;
/** Questions that stand for a gap. */
const SHOWN = 4;

export type GapStore = Gaps & {
  /**
   * Deletes what came from those who are gone, after their signals; returns how many entries.
   * @param chat the chat that wants to be told nothing any more
   */
  forget: (isGone: (one: Pick<Asking, 'asker' | 'chat'>) => boolean, chat: string) => number;
};

export type GapsDependencies = {
  tables: GapTables;
  clustering: Clustering;
  normalise: (question: string) => string;
  /** Milliseconds since 1970. */
  now: () => number;
};

export function createGaps({ tables, clustering, normalise, now }: GapsDependencies): GapStore {
  const { gaps, signals, tellings: wishes } = tables;

  /** Signals of every gap that count, the oldest first. */
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

  function put(record: GapRecord, changes: Partial<GapRecord>): void {
    gaps.put({ ...record, ...changes });
  }

  return {
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
    close: (id, by) => {
      const record = gaps.get(id);
      if (record === undefined) return [];
      put(record, { status: 'closed', closed: { by, at: new Date(now()).toISOString() }, isReopened: false });
      const asked = new Set([...record.members, ...(byGap().get(id) ?? [])].map(({ question }) => question));
      const told = wishes.rows().filter((wish) => wish.gap === id || asked.has(wish.question));
      for (const wish of told) wishes.delete(wishKey(wish));
      return [...new Set(told.filter(({ at }) => now() - at <= WISH_MS).map(({ chat }) => chat))];
    },
    hide: (id) => {
      const record = gaps.get(id);
      if (record !== undefined) put(record, { status: 'hidden' });
    },
    reopen: (id) => {
      const record = gaps.get(id);
      if (record !== undefined) put(record, { status: 'open', isReopened: false });
    },
    cluster: () => clustering.run(),
    tellWhenClosed: (question, chat) => {
      const wanted = normalise(question);
      // The numbers of groups are negative: only a private chat is told.
      if (wanted !== '' && !chat.startsWith('-')) wishes.put({ chat, question: wanted, at: now() });
    },
    forget: (isGone, chat) => {
      const gone = wishes.rows().filter((wish) => wish.chat === chat);
      for (const wish of gone) wishes.delete(wishKey(wish));
      let count = gone.length;
      const others = byGap();
      for (const record of gaps.rows()) {
        const kept = record.members.filter((member) => !isGone(member));
        if (kept.length === record.members.length) continue;
        count++;
        // What others have asked alike still says what the gap is about.
        const members = kept.length > 0 ? kept : firstOf(others.get(record.id) ?? []);
        if (members.length > 0) put(record, { members });
        else gaps.delete(record.id);
      }
      return count;
    },
  };
}

function firstOf(signals: readonly Signal[]): Asking[] {
  return signals
    .slice(0, 1)
    .map(({ question, asker, chat, channel, at }) => ({ question, asker, chat, channel, at }));
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
