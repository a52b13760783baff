// Writes files that are on disk when the call returns, and replaces files entirely or not at all.
import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file and waits until it is on disk. */
export async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes);
  await syncFile(file);
}

/** Waits until a file's content is on disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file by one atomic rename; if that fails, the old file stays and nothing is left beside it. */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    await writeSynced(temporary, bytes);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
