// What operators and readers do with gaps.
import type { Clustering } from './clustering.ts';
import { type Asking, type GapRecord, type GapTables, type Signal, WISH_MS, wishKey } from './gap-tables.ts';
import { createGapList } from './gap-list.ts';
import type { Gaps } from './insight.ts';

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
  const { gaps, tellings: wishes } = tables;
  const { byGap, ...list } = createGapList(tables, now);

  function put(record: GapRecord, changes: Partial<GapRecord>): void {
    gaps.put({ ...record, ...changes });
  }

  return {
    ...list,
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
