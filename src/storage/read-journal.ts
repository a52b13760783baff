import { readFile } from 'node:fs/promises';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';
import { HEAD } from './journal.ts';
import { refuseNewer } from './state-version.ts';
import type { Change } from './tables.ts';

/** A damaged number must leave room for those of later changes; no state ever comes this far. */
const MAX_NUMBER = 2 ** 52;

export type ReadJournal = {
  /** Where the last whole line ends, in bytes; 0 if there is none. */
  end: number;
  /** Lines that could not be read, and are lost. */
  damaged: number;
};

/**
 * Reads the changes of a journal in their order. A line without an end is none: its change has never been accepted.
 * @param redo makes a change again; false if it is not one
 * @throws Failure `state` for a file that cannot be read, or of a newer version
 */
export async function readJournal(
  file: string,
  redo: (number: number, change: Change) => boolean,
): Promise<ReadJournal> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw new Failure(
      'state',
      `${file} cannot be read (${reasonOf(error)}); let this user read it, or move it away`,
    );
  });
  const end = bytes.lastIndexOf('\n') + 1;
  const [head, ...lines] = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
  // Without a line it has been cut short, or is not ours.
  if (head === undefined) return { end: 0, damaged: HEAD.startsWith(bytes.toString()) ? 0 : 1 };
  let damaged = refuseNewer(file, parsed(head)) ? 0 : 1;
  for (const line of lines) {
    const value = parsed(line);
    const [number, table, row, key] = Array.isArray(value) ? (value as unknown[]) : [];
    const isFine =
      typeof number === 'number' &&
      Number.isSafeInteger(number) &&
      number < MAX_NUMBER &&
      typeof table === 'string' &&
      redo(number, [table, row, key]);
    if (!isFine) damaged++;
  }
  return { end, damaged };
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
