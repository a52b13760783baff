// The state in JSON files, by lowdb: one file per table, because lowdb writes whole files and most tables rarely
// change.
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { Failure, reasonOf } from '../system/failure.ts';
import { acquireLock } from '../system/process-lock.ts';
import { createDelayedWrites } from './delayed-writes.ts';
import type { StateStore } from './state-store.ts';
import { TABLE_PARSERS } from './table-rows.ts';
import { createTables, type Tables } from './tables.ts';
import { emptyState, type StateData, type TableName, TABLES } from './state-data.ts';
import { twoCopies } from './two-copies.ts';

const VERSION = 1;

export type LowdbStateOptions = {
  /** Created if it does not exist. */
  stateDir: string;
  /** Called when a file was damaged or cannot be written; a lasting reason is reported once. */
  onProblem: (message: string) => void;
};

/**
 * Opens the state of a folder, for this process alone until it is closed. A damaged file is not a reason to fail: its
 * last good copy is used, and an unreadable file is kept beside the new one.
 * @throws Failure `state` when the folder cannot be used, another process has it, or a newer Wenda wrote it; nothing
 * has been written then
 */
export async function openLowdbState({ stateDir, onProblem }: LowdbStateOptions): Promise<StateStore> {
  await mkdir(stateDir, { recursive: true }).catch((error: unknown) => {
    throw new Failure(
      'state',
      `${stateDir} cannot be created (${reasonOf(error)}); set STATE_DIR to a writable folder`,
    );
  });
  const lock = await acquireLock(path.join(stateDir, 'lock'), {
    code: 'state',
    inUse: `${stateDir} is in use`,
    remedy: 'stop it, or set STATE_DIR to another folder',
  });
  try {
    await removeLeftovers(stateDir);
    const { data, writers } = await readTables(stateDir, onProblem);
    const { store, dataOf } = createTables(data, (table) => {
      writes.changed(table);
    });
    const writes = createDelayedWrites({
      write: async (table) => writers.get(table)?.(dataOf),
      place: stateDir,
      onProblem,
    });
    // They are in the tables now and not needed twice.
    for (const table of TABLES) data[table].length = 0;
    return {
      ...store,
      isDurable: () => false,
      flush: writes.flush,
      close: async () => {
        await writes.close();
        await lock.release().catch((error: unknown) => {
          onProblem(`the lock of ${stateDir} cannot be removed (${reasonOf(error)})`);
        });
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** All tables as stored, and a function to write each. */
async function readTables(
  stateDir: string,
  onProblem: (message: string) => void,
): Promise<{ data: StateData; writers: Map<TableName, (dataOf: Tables['dataOf']) => Promise<void>> }> {
  const data = emptyState();
  const writers = new Map<TableName, (dataOf: Tables['dataOf']) => Promise<void>>();
  const open = async <T extends TableName>(
    table: T,
    parse: (value: unknown) => StateData[T] | undefined,
  ): Promise<void> => {
    const file = path.join(stateDir, `${table}.json`);
    const adapter = twoCopies<StateData[T]>({ file, version: VERSION, field: table, parse, onProblem });
    const low = new Low<StateData[T]>(adapter, data[table]);
    await low.read();
    data[table] = low.data;
    writers.set(table, async (dataOf) => {
      low.data = dataOf(table);
      await low.write();
      low.data.length = 0;
    });
  };
  for (const table of TABLES) await open(table, TABLE_PARSERS[table]);
  return { data, writers };
}

/** Removes half-written copies of a killed process; one that cannot be removed does no harm. */
async function removeLeftovers(stateDir: string): Promise<void> {
  const leftover = new RegExp(`^\\.(?:${TABLES.join('|')})\\.json(?:\\.last-good)?\\.\\d+$`);
  for (const name of await readdir(stateDir))
    if (leftover.test(name)) await rm(path.join(stateDir, name), { force: true }).catch(() => undefined);
}
