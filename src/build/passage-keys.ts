// What tells whether a passage is one of the previous generation: a hash of all that is indexed of it. With equal recipes,
// equal keys mean equal vectors, tokens and terms, wherever the passage stands now.
//
// keys.bin:  │ key of passage 0 │ key of passage 1 │ …     16 bytes each
import { createHash } from 'node:crypto';
import type { LexicalFields } from './lexical-builder.ts';

/** Bytes of a key: of sha256 the first half, which no two texts of a wiki will ever share. */
export const KEY_BYTES = 16;

/** The key of a passage, hex. */
export function keyOf({ title, headings, body }: LexicalFields): string {
  const hash = createHash('sha256').update(JSON.stringify([title, headings, body]));
  return hash.digest('hex').slice(0, KEY_BYTES * 2);
}

export function encodeKeys(keys: readonly string[]): Uint8Array {
  return Buffer.from(keys.join(''), 'hex');
}

/** @throws Error when the bytes are not the keys of so many passages */
export function decodeKeys(bytes: Uint8Array, size: number): string[] {
  if (bytes.length !== size * KEY_BYTES)
    throw new Error(`keys.bin has ${bytes.length} bytes for ${size} passages`);
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  return Array.from({ length: size }, (_, i) => hex.slice(i * KEY_BYTES * 2, (i + 1) * KEY_BYTES * 2));
}
