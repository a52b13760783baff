// Tells whether a graph file reached the disk, without the library that wrote it.
import { HNSW_HEADER_BYTES } from '../index/hnsw-index.ts';
import { openFile } from '../system/read-exactly.ts';

/**
 * Verifies that a graph file just written is whole, without the native library, which reports success on a full disk
 * and may crash while reading the truncated file. Layout: saveIndex of hnswlib's hierarchical_nsw.h (64-bit, little
 * endian).
 * @throws Error when the file does not have the layout of a graph of this size and dimension
 */
export function verifyHnswFile(file: string, size: number, dimension: number): void {
  const broken = (what: string): Error =>
    new Error(`hnsw.bin was not written whole (${what}); is the disk full?`);
  openFile(file, ({ size: length, read, close }) => {
    if (length < HNSW_HEADER_BYTES) throw broken(`${length} bytes`);
    const header = read(Buffer.alloc(HNSW_HEADER_BYTES), 0);
    const count = Number(header.readBigUInt64LE(16));
    const bytesPerPoint = Number(header.readBigUInt64LE(24));
    if (count !== size) throw broken(`${count} points instead of ${size}`);
    if (bytesPerPoint < dimension * 4) throw broken(`${bytesPerPoint} bytes a point`);
    const linksAt = HNSW_HEADER_BYTES + count * bytesPerPoint;
    if (linksAt > length) throw broken('points are missing');
    // After the points: for each point the length of its links on upper levels, and the links.
    const links = read(Buffer.alloc(length - linksAt), linksAt);
    let at = 0;
    for (let point = 0; point < count; point++) {
      if (at + 4 > links.length) throw broken('links are missing');
      at += 4 + links.readUInt32LE(at);
    }
    if (at !== links.length) throw broken(`${length} bytes instead of ${linksAt + at}`);
    close();
  });
}
