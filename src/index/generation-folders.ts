// Where generations are stored and how one becomes live:
//
//   <index>/CURRENT                    name of the live generation, replaced by one atomic rename
//   <index>/generations/<name>/        manifest.json, manifest.sha256 and the files that the manifest names
//   <index>/generations/.building-*    being written; never read
//
// Files are synced to disk before the rename and CURRENT after it, so a crash or a power cut at any moment leaves the
// old generation or the new one, never half of one.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256, sha256OfFile } from '../system/checksum.ts';
import { replaceFile, writeSynced } from '../system/synced-file.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { verifyFile } from './verify-file.ts';

const MANIFEST_FILE = 'manifest.json';
const MANIFEST_CHECKSUM_FILE = 'manifest.sha256';
const CURRENT_FILE = 'CURRENT';
const BUILDING = '.building-';
/** The next CURRENT before the rename; see `replaceFile`. */
const HALF_CURRENT = /^\.CURRENT\.\d+$/;

/** Generations kept: the live one, and the previous one to fall back on. */
const KEEP = 2;

export function generationFolder(indexDir: string, name: string): string {
  return path.join(indexDir, 'generations', name);
}

/** Names of finished generations to try, the live one first, then the others from new to old. */
export async function generationNames(indexDir: string): Promise<string[]> {
  const entries = await readdir(path.join(indexDir, 'generations'), { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  names.sort().reverse();
  const current = await currentGeneration(indexDir);
  if (current === undefined) return names;
  return [current, ...names.filter((name) => name !== current)];
}

/** The name that CURRENT holds, or undefined when nothing has been published. */
export async function currentGeneration(indexDir: string): Promise<string | undefined> {
  const text = await readFile(path.join(indexDir, CURRENT_FILE), 'utf8').catch(() => '');
  const name = text.trim();
  return /^[\w.-]+$/.test(name) && !name.startsWith('.') ? name : undefined;
}

/** Makes a folder for a generation that is being written. Its name contains the writing process's id. */
export async function createBuildingFolder(indexDir: string): Promise<string> {
  const folder = path.join(indexDir, 'generations', `${BUILDING}${process.pid}-${Date.now().toString(36)}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Writes the manifest with its checksum and syncs both. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const json = JSON.stringify(manifest, null, 2) + '\n';
  await writeSynced(path.join(folder, MANIFEST_FILE), Buffer.from(json));
  await writeSynced(path.join(folder, MANIFEST_CHECKSUM_FILE), Buffer.from(sha256(Buffer.from(json)) + '\n'));
  syncFolder(folder);
}

/**
 * Reads a generation's manifest.
 * @throws Error when it is missing, or not what was written
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const bytes = await readFile(path.join(folder, MANIFEST_FILE));
  const checksum = (await readFile(path.join(folder, MANIFEST_CHECKSUM_FILE), 'utf8')).trim();
  if (sha256(bytes) !== checksum) throw new Error(`${MANIFEST_FILE} is damaged (its checksum differs)`);
  return parseManifest(bytes.toString('utf8'));
}

/**
 * Verifies every file of a generation.
 * @throws Error naming the first file that is missing, has another size, or other content
 */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) await verifyFile(folder, name, expected);
}

/** Turns a written and verified building folder into the live generation. */
export async function publish(indexDir: string, buildingFolder: string, name: string): Promise<void> {
  await rename(buildingFolder, generationFolder(indexDir, name));
  syncFolder(path.join(indexDir, 'generations'));
  await replaceFile(path.join(indexDir, CURRENT_FILE), Buffer.from(`${name}\n`));
  syncFolder(indexDir);
}

/**
 * Removes generations beyond the two newest, and leftovers of builds that died. Only one build at a time may call it,
 * and not while it writes: then everything half-written is a leftover. Checking whether the writing process runs would
 * not help: a restarted container gives the same process ids again.
 */
export async function removeOld(indexDir: string): Promise<void> {
  const names = await generationNames(indexDir);
  for (const name of names.slice(KEEP))
    await rm(generationFolder(indexDir, name), { recursive: true, force: true });
  for (const name of await entriesOf(path.join(indexDir, 'generations')))
    if (name.startsWith(BUILDING))
      await rm(generationFolder(indexDir, name), { recursive: true, force: true });
  for (const name of await entriesOf(indexDir))
    if (HALF_CURRENT.test(name)) await rm(path.join(indexDir, name), { force: true });
}

/**
 * Whether there is anything to remove.
 * @param files other files of the index folder that exist only during a build
 */
export async function hasLeftovers(indexDir: string, files: readonly string[]): Promise<boolean> {
  const generations = await entriesOf(path.join(indexDir, 'generations'));
  if (generations.some((name) => name.startsWith(BUILDING))) return true;
  if (generations.filter((name) => !name.startsWith('.')).length > KEEP) return true;
  return (await entriesOf(indexDir)).some((name) => files.includes(name) || HALF_CURRENT.test(name));
}

function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Size and sha256 of a file, as the manifest records them. */
export async function describeFile(file: string): Promise<{ bytes: number; sha256: string }> {
  return { bytes: (await stat(file)).size, sha256: await sha256OfFile(file) };
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
