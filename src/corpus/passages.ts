import { CLAUSE_END, onCharacterBoundary } from '../text/cuts.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Range } from '../text/sentences.ts';
import { type Cuttable, type Piece, piecesOf } from './pieces.ts';

/** A longer section is cut; in columns, 400 Han characters. About what a reader takes in at a glance. */
export const MAX_PASSAGE_WIDTH = 800;

/** A piece of a section and its size. */
type Sized = Range & { size: number };

/**
 * Cuts a section into passages of at most `limit`. An item, a row, a code block, a quotation and a sentence is cut only
 * if it alone is longer: a unit between its own units, code at line ends, a sentence at clause marks, and without those
 * anywhere but inside a character. The passages are of even size (a section of 420 characters gives two of about 210,
 * not 400 and 20), and joining them gives the text back.
 * @param sizeOf the size of a text, the sum of its characters' sizes; columns by default
 */
export function splitPassages(
  section: Cuttable,
  limit: number = MAX_PASSAGE_WIDTH,
  sizeOf: (text: string) => number = displayWidth,
): Range[] {
  const { text } = section;
  if (text.trim() === '') return [];
  const all = { start: 0, end: text.length };
  const size = sizeOf(text);
  if (size <= limit) return [all];
  const fits = ({ start, end }: Range): boolean => sizeOf(text.slice(start, end).trimEnd()) <= limit;
  const pieces: Sized[] = piecesOf(section, all, fits).flatMap((piece) =>
    cutLong(text, piece, limit, sizeOf),
  );
  const target = Math.ceil(size / Math.ceil(size / limit));
  const passages: Sized[] = [];
  for (const piece of pieces) {
    const current = passages.at(-1);
    if (current === undefined) {
      passages.push({ ...piece });
      continue;
    }
    const grown = current.size + piece.size;
    // Add the piece if that brings the passage closer to the even size and not above the limit.
    const isCloser = grown <= limit && Math.abs(grown - target) <= Math.abs(current.size - target);
    if (isCloser || text.slice(piece.start, piece.end).trim() === '') {
      current.end = piece.end;
      current.size = grown;
    } else passages.push({ ...piece });
  }
  return mergeTinyEnd(passages, pieces, limit, target).map(({ start, end }) => ({ start, end }));
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
function mergeTinyEnd(passages: Sized[], pieces: readonly Sized[], limit: number, target: number): Sized[] {
  const last = passages.at(-1);
  const previous = passages.at(-2);
  if (last === undefined || previous === undefined || last.size >= target / 4) return passages;
  const rest = passages.slice(0, -2);
  const both = { start: previous.start, end: last.end, size: previous.size + last.size };
  if (both.size <= limit) return [...rest, both];
  let best: [Sized, Sized] = [previous, last];
  let size = 0;
  for (const piece of pieces) {
    if (piece.start < both.start) continue;
    size += piece.size;
    const halves: [Sized, Sized] = [
      { start: both.start, end: piece.end, size },
      { start: piece.end, end: both.end, size: both.size - size },
    ];
    const isEvener =
      Math.max(...halves.map((half) => half.size)) < Math.max(...best.map((half) => half.size));
    if (isEvener && size <= limit && both.size - size <= limit) best = halves;
  }
  return [...rest, ...best];
}

/** Cuts a piece into pieces of at most `limit`, white space at the end aside; one that fits comes back whole. */
function cutLong(
  text: string,
  { isCode, start, end }: Piece,
  limit: number,
  sizeOf: (text: string) => number,
): Sized[] {
  const pieces: Sized[] = [];
  let rest = sizeOf(text.slice(start, end).trimEnd());
  while (rest > limit) {
    const cut = cutAt(text, { start, end }, limit, rest, isCode === true ? /\n/ : CLAUSE_END, sizeOf);
    const size = sizeOf(text.slice(start, cut));
    pieces.push({ start, end: cut, size });
    rest -= size;
    start = cut;
  }
  pieces.push({ start, end, size: sizeOf(text.slice(start, end)) });
  return pieces;
}

/**
 * Where to cut a piece of the size `rest`: behind the last mark above the even size, or the last one above a third of
 * the limit, or at the even size.
 */
function cutAt(
  text: string,
  { start, end }: Range,
  limit: number,
  rest: number,
  mark: RegExp,
  sizeOf: (text: string) => number,
): number {
  const even = rest / Math.ceil(rest / limit);
  let size = 0;
  let hard = start + 1;
  let marked: number | undefined;
  for (let at = start; at < end; at++) {
    size += sizeOf(text.charAt(at));
    if (size > limit) break;
    if (size <= even) hard = at + 1;
    if (size > limit / 3 && mark.test(text.charAt(at))) marked = at + 1;
  }
  if (marked !== undefined) return marked;
  const whole = onCharacterBoundary(text, hard);
  return whole > start ? whole : hard + 1;
}
