// Numbers in as few bytes as they need (LEB128, as in Protocol Buffers' varint): seven bits a byte, the lowest first.
//
//        300 = 10 0101100      1 0101100   0 0000010
//                              │           └ 0: the last byte
//                              └ 1: another byte follows

/** Bytes that a number below 2³² takes at most. */
export const MAX_VARINT_BYTES = 5;

/**
 * Writes a whole number below 2³².
 * @returns where the next one goes
 */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let rest = value;
  for (; rest > 127; rest >>>= 7) into[at++] = (rest & 127) | 128;
  into[at++] = rest;
  return at;
}

/** A position in bytes that are read in sequence. */
export type Cursor = { readonly bytes: Uint8Array; at: number };

/**
 * Reads a number below 2³² and moves past it.
 * @throws RangeError when the bytes end within it
 */
export function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw new RangeError('the bytes end in the middle of a number');
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
}
