// Tables in a folder: a file for each, which lowdb writes as a whole, and a journal of the changes since then.
import { access, constants, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { Failure, reasonOf, writeRemedy } from '../system/failure.ts';
import { acquireLock, LockUnusable, type ProcessLock } from '../system/process-lock.ts';
import { JOURNAL, openJournal } from './journal.ts';
import { type ReadJournal, readJournal } from './read-journal.ts';
import { createSnapshots, unkept } from './snapshots.ts';
import {
  type Change,
  createTables,
  parseRows,
  type Schema,
  type Tables,
  specsOf,
  type TableSet,
} from './tables.ts';
import { type TableContent, twoCopies } from './two-copies.ts';

/** Six signs of life. */
const SILENT_MS = 3000;

export type DurableTables<Rows> = {
  tables: Tables<Rows>;
  /** Whether a change survives a kill of the process from the moment its call returns. */
  isDurable: () => boolean;
  /**
   * Rewrites what has changed since the last time. Afterwards no file contains rows that were deleted before.
   * @throws Failure `state` when they cannot be written; that is tried again later
   */
  flush: () => Promise<void>;
  /** Writes the changes and stops; errors are reported, not thrown. */
  close: () => Promise<void>;
};

export type DurableTablesOptions<Rows> = {
  /** Created if it does not exist. */
  folder: string;
  schema: Schema<Rows>;
  /** Tables of older versions, whose files are deleted. */
  retired?: readonly string[];
  /** What the tables hold, for the message that says what is lost. */
  holds: string;
  /** Called when something was damaged or cannot be written; a lasting reason is reported once. */
  onProblem: (message: string) => void;
  /** Called when what could not be written is, again. */
  onRecovery?: (message: string) => void;
};

/**
 * Opens the tables of a folder, for this process alone until they are closed. Damage is not a reason to fail: of a
 * damaged file the last good copy is used, and what cannot be read is kept beside the new file. A folder that cannot be
 * written is none either: changes stay in memory then.
 * @throws Failure `state` when another process has the folder, a newer Wenda wrote it, or its files cannot be read;
 * nothing has been written then
 */
export async function openDurableTables<Rows>(
  options: DurableTablesOptions<Rows>,
): Promise<DurableTables<Rows>> {
  const { folder, schema, retired = [], holds, onProblem, onRecovery = () => undefined } = options;
  const lock = await lockFolder(folder);
  if ('cause' in lock) {
    const { cause } = lock;
    onProblem(
      `${folder} cannot be used (${reasonOf(cause)}); ${unkept(holds)}; ${writeRemedy(cause)}, or set STATE_DIR to a writable folder, and start Wenda again`,
    );
    return openUnwritable(options);
  }
  const file = path.join(folder, JOURNAL);
  try {
    await removeLeftovers(folder, Object.keys(schema), retired);
    const { set, files, last, changed, journal } = await readTables(options, (change) => {
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
      place: folder,
      holds,
      openJournal: (onFailure) => openJournal(file, journal.end, onFailure),
      write: async (table, changes) => {
        const low = files.get(table);
        if (low === undefined) return; // every table has one
        low.data = { rows: set.rowsOf(table), changes };
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
      tables: set.tables,
      isDurable: snapshots.isDurable,
      flush: snapshots.flush,
      close: async () => {
        await snapshots.close();
        await lock.release().catch((error: unknown) => {
          onProblem(`the lock of ${folder} cannot be removed (${reasonOf(error)})`);
        });
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** @returns the `cause` when nothing can be written there, as far as that shows */
async function lockFolder(folder: string): Promise<ProcessLock | { cause: unknown }> {
  try {
    await mkdir(folder, { recursive: true });
    return await acquireLock(path.join(folder, 'lock'), {
      code: 'state',
      inUse: `${folder} is in use`,
      remedy: 'stop it, or set STATE_DIR to another folder',
      silentMs: SILENT_MS,
    });
  } catch (error) {
    if (error instanceof LockUnusable) return { cause: error.cause };
    if (error instanceof Failure) throw error;
    return { cause: error };
  }
}

/** The tables as far as they can be read; they are never written, even if that becomes possible: the lock is missing. */
async function openUnwritable<Rows>(options: DurableTablesOptions<Rows>): Promise<DurableTables<Rows>> {
  const { folder, schema } = options;
  const isReadable = await access(folder, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const { tables } = isReadable ? (await readTables(options)).set : createTables(schema);
  return {
    tables,
    isDurable: () => false,
    flush: () =>
      isReadable
        ? Promise.reject(new Failure('state', `${folder} cannot be written; see the warning at the start`))
        : Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

type ReadTables<Rows> = {
  set: TableSet<Rows>;
  files: Map<string, Low<TableContent>>;
  /** The number of the last change. */
  last: number;
  /** Tables that the journal has changes of. */
  changed: Set<string>;
  journal: ReadJournal;
};

async function readTables<Rows>(
  { folder, schema, retired = [], onProblem }: DurableTablesOptions<Rows>,
  onChange?: (change: Change) => void,
): Promise<ReadTables<Rows>> {
  const set = createTables(schema, onChange);
  const files: ReadTables<Rows>['files'] = new Map();
  const written = new Map<string, number>();
  for (const [table, spec] of specsOf(schema)) {
    const adapter = twoCopies({
      file: path.join(folder, `${table}.json`),
      field: table,
      parse: (value) => parseRows(spec, value),
      onProblem,
    });
    const low = new Low<TableContent>(adapter, { rows: [], changes: 0 });
    await low.read();
    for (const row of low.data.rows) set.redo([table, row]);
    low.data.rows = []; // not needed twice
    written.set(table, low.data.changes);
    files.set(table, low);
  }
  let last = Math.max(...written.values());
  const changed = new Set<string>();
  const journal = await readJournal(path.join(folder, JOURNAL), (number, change) => {
    const [table] = change;
    last = Math.max(last, number);
    if (retired.includes(table) || number <= (written.get(table) ?? 0)) return true;
    const isDone = set.redo(change);
    if (isDone) changed.add(table);
    return isDone;
  });
  return { set, files, last, changed, journal };
}

/**
 * Removes half-written files of a killed process, and tables of older versions; one that cannot be removed does no harm.
 */
async function removeLeftovers(
  folder: string,
  tables: readonly string[],
  retired: readonly string[],
): Promise<void> {
  const halfWritten = new RegExp(
    `^\\.(?:(?:${tables.join('|')})\\.json(?:\\.last-good)?|journal\\.jsonl)\\.\\d+$`,
  );
  const old = new Set(retired.flatMap((name) => [`${name}.json`, `${name}.json.last-good`]));
  for (const name of await readdir(folder))
    if (halfWritten.test(name) || old.has(name))
      await rm(path.join(folder, name), { force: true }).catch(() => undefined);
}
