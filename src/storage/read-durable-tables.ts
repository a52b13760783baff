// Reads the tables of a folder beside the process that writes them: without its lock, and without a change to any file.
// The journal is read first. Whatever table is written meanwhile is newer than the lines, which are left out for it; the
// other way round, lines that were cut off in between would be missing.
import path from 'node:path';
import type { DurableTablesOptions } from './durable-tables.ts';
import { JOURNAL } from './journal.ts';
import { readJournal } from './read-journal.ts';
import { type Change, createTables, parseRows, specsOf, type Tables } from './tables.ts';
import { twoCopies } from './two-copies.ts';

/**
 * The tables as they are on disk, empty for a folder without any. Changes to them are not written.
 * @throws Failure `state` for a file that cannot be read, or of a newer version
 */
export async function readDurableTables<Rows>({
  folder,
  schema,
  onProblem,
}: Pick<DurableTablesOptions<Rows>, 'folder' | 'schema' | 'onProblem'>): Promise<Tables<Rows>> {
  const set = createTables(schema);
  const lines: [number: number, change: Change][] = [];
  await readJournal(path.join(folder, JOURNAL), (...line) => {
    lines.push(line);
    return true;
  });
  const written = new Map<string, number>();
  for (const [table, spec] of specsOf(schema)) {
    const file = path.join(folder, `${table}.json`);
    const parse = (value: unknown): unknown[] | undefined => parseRows(spec, value);
    const content = await twoCopies({ file, field: table, parse, onProblem, isReadOnly: true }).read();
    for (const row of content?.rows ?? []) set.redo([table, row]);
    written.set(table, content?.changes ?? 0);
  }
  for (const [number, change] of lines) if (number > (written.get(change[0]) ?? 0)) set.redo(change);
  return set.tables;
}
