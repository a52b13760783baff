/** A picture of a given size in pixels that every browser shows: one dark point on an empty ground. */
export function gifOf(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  const rest = '800000000000ffffff2c00000000010001000002024401003b';
  return Buffer.concat([Buffer.from('GIF89a', 'latin1'), size, Buffer.from(rest, 'hex')]);
}
