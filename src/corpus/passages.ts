import { CLAUSE_END, onCharacterBoundary } from '../text/cuts.ts';
import type { Range } from '../text/sentences.ts';
import { type Cuttable, type Piece, piecesOf } from './pieces.ts';

/** A longer section is cut, in UTF-16 units. About what a reader takes in at a glance. */
export const MAX_PASSAGE_LENGTH = 400;

/**
 * Cuts a section into passages of at most `maxLength` characters. An item, a row, a code block, a quotation and a
 * sentence is cut only if it alone is longer: a unit between its own units, code at line ends, a sentence at clause
 * marks, and without those anywhere but inside a character. The passages are of even size (a section of 420 gives two
 * of about 210, not 400 and 20), and joining them gives the text back.
 */
export function splitPassages(section: Cuttable, maxLength: number = MAX_PASSAGE_LENGTH): Range[] {
  const { text } = section;
  if (text.trim() === '') return [];
  const all = { start: 0, end: text.length };
  if (text.length <= maxLength) return [all];
  const fits = ({ start, end }: Range): boolean => text.slice(start, end).trimEnd().length <= maxLength;
  const pieces = piecesOf(section, all, fits).flatMap((piece) => cutLong(text, piece, maxLength));
  const target = Math.ceil(text.length / Math.ceil(text.length / maxLength));
  const passages: Range[] = [];
  for (const piece of pieces) {
    const current = passages.at(-1);
    if (current === undefined) {
      passages.push({ ...piece });
      continue;
    }
    const size = current.end - current.start;
    const grown = piece.end - current.start;
    // Add the piece if that brings the passage closer to the even size and not above the limit.
    const isCloser = grown <= maxLength && Math.abs(grown - target) <= Math.abs(size - target);
    if (isCloser || text.slice(piece.start, piece.end).trim() === '') current.end = piece.end;
    else passages.push({ ...piece });
  }
  return mergeTinyEnd(passages, pieces, maxLength, target);
}

/**
 * The sentences of a passage, as ranges of its section's text; they cover the passage. None runs across two units, and
 * a code block is one.
 */
export function passageSentences(section: Cuttable, passage: Range): Range[] {
  return piecesOf(section, passage, () => false).map(({ start, end }) => ({ start, end }));
}

/**
 * A last passage of a few words means nothing by itself: it joins the previous one, or the two are cut again in the
 * middle.
 */
function mergeTinyEnd(
  passages: Range[],
  pieces: readonly Range[],
  maxLength: number,
  target: number,
): Range[] {
  const last = passages.at(-1);
  const previous = passages.at(-2);
  if (last === undefined || previous === undefined || last.end - last.start >= target / 4) return passages;
  const rest = passages.slice(0, -2);
  const { start } = previous;
  const { end } = last;
  if (end - start <= maxLength) return [...rest, { start, end }];
  const middle = (start + end) / 2;
  const cuts = pieces
    .map((piece) => piece.end)
    .filter((cut) => cut > start && cut < end && cut - start <= maxLength && end - cut <= maxLength);
  const cut = cuts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return cut === undefined ? passages : [...rest, { start, end: cut }, { start: cut, end }];
}

/** Cuts a piece into pieces of at most `maxLength`, white space at the end aside; one that fits comes back whole. */
function cutLong(text: string, { isCode, start: first, end }: Piece, maxLength: number): Range[] {
  const mark = isCode === true ? /\n/ : CLAUSE_END;
  const pieces: Range[] = [];
  const trimmed = first + text.slice(first, end).trimEnd().length;
  let start = first;
  while (trimmed - start > maxLength) {
    const rest = trimmed - start;
    const even = start + Math.ceil(rest / Math.ceil(rest / maxLength));
    let cut = start + maxLength;
    while (cut > start + maxLength / 3 && !mark.test(text.charAt(cut - 1))) cut--;
    if (cut <= start + maxLength / 3) cut = onCharacterBoundary(text, even);
    if (cut <= start) cut = even + 1; // a limit of one unit, inside a character
    pieces.push({ start, end: cut });
    start = cut;
  }
  pieces.push({ start, end });
  return pieces;
}
