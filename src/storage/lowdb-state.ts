// The state in JSON files, by lowdb: one file a table, because lowdb writes whole files and most tables change seldom.
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { Failure, reasonOf } from '../failure.ts';
import { acquireLock } from '../process-lock.ts';
import type { StateStore } from './state-store.ts';
import { TABLE_GUARDS } from './table-guards.ts';
import { createTables, type StateData, type TableName, TABLES } from './tables.ts';
import { twoCopies } from './two-copies.ts';

const VERSION = 1;
/** A crash loses at most what happened in this time; answered updates that are lost are answered a second time. */
const FLUSH_MS = 5000;
const FLUSH_UPDATES_MS = 1000;

export type LowdbStateOptions = {
  stateDir: string;
  /** Told when a file was damaged, or cannot be written; a reason that lasts is told once. */
  onProblem: (message: string) => void;
};

/** What a file holds: its version, and the table under its own name. */
type FileData = { version: number } & { [T in TableName]?: StateData[T] };

/** @throws Failure `state` when the folder cannot be made, another process has it, or a newer Wenda wrote it */
export async function openLowdbState({ stateDir, onProblem }: LowdbStateOptions): Promise<StateStore> {
  await mkdir(stateDir, { recursive: true }).catch((error: unknown) => {
    throw new Failure(
      'state',
      `${stateDir} cannot be made (${reasonOf(error)}); set STATE_DIR to a folder that can be written`,
    );
  });
  const lock = await acquireLock(path.join(stateDir, 'lock'), {
    code: 'state',
    inUse: `${stateDir} is in use`,
    remedy: 'stop it, or set STATE_DIR to a folder of its own',
  });
  try {
    await removeLeftovers(stateDir);
    const data: Partial<StateData> = {};
    const files = {} as Record<TableName, Low<FileData>>;
    for (const table of TABLES) {
      const file = fileOf(table);
      await file.read();
      files[table] = file;
      Object.assign(data, { [table]: file.data[table] });
    }
    return serve(data, files);
  } catch (error) {
    await lock.release();
    throw error;
  }

  function fileOf(table: TableName): Low<FileData> {
    const adapter = twoCopies<FileData>({
      file: path.join(stateDir, `${table}.json`),
      version: VERSION,
      isValid: (value): value is FileData =>
        typeof value === 'object' &&
        value !== null &&
        table in value &&
        TABLE_GUARDS[table]((value as FileData)[table]),
      onProblem,
    });
    return new Low<FileData>(adapter, { version: VERSION });
  }

  function serve(data: Partial<StateData>, files: Record<TableName, Low<FileData>>): StateStore {
    const dirty = new Set<TableName>();
    const tables = createTables(data, (table) => dirty.add(table));
    let writing: Promise<unknown> = Promise.resolve();
    let told: string | undefined;

    /** Writes the changed ones of some tables, after what is being written; rejects with the first reason. */
    function write(some: readonly TableName[]): Promise<void> {
      const result = writing.then(async () => {
        for (const table of some.filter((name) => dirty.has(name))) {
          dirty.delete(table);
          const file = files[table];
          file.data = { version: VERSION, [table]: tables.dataOf(table) };
          await file.write().catch((error: unknown) => {
            dirty.add(table);
            throw new Failure('state', `${stateDir} cannot be written (${reasonOf(error)}); what is new is kept in memory until it can`); // prettier-ignore
          });
        }
        told = undefined;
      });
      writing = result.catch(() => undefined);
      return result;
    }

    function writeOrTell(some: readonly TableName[]): Promise<void> {
      return write(some).catch((error: unknown) => {
        const reason = reasonOf(error);
        if (reason !== told) onProblem(reason.replace(/^\[state\] /, ''));
        told = reason;
      });
    }

    const timers = [
      setInterval(() => void writeOrTell(['updates']), FLUSH_UPDATES_MS),
      setInterval(() => void writeOrTell(TABLES), FLUSH_MS),
    ];
    for (const timer of timers) timer.unref();

    return {
      ...tables,
      flush: () => write(TABLES),
      close: async () => {
        for (const timer of timers) clearInterval(timer);
        await writeOrTell(TABLES);
        await lock.release();
      },
    };
  }
}

/** Half-written copies of a process that was killed. */
async function removeLeftovers(stateDir: string): Promise<void> {
  for (const name of await readdir(stateDir))
    if (/^\.\w+\.json(?:\.last-good)?\.\d+$/.test(name)) await rm(path.join(stateDir, name), { force: true });
}
