import { CLAUSE_END, onCharacterBoundary } from '../text/cuts.ts';
import { splitSentences, type Range } from '../text/sentences.ts';

/** A longer section is cut, in UTF-16 units. About what a reader takes in at a glance. */
export const MAX_PASSAGE_LENGTH = 400;

/**
 * Cuts a section's text into passages of at most `maxLength` characters, at sentence ends. A longer sentence is cut at
 * clause marks, and without those anywhere but inside a character. The passages are of even size (a section of 420
 * gives two of about 210, not 400 and 20), and joining them gives the text back.
 */
export function splitPassages(text: string, maxLength: number = MAX_PASSAGE_LENGTH): Range[] {
  if (text.trim() === '') return [];
  if (text.length <= maxLength) return [{ start: 0, end: text.length }];
  const pieces = splitSentences(text).flatMap((sentence) => splitLong(text, sentence, maxLength));
  const target = Math.ceil(text.length / Math.ceil(text.length / maxLength));
  const passages: Range[] = [];
  let current: Range | undefined;
  for (const piece of pieces) {
    if (current === undefined) {
      current = { ...piece };
      continue;
    }
    const grown = piece.end - current.start;
    const size = current.end - current.start;
    // Add the sentence if that brings the passage closer to the even size and not above the limit.
    const fits = grown <= maxLength && Math.abs(grown - target) <= Math.abs(size - target);
    if (fits || text.slice(piece.start, piece.end).trim() === '') {
      current.end = piece.end;
    } else {
      passages.push(current);
      current = { ...piece };
    }
  }
  if (current !== undefined) passages.push(current);
  return mergeTinyEnd(text, passages, maxLength, target);
}

/** The sentences of a passage, as ranges of its section's text; they cover the passage. */
export function passageSentences(text: string, passage: Range): Range[] {
  return splitSentences(text.slice(passage.start, passage.end)).map(({ start, end }) => ({
    start: passage.start + start,
    end: passage.start + end,
  }));
}

/**
 * A last passage of a few words means nothing by itself: it joins the previous one, or the two are cut again in the
 * middle.
 */
function mergeTinyEnd(text: string, passages: Range[], maxLength: number, target: number): Range[] {
  const last = passages.at(-1);
  const previous = passages.at(-2);
  if (last === undefined || previous === undefined || last.end - last.start >= target / 4) return passages;
  const both = { start: previous.start, end: last.end };
  const rest = passages.slice(0, -2);
  if (both.end - both.start <= maxLength) return [...rest, both];
  const middle = (both.start + both.end) / 2;
  const cuts = splitSentences(text.slice(both.start, both.end)).map(({ end }) => both.start + end);
  const fitting = cuts.filter(
    (cut) => cut - both.start <= maxLength && both.end - cut <= maxLength && cut < both.end,
  );
  const cut = fitting.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return cut === undefined
    ? passages
    : [...rest, { start: both.start, end: cut }, { start: cut, end: both.end }];
}

/** Cuts one sentence into pieces of at most `maxLength`; a shorter one comes back whole. */
function splitLong(text: string, sentence: Range, maxLength: number): Range[] {
  const pieces: Range[] = [];
  let start = sentence.start;
  while (sentence.end - start > maxLength) {
    const rest = sentence.end - start;
    const even = start + Math.ceil(rest / Math.ceil(rest / maxLength));
    let cut = start + maxLength;
    while (cut > even && !CLAUSE_END.test(text.charAt(cut - 1))) cut--;
    if (cut === even) {
      const earliest = start + Math.floor(maxLength / 3);
      while (cut > earliest && !CLAUSE_END.test(text.charAt(cut - 1))) cut--;
      if (cut === earliest) cut = even;
    }
    if (cut - 1 > start) cut = onCharacterBoundary(text, cut);
    pieces.push({ start, end: cut });
    start = cut;
  }
  pieces.push({ start, end: sentence.end });
  return pieces;
}
