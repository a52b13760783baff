// The ledger in a small JSON file, by lowdb. lowdb replaces the file atomically but does not survive a damaged one, so
// a second copy is kept and read when the first cannot be.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { Failure, reasonOf } from '../failure.ts';
import { remember, type UpdateLedger } from './update-ledger.ts';

type LedgerData = { version: 1; updates: number[] };

/** A crash loses at most what was answered in this time; such updates are answered a second time. */
const FLUSH_INTERVAL_MS = 1000;

export type LowdbLedgerOptions = {
  stateDir: string;
  /** Told when the file was damaged and the last good copy (or none) was used, or when writing fails. */
  onProblem: (message: string) => void;
};

/** @throws Failure `state` when the folder cannot be made */
export async function createLowdbLedger({ stateDir, onProblem }: LowdbLedgerOptions): Promise<UpdateLedger> {
  await mkdir(stateDir, { recursive: true }).catch((error: unknown) => {
    throw new Failure(
      'state',
      `${stateDir} cannot be made (${reasonOf(error)}); set STATE_DIR to a folder that can be written`,
    );
  });
  const db = new Low<LedgerData>(twoCopies(path.join(stateDir, 'updates.json'), onProblem), {
    version: 1,
    updates: [],
  });
  await db.read();
  const ids = new Set(db.data.updates);
  let dirty = false;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    if (dirty) {
      dirty = false;
      writing = writing.then(async () => {
        db.data.updates = [...ids];
        await db.write();
      });
      writing = writing.catch((error: unknown) => {
        dirty = true;
        onProblem(`${stateDir} cannot be written: ${reasonOf(error)}`);
      });
    }
    return writing;
  };
  const timer = setInterval(() => void flush(), FLUSH_INTERVAL_MS);
  timer.unref();

  return {
    has: (updateId) => ids.has(updateId),
    add: (updateId) => {
      remember(ids, updateId);
      dirty = true;
    },
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

function twoCopies(file: string, onProblem: (message: string) => void): Adapter<LedgerData> {
  const first = new JSONFile<LedgerData>(file);
  const second = new JSONFile<LedgerData>(`${file}.last-good`);
  const readFrom = async (adapter: JSONFile<LedgerData>, name: string): Promise<LedgerData | null> => {
    try {
      const data = await adapter.read();
      if (data === null || (Array.isArray(data.updates) && data.updates.every(Number.isInteger))) return data;
      throw new Error('it does not hold what Wenda writes');
    } catch (error) {
      onProblem(`${name} is damaged (${reasonOf(error)}); its last good copy is used`);
      return null;
    }
  };
  return {
    read: async () => (await readFrom(first, file)) ?? (await readFrom(second, `${file}.last-good`)),
    write: async (data) => {
      await first.write(data);
      await second.write(data);
    },
  };
}
