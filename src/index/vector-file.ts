// The stored vectors, one at a time from disk: hnswlib gives a vector as an array of numbers, made one by one (50 µs for
// 256), while its 1,024 bytes are read out of the system's cache in a tenth of that. Nothing is kept in memory.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export type VectorFile = {
  vectorOf: (ordinal: number) => Float32Array;
  close: () => void;
};

/**
 * @param file path of vectors.f32, kept open until `close`
 * @throws Error when the file is not of the size that so many vectors take
 */
export function openVectorFile(file: string, size: number, dimension: number): VectorFile {
  const handle = openSync(file, 'r');
  const rowBytes = dimension * Float32Array.BYTES_PER_ELEMENT;
  if (fstatSync(handle).size !== size * rowBytes) {
    closeSync(handle);
    throw new Error(`${file} does not hold ${size} vectors of ${dimension} numbers`);
  }
  return {
    vectorOf(ordinal) {
      if (ordinal < 0 || ordinal >= size) throw new RangeError(`there is no passage ${ordinal}`);
      const vector = new Float32Array(dimension);
      const bytes = new Uint8Array(vector.buffer);
      for (let read = 0; read < rowBytes;) {
        const count = readSync(handle, bytes, read, rowBytes - read, ordinal * rowBytes + read);
        if (count === 0) throw new Error(`${file} has become shorter`);
        read += count;
      }
      return vector;
    },
    close: () => {
      closeSync(handle);
    },
  };
}
