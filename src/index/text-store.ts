// The texts stay on disk: a passage is read when it is shown. Two files: texts.bin holds the sections' texts as UTF-8,
// one behind the other; passages.bin says where they end and where their passages lie (uint32, little endian).
import { closeSync, openSync, readSync } from 'node:fs';
import type { Range } from '../text/sentences.ts';
import type { PlannedArticle } from '../build/passage-plan.ts';

export interface TextStore {
  /** The whole text of a section, by its place in the generation. */
  sectionText(sectionIndex: number): string;
  /** Where a passage lies in its section's text (UTF-16 units). */
  passageRange(ordinal: number): Range;
  close(): void;
}

/** What is written: the texts and passages of all articles, in order. */
export function encodeTexts(articles: readonly Pick<PlannedArticle, 'texts' | 'textEnds' | 'ranges'>[]): {
  texts: Uint8Array;
  passages: Uint8Array;
} {
  const sections = articles.reduce((sum, { textEnds }) => sum + textEnds.length, 0);
  const bounds = articles.reduce((sum, { ranges }) => sum + ranges.length, 0);
  const words = new Uint32Array(2 + sections + bounds);
  words[0] = sections;
  words[1] = bounds / 2;
  let bytes = 0;
  let sectionAt = 2;
  let boundAt = 2 + sections;
  for (const { texts, textEnds, ranges } of articles) {
    for (const end of textEnds) words[sectionAt++] = bytes + end;
    bytes += texts.length;
    words.set(ranges, boundAt);
    boundAt += ranges.length;
  }
  return {
    texts: Buffer.concat(articles.map(({ texts }) => texts)),
    passages: new Uint8Array(words.buffer),
  };
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
