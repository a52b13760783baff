// A long message is a story that ends in a question. Searched as a whole, the story drowns the question; so the
// sentences that ask are searched, and, if that is not enough (请问这种情况怎么办), what stands just before them too. A
// pasted text asks nothing: its last sentence and its first are tried.
import { CLAUSE_END } from '../text/cuts.ts';
import type { Normal } from '../text/normal-form.ts';
import { type Range, splitSentences } from '../text/sentences.ts';
import { asks } from './question-parts.ts';

/** Longer texts in normal form are stories, in UTF-16 units; English says the same with more letters. */
const MAX_SHORT = { han: 120, latin: 300 };
/** A sentence of more units is read clause by clause and line by line: in a chat, commas are full stops. */
const MAX_SENTENCE = { han: 60, latin: 200 };
/** How much of the story goes with a question. */
const MAX_CONTEXT = { han: 80, latin: 200 };
/** Whatever is read is cut here: a text without a mark. */
const MAX_READ = 500;

/**
 * What to search of a long message instead of all of it, in the order of trying; undefined for one that is short enough
 * to be searched as it is.
 * @param isLineEnd whether the space at a place stands for the end of a line
 */
export function readingsOf(message: Normal, isLineEnd: (at: number) => boolean): Range[] | undefined {
  const script = /\p{Script=Han}/u.test(message) ? 'han' : 'latin';
  if (message.length <= MAX_SHORT[script]) return undefined;
  const pieces = piecesOf(message, MAX_SENTENCE[script], isLineEnd);
  const asking = pieces.map(({ start, end }) => asks(message.slice(start, end)));
  const last = asking.lastIndexOf(true);
  const spanning = (from: number, to: number): Range => {
    let start = pieces[from]?.start ?? 0;
    while (message.charAt(start) === ' ') start++;
    let end = Math.min(pieces[to]?.end ?? message.length, start + MAX_READ);
    while (message.charAt(end - 1) === ' ') end--;
    return { start, end };
  };
  if (last < 0) return [spanning(pieces.length - 1, pieces.length - 1), spanning(0, 0)];
  let first = last;
  while (asking[first - 1] === true || (asking[first - 2] === true && first - 2 >= last - 3)) first--;
  const withContext = (by: -1 | 1): Range => {
    let [from, to, room] = [first, last, MAX_CONTEXT[script]];
    for (;;) {
      const next = pieces[by < 0 ? from - 1 : to + 1];
      room -= next === undefined ? Infinity : next.end - next.start;
      if (room < 0) return spanning(from, to);
      if (by < 0) from--;
      else to++;
    }
  };
  return [spanning(first, last), withContext(first > 0 ? -1 : 1)];
}

/** Sentences, long ones in clauses; pieces without a word belong to the one before. */
function piecesOf(message: string, maxSentence: number, isLineEnd: (at: number) => boolean): Range[] {
  const pieces: Range[] = [];
  for (const sentence of splitSentences(message)) {
    let start = sentence.start;
    const isLong = sentence.end - sentence.start > maxSentence;
    for (let at = start; at < sentence.end; at++) {
      const mark = message.charAt(at);
      const ends = isLong && (mark === ' ' ? isLineEnd(at) : CLAUSE_END.test(mark));
      if (!ends && at < sentence.end - 1) continue;
      const hasWord = /[\p{L}\p{N}]/u.test(message.slice(start, at + 1));
      const before = pieces.at(-1);
      if (hasWord || before === undefined) pieces.push({ start, end: at + 1 });
      else before.end = at + 1;
      start = at + 1;
    }
  }
  return pieces;
}
