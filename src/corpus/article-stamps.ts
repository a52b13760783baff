// Whether articles may have changed, without reading them.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/failure.ts';
import { listArticleFiles } from './list-articles.ts';

/**
 * A checksum over the names, sizes and times of all article files; undefined while the folder cannot be read, as in the
 * moment when it is replaced.
 */
export async function articleStamps(directory: string): Promise<string | undefined> {
  const listed = await listArticleFiles(directory).catch(() => undefined);
  if (listed === undefined) return undefined;
  const hash = createHash('sha256');
  for (const file of [...listed.files, ...listed.labels]) {
    // The change time differs even if a copy brings its modification time along.
    const stamp = await stat(path.join(directory, file)).then(
      ({ size, mtimeMs, ctimeMs, ino }) => `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
      (error: unknown) => errnoOf(error) ?? 'unreadable',
    );
    hash.update(`${file}\0${stamp}\n`);
  }
  for (const { folder } of listed.unreadable) hash.update(`${folder}\0unreadable\n`);
  return hash.digest('hex');
}
