// A JSON file in two copies, as an adapter for lowdb. lowdb's own adapter replaces files without waiting for the disk and
// gives up on a damaged file; here each copy is synced before it takes its place, and the second is read when the first
// cannot be. The copies are written one after the other, so a kill leaves at least one of them whole.
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import { Failure, reasonOf } from '../failure.ts';
import { replaceFile } from '../synced-file.ts';

export type TwoCopiesOptions<T> = {
  file: string;
  /** Newest version of the format that this program reads. */
  version: number;
  isValid: (value: unknown) => value is T;
  /** Told when a copy was damaged, and what is done about it. */
  onProblem: (message: string) => void;
};

/** @returns an adapter whose `read` gives null when there is nothing; it throws Failure `state` for a newer version */
export function twoCopies<T>({ file, version, isValid, onProblem }: TwoCopiesOptions<T>): Adapter<T> {
  const lastGood = `${file}.last-good`;

  async function readCopy(copy: string): Promise<{ data: T } | { problem: string | undefined }> {
    let text: string;
    try {
      text = await readFile(copy, 'utf8');
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return { problem: isMissing ? undefined : reasonOf(error) };
    }
    try {
      const value: unknown = JSON.parse(text);
      const own =
        typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
      if (typeof own === 'number' && own > version)
        throw new Failure(
          'state',
          `${copy} was written by a newer Wenda (format ${own}, this one reads ${version}); start the newer one, or move the file away`,
        );
      return isValid(value) ? { data: value } : { problem: 'it does not hold what Wenda writes' };
    } catch (error) {
      if (error instanceof Failure) throw error;
      return { problem: reasonOf(error) };
    }
  }

  return {
    read: async () => {
      const first = await readCopy(file);
      if ('data' in first) return first.data;
      const second = await readCopy(lastGood);
      const name = path.basename(file);
      if ('data' in second) {
        onProblem(
          `${file} is ${first.problem === undefined ? 'missing' : `damaged (${first.problem})`}; its last good copy is used`,
        );
        return second.data;
      }
      if (first.problem === undefined && second.problem === undefined) return null;
      if (first.problem !== undefined) await rename(file, `${file}.damaged`).catch(() => undefined);
      onProblem(
        `${file} and its last good copy are damaged (${first.problem ?? second.problem ?? ''}); it begins empty, and what was there is kept as ${name}.damaged`,
      );
      return null;
    },
    write: async (data) => {
      const bytes = Buffer.from(JSON.stringify(data));
      await replaceFile(file, bytes);
      await replaceFile(lastGood, bytes);
    },
  };
}
