// The texts stay on disk: a passage is read when it is shown. Two files: texts.bin holds the sections' texts as UTF-8,
// one behind the other; passages.bin says where they end and where their passages lie (uint32, little endian).
import { closeSync, openSync, readSync } from 'node:fs';
import type { Range } from '../text/sentences.ts';

export interface TextStore {
  /** The whole text of a section, by its place in the generation. */
  sectionText(sectionIndex: number): string;
  /** Where a passage lies in its section's text (UTF-16 units). */
  passageRange(ordinal: number): Range;
  close(): void;
}

/**
 * What passages.bin says: where the sections' texts end in texts.bin, and start and end of each passage.
 * @throws Error when it contradicts itself
 */
export function decodePassages(bytes: Uint8Array): { textEnds: Uint32Array; ranges: Uint32Array } {
  const aligned = new Uint8Array(bytes); // a copy that begins at 0; slice() of a Buffer would be a view
  const words = new Uint32Array(aligned.buffer, 0, Math.floor(aligned.byteLength / 4));
  const [sections = 0, passages = 0] = words;
  if (words.length !== 2 + sections + passages * 2) throw new Error('passages.bin has the wrong size');
  return { textEnds: words.subarray(2, 2 + sections), ranges: words.subarray(2 + sections) };
}

/**
 * @param passages the bytes of passages.bin
 * @param textsFile path of texts.bin, kept open until `close`
 * @throws Error when passages.bin contradicts itself
 */
export function openTextStore(passages: Uint8Array, textsFile: string): TextStore {
  const { textEnds, ranges } = decodePassages(passages);
  const file = openSync(textsFile, 'r');
  return {
    sectionText(sectionIndex) {
      if (sectionIndex < 0 || sectionIndex >= textEnds.length)
        throw new RangeError(`there is no section ${sectionIndex}`);
      const start = sectionIndex === 0 ? 0 : (textEnds[sectionIndex - 1] ?? 0);
      const buffer = Buffer.alloc((textEnds[sectionIndex] ?? 0) - start);
      let read = 0;
      while (read < buffer.length) {
        const count = readSync(file, buffer, read, buffer.length - read, start + read);
        if (count === 0) throw new Error('texts.bin is shorter than passages.bin says');
        read += count;
      }
      return buffer.toString('utf8');
    },
    passageRange(ordinal) {
      return { start: ranges[ordinal * 2] ?? 0, end: ranges[ordinal * 2 + 1] ?? 0 };
    },
    close: () => {
      closeSync(file);
    },
  };
}
