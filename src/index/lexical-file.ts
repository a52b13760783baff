// The lexical index of a generation. Its postings stay on disk: a question reads those of its terms, a few hundred
// kilobytes from the system's cache in as many microseconds, and only a quarter of the file stays in memory.
import { openFile } from '../system/read-exactly.ts';
import { decodeTerms, LEXICAL_HEADER_BYTES, postingsOffset } from './lexical-format.ts';
import { createLexicalIndex, type LexicalIndex } from './lexical-index.ts';

/**
 * @param file path of lexical.bin, kept open until `close`
 * @throws Error when it is not a lexical index of this version, or of another length than it says
 */
export function openLexicalFile(file: string): { lexical: LexicalIndex; close: () => void } {
  return openFile(file, ({ size, read, close }) => {
    const header = read(new Uint8Array(Math.min(size, LEXICAL_HEADER_BYTES)), 0);
    const offset = postingsOffset(header, size);
    // One buffer for all questions: searching is synchronous, and each list is summed before the next is read.
    let buffer = new Uint8Array(65_536);
    const readPostings = (start: number, end: number): Uint8Array => {
      if (end - start > buffer.length) buffer = new Uint8Array(Math.max(end - start, buffer.length * 2));
      return read(buffer.subarray(0, end - start), offset + start);
    };
    const terms = decodeTerms(read(new Uint8Array(offset), 0));
    return { lexical: createLexicalIndex(terms, readPostings), close };
  });
}
