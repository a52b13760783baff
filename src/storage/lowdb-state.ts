// The state in a folder: a file for each table, which lowdb writes as a whole, and a journal of the changes since then.
import { access, constants, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { Failure, reasonOf, writeRemedy } from '../system/failure.ts';
import { acquireLock, LockUnusable, type ProcessLock } from '../system/process-lock.ts';
import { openJournal } from './journal.ts';
import { type ReadJournal, readJournal } from './read-journal.ts';
import { createSnapshots, UNKEPT } from './snapshots.ts';
import type { StateStore } from './state-store.ts';
import { parseRows, type TableName, TABLES } from './table-rows.ts';
import { type Change, createTables, type Tables } from './tables.ts';
import { type TableContent, twoCopies } from './two-copies.ts';

const JOURNAL = 'journal.jsonl';
/** Six signs of life. */
const SILENT_MS = 3000;

export type LowdbStateOptions = {
  /** Created if it does not exist. */
  stateDir: string;
  /** Called when something was damaged or cannot be written; a lasting reason is reported once. */
  onProblem: (message: string) => void;
  /** Called when what could not be written is, again. */
  onRecovery?: (message: string) => void;
};

/**
 * Opens the state of a folder, for this process alone until it is closed. Damage is not a reason to fail: of a damaged
 * file the last good copy is used, and what cannot be read is kept beside the new file. A folder that cannot be written
 * is none either: changes stay in memory then.
 * @throws Failure `state` when another process has the folder, a newer Wenda wrote it, or its files cannot be read;
 * nothing has been written then
 */
export async function openLowdbState({
  stateDir,
  onProblem,
  onRecovery = () => undefined,
}: LowdbStateOptions): Promise<StateStore> {
  const lock = await lockFolder(stateDir);
  if ('cause' in lock) {
    const { cause } = lock;
    onProblem(
      `${stateDir} cannot be used (${reasonOf(cause)}); ${UNKEPT}; ${writeRemedy(cause)}, or set STATE_DIR to a writable folder, and start Wenda again`,
    );
    return openUnwritable(stateDir, onProblem);
  }
  const file = path.join(stateDir, JOURNAL);
  try {
    await removeLeftovers(stateDir);
    const { tables, files, last, changed, journal } = await readState(stateDir, onProblem, (change) => {
      snapshots.add(change);
    });
    if (journal.damaged > 0) {
      const kept = await copyFile(file, `${file}.damaged`).then(
        () => `; it is kept as ${JOURNAL}.damaged until you delete it`,
        () => '',
      );
      onProblem(`${file} is damaged: ${journal.damaged} of its lines are lost${kept}`);
    }
    const snapshots = await createSnapshots({
      place: stateDir,
      openJournal: (onFailure) => openJournal(file, journal.end, onFailure),
      write: async (table, changes) => {
        const low = files.get(table);
        if (low === undefined) return; // every table has one
        low.data = { rows: tables.rowsOf(table), changes };
        await low.write();
        low.data.rows = [];
      },
      isOwner: () => lock.isHeld(),
      last,
      changed,
      onProblem,
      onRecovery,
    });
    // Else the next start would warn again.
    if (journal.damaged > 0) await snapshots.flush().catch(() => undefined);
    return {
      ...tables.store,
      isDurable: snapshots.isDurable,
      flush: snapshots.flush,
      close: async () => {
        await snapshots.close();
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

/** @returns the `cause` when nothing can be written there, as far as that shows */
async function lockFolder(stateDir: string): Promise<ProcessLock | { cause: unknown }> {
  try {
    await mkdir(stateDir, { recursive: true });
    return await acquireLock(path.join(stateDir, 'lock'), {
      code: 'state',
      inUse: `${stateDir} is in use`,
      remedy: 'stop it, or set STATE_DIR to another folder',
      silentMs: SILENT_MS,
    });
  } catch (error) {
    if (error instanceof LockUnusable) return { cause: error.cause };
    if (error instanceof Failure) throw error;
    return { cause: error };
  }
}

/** The state as far as it can be read; it is never written, even if that becomes possible: the lock is missing. */
async function openUnwritable(stateDir: string, onProblem: (message: string) => void): Promise<StateStore> {
  const isReadable = await access(stateDir, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const tables = isReadable ? (await readState(stateDir, onProblem)).tables : createTables();
  return {
    ...tables.store,
    isDurable: () => false,
    flush: () =>
      isReadable
        ? Promise.reject(new Failure('state', `${stateDir} cannot be written; see the warning at the start`))
        : Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

type ReadState = {
  tables: Tables;
  files: Map<TableName, Low<TableContent>>;
  /** The number of the last change. */
  last: number;
  /** Tables that the journal has changes of. */
  changed: Set<TableName>;
  journal: ReadJournal;
};

async function readState(
  stateDir: string,
  onProblem: (message: string) => void,
  onChange?: (change: Change) => void,
): Promise<ReadState> {
  const tables = createTables(onChange);
  const files: ReadState['files'] = new Map();
  const written = new Map<TableName, number>();
  for (const table of TABLES) {
    const adapter = twoCopies({
      file: path.join(stateDir, `${table}.json`),
      field: table,
      parse: (value) => parseRows(table, value),
      onProblem,
    });
    const low = new Low<TableContent>(adapter, { rows: [], changes: 0 });
    await low.read();
    for (const row of low.data.rows) tables.redo([table, row]);
    low.data.rows = []; // not needed twice
    written.set(table, low.data.changes);
    files.set(table, low);
  }
  let last = Math.max(...written.values());
  const changed = new Set<TableName>();
  const journal = await readJournal(path.join(stateDir, JOURNAL), (number, change) => {
    const [table] = change;
    last = Math.max(last, number);
    if (number <= (written.get(table) ?? 0)) return true;
    changed.add(table);
    return tables.redo(change);
  });
  return { tables, files, last, changed, journal };
}

/** Removes half-written files of a killed process; one that cannot be removed does no harm. */
async function removeLeftovers(stateDir: string): Promise<void> {
  const leftover = new RegExp(
    `^\\.(?:(?:${TABLES.join('|')})\\.json(?:\\.last-good)?|journal\\.jsonl)\\.\\d+$`,
  );
  for (const name of await readdir(stateDir))
    if (leftover.test(name)) await rm(path.join(stateDir, name), { force: true }).catch(() => undefined);
}
