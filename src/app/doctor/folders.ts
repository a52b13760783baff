// Where Wenda writes: whether it may, and whether there is room.
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, reasonOf, writeRemedy } from '../../system/failure.ts';
import type { Check } from '../../terminal/check-lines.ts';
import type { Config } from '../config.ts';

/** Bytes below which nothing more can be written safely, and below which a build may not fit. */
const TOO_LITTLE = 50e6;
const LITTLE = 500e6;

/** Nothing is written. */
export function checkFolders({
  indexDir,
  stateDir,
}: Pick<Config, 'indexDir' | 'stateDir'>): Promise<Check[]> {
  return Promise.all([checkFolder('INDEX_DIR', indexDir), checkFolder('STATE_DIR', stateDir)]);
}

async function checkFolder(name: string, folder: string): Promise<Check> {
  try {
    const existing = await nearest(folder);
    if (!(await stat(existing)).isDirectory())
      return {
        name,
        state: 'wrong',
        found: `${existing} is a file`,
        next: `name a folder in ${name}, or move the file away`,
      };
    await access(existing, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(existing);
    const free = bavail * bsize;
    const found = `${folder}, ${(free / 1e9).toFixed(1)} GB free`;
    if (free >= LITTLE) return { name, state: 'ok', found };
    return { name, state: free < TOO_LITTLE ? 'wrong' : 'hint', found, next: 'free space there' };
  } catch (error) {
    return {
      name,
      state: 'wrong',
      found: `${folder} cannot be written (${reasonOf(error)})`,
      next: `${writeRemedy(error)}, or name another folder in ${name}`,
    };
  }
}

/** The folder itself, or the one in which it would be made. */
async function nearest(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    const above = path.dirname(folder);
    if (above === folder || errnoOf(error) !== 'ENOENT') throw error;
    return nearest(above);
  }
}
