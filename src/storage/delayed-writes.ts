// Tables are written some time after they have changed, one after the other: a chat costs no write for every message, and
// a disk that refuses one for a while costs nothing but the delay.
import { Failure, reasonOf } from '../system/failure.ts';
import { type TableName, TABLES } from './state-data.ts';

/** A crash loses at most what happened in this time; answered updates that are lost are answered a second time. */
export const FLUSH_MS = 5000;
export const FLUSH_UPDATES_MS = 1000;

export type DelayedWritesOptions = {
  write: (table: TableName) => Promise<void>;
  /** Where the tables are kept, for messages. */
  place: string;
  /** Told why tables cannot be written; a reason that lasts is told once, and once more at the end. */
  onProblem: (message: string) => void;
};

export type DelayedWrites = {
  /** A table has changed and is to be written. */
  changed: (table: TableName) => void;
  /**
   * Writes what has changed so far.
   * @throws Failure `state` when some of it could not be written; it is tried again later
   */
  flush: () => Promise<void>;
  /** Writes what has changed, for the last time; does not reject. */
  close: () => Promise<void>;
};

export function createDelayedWrites({ write, place, onProblem }: DelayedWritesOptions): DelayedWrites {
  const dirty = new Set<TableName>();
  /** Why tables could not be written when this was tried last; all of them are dirty. */
  const failing = new Map<TableName, string>();
  let told = new Set<string>();
  let isClosed = false;
  let last = Promise.resolve();

  /** Tries all of some tables that have changed, after what is being written now. Does not reject: see `failing`. */
  function writeChanged(some: readonly TableName[]): Promise<void> {
    last = last.then(async () => {
      for (const table of some.filter((name) => dirty.has(name))) {
        // Before it is written: what changes meanwhile must be written again.
        dirty.delete(table);
        try {
          await write(table);
          failing.delete(table);
        } catch (error) {
          dirty.add(table);
          failing.set(table, reasonOf(error));
        }
      }
    });
    return last;
  }

  async function writeAndTell(some: readonly TableName[]): Promise<void> {
    await writeChanged(some);
    const reasons = new Set(failing.values());
    for (const reason of reasons)
      if (!told.has(reason))
        onProblem(`${place} cannot be written (${reason}); what is new is kept in memory until it can`);
    told = reasons;
  }

  const timers = [
    setInterval(() => void writeAndTell(['updates']), FLUSH_UPDATES_MS),
    setInterval(() => void writeAndTell(TABLES), FLUSH_MS),
  ];
  for (const timer of timers) timer.unref();

  return {
    changed: (table) => {
      dirty.add(table);
    },
    flush: async () => {
      if (isClosed) throw new Failure('state', `${place} has been closed and is not written any more`);
      await writeChanged(TABLES);
      const [reason] = failing.values();
      if (reason !== undefined)
        throw new Failure(
          'state',
          `${place} cannot be written (${reason}); free space there or make it writable`,
        );
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      for (const timer of timers) clearInterval(timer);
      await writeChanged(TABLES);
      for (const reason of new Set(failing.values()))
        onProblem(`${place} cannot be written (${reason}); what was new is lost`);
    },
  };
}
