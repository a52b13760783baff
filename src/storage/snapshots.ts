// Writes changes to the journal at once, and tables to their files now and then, so that the journal stays small. While
// the journal cannot be written, the state lives in memory, and snapshots are tried until one is whole: then the journal
// starts again.
import { Failure, reasonOf, writeRemedy } from '../system/failure.ts';
import type { Journal } from './journal.ts';
import type { Change } from './tables.ts';

/** A power cut loses what came since the last sync. */
const SYNC_MS = 1000;
/** A start makes the changes of a journal of this size again in a tenth of a second. */
const SNAPSHOT_BYTES = 4_000_000;
/** Seconds after which a smaller journal becomes a snapshot as well. */
const SNAPSHOT_S = 600;
/** Seconds between two attempts, at least. */
const RETRY_S = 10;

/** What a lasting failure means, for messages. @param what what the tables hold */
export function unkept(what: string): string {
  return `${what} are kept in memory only, and lost when Wenda ends`;
}

export type SnapshotsOptions = {
  /** Where the tables are stored; for messages. */
  place: string;
  /** What they hold; for messages. */
  holds: string;
  /** Given the function to call when the journal fails. */
  openJournal: (onFailure: (error: unknown) => void) => Promise<Journal>;
  /** Writes a table as it is when called, with the number of the last change. */
  write: (table: string, number: number) => Promise<void>;
  /** Whether this process may still write there. */
  isOwner: () => boolean;
  /** The number of the last change so far. */
  last: number;
  /** Tables that the journal has changes of. */
  changed: Iterable<string>;
  /** Called once when something cannot be written any more, and once more at the end if that is lost. */
  onProblem: (message: string) => void;
  /** Called when all of it can be written, and is, again. */
  onRecovery: (message: string) => void;
};

export type Snapshots = {
  /** Writes a change to the journal. */
  add: (change: Change) => void;
  /** Whether `add` does so at present. */
  isDurable: () => boolean;
  /**
   * Writes all changes so far into the files of their tables, and empties the journal.
   * @throws Failure `state` when that is impossible; it is tried again later
   */
  flush: () => Promise<void>;
  /** The same for the last time; does not reject. */
  close: () => Promise<void>;
};

export async function createSnapshots(options: SnapshotsOptions): Promise<Snapshots> {
  const { place, holds, write, isOwner, onProblem, onRecovery } = options;
  const dirty = new Set(options.changed);
  let number = options.last;
  let told: 'journal' | 'memory' | undefined;
  let seconds = 0;
  let isTicking = false;
  let isClosed = false;
  let running: Promise<unknown> = Promise.resolve();
  const journal = await options.openJournal((error) => {
    tell('memory', error);
  });

  function why(error: unknown): string {
    return isOwner()
      ? `${place} cannot be written (${reasonOf(error)}; ${writeRemedy(error)})`
      : `another process has taken ${place} (stop one of the two)`;
  }

  /** Whatever the reason, until a snapshot succeeds. */
  function tell(kept: 'journal' | 'memory', error: unknown): void {
    if (told === kept) return;
    told = kept;
    onProblem(
      kept === 'journal'
        ? `${why(error)}; the journal grows meanwhile`
        : `${why(error)}; meanwhile ${unkept(holds)}`,
    );
  }

  async function attempt(): Promise<void> {
    seconds = 0;
    if (!isOwner()) {
      await journal.close();
      throw new Error('not the owner');
    }
    if (journal.isWorking() && journal.size() === 0) return;
    journal.begin();
    const failures: unknown[] = [];
    for (const table of [...dirty]) {
      // Before the write: changes meanwhile must be written again.
      dirty.delete(table);
      await write(table, number).catch((error: unknown) => {
        dirty.add(table);
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
    await journal.cut();
    if (told !== undefined) onRecovery(`${place} is written again, with all that was kept meanwhile`);
    told = undefined;
  }

  /** After the one that is running. @returns the error of a failure */
  function snapshot(): Promise<{ error: unknown } | undefined> {
    const done = running.then(attempt).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    running = done;
    return done;
  }

  async function tick(): Promise<void> {
    seconds++;
    if (isTicking) return;
    isTicking = true;
    await journal.sync();
    const isUrgent = !journal.isWorking() || journal.size() > SNAPSHOT_BYTES;
    if (seconds >= (isUrgent ? RETRY_S : SNAPSHOT_S)) {
      const failed = await snapshot();
      if (failed !== undefined) tell(journal.isWorking() ? 'journal' : 'memory', failed.error);
    }
    isTicking = false;
  }

  const timer = setInterval(() => void tick(), SYNC_MS);
  timer.unref();

  return {
    add: (change) => {
      number++;
      dirty.add(change[0]);
      if (isOwner()) journal.append(number, change);
    },
    isDurable: () => isOwner() && journal.isWorking(),
    flush: async () => {
      if (isClosed) throw new Failure('state', `${place} has been closed and is not written any more`);
      const failed = await snapshot();
      if (failed !== undefined) throw new Failure('state', why(failed.error));
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      const failed = await snapshot();
      await journal.sync();
      if (failed !== undefined && !journal.isWorking())
        onProblem(`${why(failed.error)}; the latest changes are lost`);
      await journal.close();
    },
  };
}
