// The stored vectors, read from disk: hnswlib builds a vector number by number (50 µs for 256), while its 1,024 bytes
// come from the system's cache in a tenth of that. Nothing is kept in memory.
//
// vectors.f32:  │ passage 0 │ passage 1 │ …     each dimension × float32, little endian, of length 1
import path from 'node:path';
import { openFile } from '../system/read-exactly.ts';

export type VectorFile = {
  vectorOf: (ordinal: number) => Float32Array;
  /** Reads the vectors of consecutive passages into an array of their length. */
  readVectors: (first: number, into: Float32Array) => void;
  close: () => void;
};

/**
 * @param file path of vectors.f32, kept open until `close`
 * @throws Error when the file does not have the size of that many vectors
 */
export function openVectorFile(file: string, size: number, dimension: number): VectorFile {
  return openFile(file, ({ size: bytes, read, close }) => {
    const rowBytes = dimension * Float32Array.BYTES_PER_ELEMENT;
    if (bytes !== size * rowBytes)
      throw new Error(`${path.basename(file)} does not hold ${size} vectors of ${dimension} numbers`);
    const readVectors: VectorFile['readVectors'] = (first, into) => {
      read(new Uint8Array(into.buffer, into.byteOffset, into.byteLength), first * rowBytes);
    };
    return {
      readVectors,
      vectorOf(ordinal) {
        if (ordinal < 0 || ordinal >= size) throw new RangeError(`there is no passage ${ordinal}`);
        const vector = new Float32Array(dimension);
        readVectors(ordinal, vector);
        return vector;
      },
      close,
    };
  });
}
