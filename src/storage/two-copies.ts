// The JSON file of a table in two copies, as an adapter for lowdb. lowdb's own adapter replaces files without waiting for the disk
// and gives up on a damaged file; here each copy is synced before the rename, and the second is read if the first is
// unreadable. The copies are written one after the other, so a kill leaves at least one of them whole.
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';
import { isObject } from '../system/is-object.ts';
import { replaceFile } from '../system/synced-file.ts';
import { refuseNewer, STATE_VERSION } from './state-version.ts';

export type TableContent = {
  rows: unknown[];
  /** The number of the last change that is in the rows. */
  changes: number;
};

export type TwoCopiesOptions = {
  file: string;
  /** The key of the rows in the file. */
  field: string;
  /** The rows, checked; undefined if this program would not write them. */
  parse: (value: unknown) => unknown[] | undefined;
  /** Called when a copy was damaged, with what is done about it. */
  onProblem: (message: string) => void;
  /** Whether damaged copies stay where they are, because another process may be using them. */
  isReadOnly?: boolean;
};

type Copy =
  | { kind: 'good'; content: TableContent }
  | { kind: 'missing' }
  | { kind: 'damaged'; why: string }
  /** Its content is unknown, so it must not be replaced. */
  | { kind: 'closed'; why: string };

/**
 * @returns an adapter whose `read` gives null if there is no file; both methods reject on disk errors, `read` also with
 * a Failure `state` for a file of a newer version
 */
export function twoCopies({
  file,
  field,
  parse,
  onProblem,
  isReadOnly = false,
}: TwoCopiesOptions): Adapter<TableContent> {
  const lastGood = `${file}.last-good`;

  async function readCopy(copy: string): Promise<Copy> {
    let value: unknown;
    try {
      value = JSON.parse(await readFile(copy, 'utf8'));
    } catch (error) {
      // The parser's own message would quote what readers asked.
      if (error instanceof SyntaxError) return { kind: 'damaged', why: 'it is not JSON, or incomplete' };
      return errnoOf(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'closed', why: reasonOf(error) };
    }
    const isKnown = refuseNewer(copy, value);
    const rows = isKnown && isObject(value) ? parse(value[field]) : undefined;
    // The first version had no journal, and no numbers.
    const changes = isObject(value) ? (value['changes'] ?? 0) : undefined;
    return rows === undefined || typeof changes !== 'number' || !Number.isSafeInteger(changes)
      ? { kind: 'damaged', why: 'its content is not what Wenda writes' }
      : { kind: 'good', content: { rows, changes } };
  }

  return {
    read: async () => {
      const first = await readCopy(file);
      if (first.kind === 'good') return first.content;
      const second = await readCopy(lastGood);
      if (second.kind === 'good') {
        onProblem(`${file} is ${stateOf(first)}; its last good copy is used`);
        return second.content;
      }
      if (isReadOnly) {
        if (first.kind !== 'missing') onProblem(`${file} is ${stateOf(first)} and left out`);
        return null;
      }
      const kept: string[] = [];
      for (const [copy, { kind, ...more }] of [
        [file, first],
        [lastGood, second],
      ] as const)
        if (kind === 'closed')
          throw new Failure(
            'state',
            `${copy} cannot be read (${'why' in more ? more.why : ''}); let this user read it, or move it away`,
          );
        else if (kind === 'damaged') kept.push(await setAside(copy));
      if (kept.length > 0)
        onProblem(
          `${file} is ${stateOf(first)} and its last good copy is ${stateOf(second)}; it starts empty, and the damaged content is kept as ${kept.join(' and ')} until you delete it`,
        );
      return null;
    },
    write: async ({ rows, changes }) => {
      const bytes = Buffer.from(JSON.stringify({ version: STATE_VERSION, changes, [field]: rows }));
      await replaceFile(file, bytes);
      await replaceFile(lastGood, bytes);
    },
  };
}

function stateOf(copy: Exclude<Copy, { kind: 'good' }>): string {
  if (copy.kind === 'missing') return 'missing';
  return copy.kind === 'damaged' ? `damaged (${copy.why})` : `unreadable (${copy.why})`;
}

/** @returns the new name */
async function setAside(copy: string): Promise<string> {
  await rename(copy, `${copy}.damaged`).catch((error: unknown) => {
    throw new Failure('state', `${copy} is damaged and cannot be renamed (${reasonOf(error)}); move it away`);
  });
  return path.basename(`${copy}.damaged`);
}
