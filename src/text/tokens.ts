// Cuts a text into terms, with the same function for articles and for questions. Runs of Han (and of kana, Hangul,
// Thai: scripts written without spaces) give overlapping bigrams and single characters; Latin words and numbers stay
// whole. English plurals lose their ending, so that "shareholders" finds "shareholder". No dictionary segments words:
// Intl.Segmenter cuts the same word differently by context, bigrams never do.
import { isFunctionWord } from './function-words.ts';
import { type Normal, normaliseWithOffsets } from './normal-form.ts';

export type TermKind = 'bigram' | 'character' | 'word';

/** A term with its UTF-16 range in the text. */
export type Token = { term: string; kind: TermKind; start: number; end: number };

const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー々〇]';
const LETTER = `[[\\p{L}\\p{M}]--${UNSPACED}]`;
const LETTER_OR_DIGIT = `[[\\p{L}\\p{M}\\p{N}]--${UNSPACED}]`;
const RUN = new RegExp(
  `(?<unspaced>${UNSPACED}+)|\\p{N}+(?:[.,]\\p{N}+)+|${LETTER_OR_DIGIT}+(?:['’]${LETTER}+)*(?:\\+\\+|#)?`,
  'gv',
);

/**
 * Cuts any text into the terms of its normal form, in order of appearance: `ipo` and `IPO` give the same. Ranges refer
 * to the given text.
 */
export function tokenise(text: string): Token[] {
  const { text: normal, starts, ends } = normaliseWithOffsets(text);
  return termsOf(normal).map(({ term, kind, start, end }) => ({
    term,
    kind,
    start: starts[start] ?? start,
    end: ends[end - 1] ?? end,
  }));
}

/**
 * The same for a text in normal form. `companies` gives `company`; `1,000` gives `1000`; `2021年` gives the word `2021`
 * and the character `年`.
 */
export function termsOf(text: Normal): Token[] {
  const tokens: Token[] = [];
  const push = (term: string, kind: TermKind, start: number, end: number): void => {
    tokens.push({ term, kind, start, end });
  };
  for (const match of text.matchAll(RUN)) {
    const run = match[0];
    if (match.groups?.['unspaced'] === undefined) {
      // A thousands separator is removed, a decimal point stays: 1,000 → 1000, 35.09 → 35.09.
      push(singular(run.replace(/,(?=\p{N})/gu, '')), 'word', match.index, match.index + run.length);
      continue;
    }
    let previous = '';
    let previousAt = 0;
    let at = match.index;
    for (const character of run) {
      if (previous !== '') push(previous + character, 'bigram', previousAt, at + character.length);
      push(character, 'character', at, at + character.length);
      previous = character;
      previousAt = at;
      at += character.length;
    }
  }
  return tokens;
}

/**
 * Removes the plural ending of an English word. Source: the S-stemmer of Harman, "How effective is suffixing?", 1991.
 */
function singular(word: string): string {
  if (word.length < 4 || !/^[a-z]+s$/.test(word) || isFunctionWord(word)) return word;
  if (/(?<![ae])ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /[us]s$/.test(word) ? word : word.slice(0, -1);
}
