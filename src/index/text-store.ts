// The texts stay on disk; a passage is read when it is shown.
//
// texts.bin:     │ section 0: text, NUL, shape as JSON │ section 1 │ …                                    UTF-8
// passages.bin:  │ sections │ passages │ textEnds[sections] │ (start, end)[passages] │     uint32, little endian
//                                        bytes into texts.bin  UTF-16 units into the section's text
import { decodeShaped, type ShapedText } from '../corpus/shape.ts';
import { openFile } from '../system/read-exactly.ts';
import type { Range } from '../text/sentences.ts';

export interface TextStore {
  /** The whole text of a section with its shape, by its index in the generation. */
  section(sectionIndex: number): ShapedText;
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
  const numbers = new Uint32Array(aligned.buffer, 0, Math.floor(aligned.byteLength / 4));
  const [sections = 0, passages = 0] = numbers;
  if (numbers.length !== 2 + sections + passages * 2) throw new Error('passages.bin has the wrong size');
  return { textEnds: numbers.subarray(2, 2 + sections), ranges: numbers.subarray(2 + sections) };
}

/**
 * @param passages the bytes of passages.bin
 * @param textsFile path of texts.bin, kept open until `close`
 * @throws Error when passages.bin contradicts itself
 */
export function openTextStore(passages: Uint8Array, textsFile: string): TextStore {
  const { textEnds, ranges } = decodePassages(passages);
  return openFile(textsFile, ({ read, close }) => ({
    section(sectionIndex) {
      if (sectionIndex < 0 || sectionIndex >= textEnds.length)
        throw new RangeError(`there is no section ${sectionIndex}`);
      const start = sectionIndex === 0 ? 0 : textEnds[sectionIndex - 1]!;
      return decodeShaped(read(Buffer.alloc(textEnds[sectionIndex]! - start), start).toString('utf8'));
    },
    passageRange(ordinal) {
      if (ordinal < 0 || ordinal * 2 >= ranges.length) throw new RangeError(`there is no passage ${ordinal}`);
      return { start: ranges[ordinal * 2]!, end: ranges[ordinal * 2 + 1]! };
    },
    close,
  }));
}
