// What operators and readers do with gaps.
import type { Clustering } from './clustering.ts';
import type { Asking, GapRecord, GapTables, Signal } from './gap-tables.ts';
import { createGapList } from './gap-list.ts';
import type { Gaps } from './insight.ts';

export type GapStore = Gaps & {
  /** Deletes what came from those who are gone, after their signals; returns how many entries. */
  forget: (isGone: (one: Pick<Asking, 'asker' | 'chat'>) => boolean) => number;
};

export type GapsDependencies = {
  tables: GapTables;
  clustering: Clustering;
  /** Milliseconds since 1970. */
  now: () => number;
};

export function createGaps({ tables, clustering, now }: GapsDependencies): GapStore {
  const { gaps } = tables;
  const { byGap, ...list } = createGapList(tables, now);

  function put(record: GapRecord, changes: Partial<GapRecord>): void {
    gaps.put({ ...record, ...changes });
  }

  return {
    ...list,
    close: (id, by) => {
      const record = gaps.get(id);
      const closed = { by, at: new Date(now()).toISOString() };
      if (record !== undefined) put(record, { status: 'closed', closed, isReopened: false });
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
    forget: (isGone) => {
      let count = 0;
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
