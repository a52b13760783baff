import { Failure } from '../system/failure.ts';
import { isObject } from '../system/is-object.ts';

/** The newest version of the format that this program reads, and the one that it writes. 2: with a journal. */
export const STATE_VERSION = 2;

/**
 * @returns whether a value from a file names a version that this program reads
 * @throws Failure `state` when it names a newer one
 */
export function refuseNewer(file: string, value: unknown): boolean {
  const version = isObject(value) ? value['version'] : undefined;
  if (typeof version === 'number' && version > STATE_VERSION)
    throw new Failure(
      'state',
      `${file} was written by a newer Wenda (format ${version}, this one reads ${STATE_VERSION}); start the newer one, or move the file away`,
    );
  return Number.isSafeInteger(version) && Number(version) >= 1;
}
