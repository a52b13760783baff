// A key tells whether the previous generation has a passage: it is a hash of the passage's indexed fields. With equal
// recipes, equal keys mean equal vectors, tokens and terms, whatever the passage's ordinal is now.
//
// keys.bin:  │ key of passage 0 │ key of passage 1 │ …     16 bytes each
import { createHash } from 'node:crypto';
import type { LexicalFields } from './lexical-builder.ts';

/** What is indexed of a passage. `sentences`: those of its body, as the model reads them. */
export type PassageFields = LexicalFields & { sentences: string[] };

/** Bytes of a key: the first half of sha256, enough that no two texts of a wiki will ever share it. */
export const KEY_BYTES = 16;

/** The key of a passage, hex. */
export function keyOf({ title, headings, body, names, sentences }: PassageFields): string {
  const hash = createHash('sha256').update(JSON.stringify([title, headings, body, names, sentences]));
  return hash.digest('hex').slice(0, KEY_BYTES * 2);
}

export function encodeKeys(keys: readonly string[]): Uint8Array {
  return Buffer.from(keys.join(''), 'hex');
}

/** @throws Error when the bytes are not the keys of that many passages */
export function decodeKeys(bytes: Uint8Array, size: number): string[] {
  if (bytes.length !== size * KEY_BYTES)
    throw new Error(`keys.bin has ${bytes.length} bytes for ${size} passages`);
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  return Array.from({ length: size }, (_, i) => hex.slice(i * KEY_BYTES * 2, (i + 1) * KEY_BYTES * 2));
}
