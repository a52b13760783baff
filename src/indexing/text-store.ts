// The texts stay on disk: a passage is read when it is shown. Two files: texts.bin holds the sections' texts as UTF-8,
// one behind the other; passages.bin says where they end and where their passages lie (uint32, little endian).
import { closeSync, openSync, readSync } from 'node:fs';
import type { Range } from '../text/sentences.ts';
import type { PlannedArticle } from './passage-plan.ts';

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
 * @param passages the bytes of passages.bin
 * @param textsFile path of texts.bin, kept open until `close`
 * @throws Error when passages.bin contradicts itself
 */
export function openTextStore(passages: Uint8Array, textsFile: string): TextStore {
  const aligned = new Uint8Array(passages); // a copy that begins at 0; slice() of a Buffer would be a view
  const words = new Uint32Array(aligned.buffer, 0, Math.floor(aligned.byteLength / 4));
  const sectionCount = words[0] ?? 0;
  const passageCount = words[1] ?? 0;
  if (words.length !== 2 + sectionCount + passageCount * 2)
    throw new Error('passages.bin has the wrong size');
  const file = openSync(textsFile, 'r');
  return {
    sectionText(sectionIndex) {
      if (sectionIndex < 0 || sectionIndex >= sectionCount)
        throw new RangeError(`there is no section ${sectionIndex}`);
      const start = sectionIndex === 0 ? 0 : (words[1 + sectionIndex] ?? 0);
      const buffer = Buffer.alloc((words[2 + sectionIndex] ?? 0) - start);
      let read = 0;
      while (read < buffer.length) {
        const count = readSync(file, buffer, read, buffer.length - read, start + read);
        if (count === 0) throw new Error('texts.bin is shorter than passages.bin says');
        read += count;
      }
      return buffer.toString('utf8');
    },
    passageRange(ordinal) {
      const at = 2 + sectionCount + ordinal * 2;
      return { start: words[at] ?? 0, end: words[at + 1] ?? 0 };
    },
    close: () => {
      closeSync(file);
    },
  };
}
