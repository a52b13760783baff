// Writes tables some time after they have changed, one after the other: not every message of a chat costs a write, and
// a disk that fails for a while costs only a delay.
import { Failure, reasonOf } from '../system/failure.ts';
import { type TableName, TABLES } from './state-data.ts';

/** A crash loses at most the changes of this time; updates whose record is lost are answered twice. */
export const FLUSH_MS = 5000;
export const FLUSH_UPDATES_MS = 1000;

export type DelayedWritesOptions = {
  write: (table: TableName) => Promise<void>;
  /** Where the tables are stored; for messages. */
  place: string;
  /**
   * Called with the reason why tables cannot be written; a lasting reason is reported once, and once more at the end.
   */
  onProblem: (message: string) => void;
};

export type DelayedWrites = {
  /** Marks a table as changed, to be written. */
  changed: (table: TableName) => void;
  /**
   * Writes all changes so far.
   * @throws Failure `state` when some tables could not be written; they are tried again later
   */
  flush: () => Promise<void>;
  /** Writes the changes for the last time; does not reject. */
  close: () => Promise<void>;
};

export function createDelayedWrites({ write, place, onProblem }: DelayedWritesOptions): DelayedWrites {
  const dirty = new Set<TableName>();
  /** Why tables could not be written at the last attempt; all of them are dirty. */
  const failing = new Map<TableName, string>();
  let told = new Set<string>();
  let isClosed = false;
  let last = Promise.resolve();

  /** Tries to write those of some tables that have changed, after the current write. Does not reject: see `failing`. */
  function writeChanged(some: readonly TableName[]): Promise<void> {
    last = last.then(async () => {
      for (const table of some.filter((name) => dirty.has(name))) {
        // Before the write: changes meanwhile must be written again.
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
        onProblem(
          `${place} cannot be written (${reason}); changes are kept in memory until it can be written`,
        );
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
        onProblem(`${place} cannot be written (${reason}); the latest changes are lost`);
    },
  };
}
