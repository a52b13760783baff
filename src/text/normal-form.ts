// One normal form for articles and for questions. It is computed piece by piece (a character with its combining marks),
// so that every character of the normal form maps to its origin: matched words are marked in the original spelling. A
// rule that depended on neighbouring characters would break that map. A text in normal form has its own type: a
// function that takes a `Normal` need not normalise it, and cannot get a text as typed.
import { simplify } from './simplify.ts';

/** Increased whenever the normal form or the tokens change: an index built with another version is refused. */
export const TEXT_VERSION = 2;

declare const normal: unique symbol;

/** A text in normal form. Normalising it again would change nothing. */
export type Normal = string & { readonly [normal]: true };

/** A text in normal form; `starts[i]` and `ends[i]` say which UTF-16 range of the original unit `i` came from. */
export type NormalForm = { text: Normal; starts: number[]; ends: number[] };

// Characters that are removed: controls that are not white space, formatting characters, fillers, variation selectors.
const INVISIBLE_CLASS =
  '(?:[\\p{Cf}\\u115f\\u1160\\u3164\\uffa0\\u034f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]|(?!\\s|\\u0085)\\p{Cc})';
const INVISIBLE = new RegExp(INVISIBLE_CLASS, 'gu');
// A piece is whatever NFKC may compose: a run of Hangul letters, or a character with the marks after it.
const PIECE = new RegExp(
  `(?:[\\u1100-\\u11ff\\u3131-\\u318e\\u3200-\\u321e\\u3260-\\u327f\\uffa0-\\uffdc\\ua960-\\ua97c\\ud7b0-\\ud7fb\\uac00-\\ud7a3]${INVISIBLE_CLASS}*)+` +
    `|[\\s\\S](?:[\\p{M}\\uff9e\\uff9f]|${INVISIBLE_CLASS})*`,
  'uy',
);
const SPACE = /^[\s\u0085\u2028\u2029]$/u;

/**
 * Folds a text for matching: NFKC, lower case, traditional → simplified, control and zero-width characters removed,
 * white space folded to single spaces, lone surrogates replaced by U+FFFD.
 * Folding the result again changes nothing.
 */
export function normalise(text: string): Normal {
  return normaliseWithOffsets(text).text;
}

/** The same as `normalise`, with the map back to the original (offsets in UTF-16 units). */
export function normaliseWithOffsets(text: string): NormalForm {
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let space: { from: number; to: number } | undefined; // pending: written only when something follows
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = endOfPiece(text, from);
    for (const character of foldPiece(text.slice(from, to))) {
      if (character === ' ') {
        space ??= { from, to };
        continue;
      }
      if (space !== undefined && out.length > 0) push(' ', space.from, space.to);
      space = undefined;
      push(character, from, to);
    }
  }
  return { text: out.join('') as Normal, starts, ends }; // what the type is for

  function push(character: string, from: number, to: number): void {
    out.push(character);
    starts.push(from);
    ends.push(to);
    if (character.length === 2) {
      starts.push(from);
      ends.push(to);
    }
  }
}

/** A part of a text in normal form, in normal form; `start` and `end` (UTF-16) lie between characters. */
export function sliceNormal(text: Normal, start: number, end?: number): Normal {
  return text.slice(start, end).trim() as Normal; // only white space at an end would be folded
}

/** Two texts in normal form, joined by a space. */
export function joinNormal(first: Normal, second: Normal): Normal {
  return `${first} ${second}`.trim() as Normal; // only white space at an end would be folded
}

function endOfPiece(text: string, from: number): number {
  // The common case needs no Unicode tables: 3 times faster on articles.
  if (isPlain(text, from) && isPlain(text, from + 1)) return from + 1;
  PIECE.lastIndex = from;
  PIECE.test(text);
  return PIECE.lastIndex;
}

/** Whether an ASCII or Han character, or the end, is at a position: no piece goes on there. */
function isPlain(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at === text.length || (unit >= 0x20 && unit < 0x7f) || (unit >= 0x4e00 && unit <= 0x9fff);
}

/** Folded pieces of one UTF-16 unit, so at most 65,536: the same few hundred make up most texts. */
const foldedUnits = new Map<string, readonly string[]>();

/** The folded characters of one piece; white space comes back as ' '. */
function foldPiece(piece: string): readonly string[] {
  if (piece.length > 1) return foldAnew(piece);
  const known = foldedUnits.get(piece) ?? foldAnew(piece);
  foldedUnits.set(piece, known);
  return known;
}

function foldAnew(piece: string): readonly string[] {
  let folded = piece.toWellFormed().replace(INVISIBLE, '');
  // Lower-casing can open a new composition and the other way round (İ → i̇): repeat until nothing changes.
  for (let round = 0; round < 4; round++) {
    const next = Array.from(folded.normalize('NFKC').toLowerCase().normalize('NFKC'), simplify)
      .join('')
      .replace(INVISIBLE, '');
    if (next === folded) break;
    folded = next;
  }
  return Array.from(folded, (character) => (SPACE.test(character) ? ' ' : character));
}
