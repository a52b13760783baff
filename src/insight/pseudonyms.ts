// Names for askers and chats that can be counted but not read: without the key nobody can tell whether an account is
// among them. The key stays in the folder of what it is used for; without it all askers would be new.
import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syncFile } from '../system/synced-file.ts';

const FILE = 'key';
const KEY_BYTES = 32;
/** Base64url characters: 96 bits. */
const LENGTH = 16;

/** A keyed hash of a text; the same key gives the same. */
export type Pseudonyms = (text: string) => string;

export function createPseudonyms(key: Buffer): Pseudonyms {
  return (text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, LENGTH);
}

/**
 * The key of a folder, made if there is none; one that cannot be kept lives as long as the process.
 * @returns whether it is new: names made with another key cannot be compared any more
 */
export async function openKey(folder: string): Promise<{ key: Buffer; isNew: boolean }> {
  const file = path.join(folder, FILE);
  const stored = await readFile(file, 'utf8').catch(() => '');
  const known = Buffer.from(stored.trim(), 'base64url');
  if (known.length === KEY_BYTES) return { key: known, isNew: false };
  const key = randomBytes(KEY_BYTES);
  const text = `${key.toString('base64url')}\n`;
  await writeFile(file, text, { mode: 0o600 }).then(
    () => syncFile(file),
    () => undefined,
  );
  return { key, isNew: true };
}
