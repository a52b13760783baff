// What Latin letters in a question may be meant for: pinyin typed without choosing characters (`qiye weixin`), or words
// with wrong letters, compared by edit distance.
import { ASKING_WORDS, isFunctionWord } from '../text/function-words.ts';
import { withinDistance } from '../text/edit-distance.ts';
import type { Token } from '../text/tokens.ts';
import type { Edge, Option } from './likeliest-text.ts';
import { nearSound, syllablesOf, type Vocabulary } from './spelling-vocabulary.ts';

const LONGEST_SYLLABLE = 6;
/** Shorter Latin words have too many neighbours; longer ones may have two errors. */
const MIN_WORD = 4;
const LONG_WORD = 8;
const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export type MistypedLatin = {
  isUnknown: (term: string) => boolean;
  isPinyin: (token: Token) => boolean;
  /** The syllables that a word of pinyin may begin and go on with, and the asking words, by position. */
  syllables(text: string, token: Token): Iterable<[number, Edge]>;
  corrected(word: string): string | undefined;
};

export type MistypedLatinOptions = {
  vocabulary: () => Vocabulary;
  sounding: (syllable: string, cost: number) => Option[];
  documentFrequency: (term: string) => number;
  /** Latin words known from elsewhere. */
  otherWords: ReadonlySet<string>;
};

export function createMistypedLatin({
  vocabulary,
  sounding,
  documentFrequency,
  otherWords,
}: MistypedLatinOptions): MistypedLatin {
  const isWord = (term: string): boolean => documentFrequency(term) > 0 || otherWords.has(term);
  const isUnknown = (term: string): boolean => !isWord(term) && !isFunctionWord(term);
  const isSyllable = (text: string): boolean => vocabulary().sounds.has(nearSound(text));

  function isPinyin({ term }: Token): boolean {
    return (!isWord(term) || isFunctionWord(term)) && (isPinyinWord(term) || isAskingSound(term));
  }

  /** Whether a word can be cut completely into syllables; apostrophes may separate them. */
  function isPinyinWord(word: string): boolean {
    const reached = [true];
    for (let at = 0; at < word.length; at++) {
      if (reached[at] !== true) continue;
      if (/['’]/.test(word.charAt(at))) reached[at + 1] = true;
      for (let length = 1; length <= LONGEST_SYLLABLE && at + length <= word.length; length++)
        if (isSyllable(word.slice(at, at + length))) reached[at + length] = true;
    }
    return reached[word.length] === true;
  }

  function* syllables(text: string, { term, start }: Token): Iterable<[number, Edge]> {
    for (const [sound, word] of askingSounds()) {
      sound.lastIndex = start;
      if (!sound.test(text)) continue;
      yield [start, { to: sound.lastIndex, options: [{ text: word, cost: 0 }] }];
      if (sound.lastIndex >= start + term.length) return;
    }
    for (let at = 0; at < term.length; at++) {
      if (/['’]/.test(term.charAt(at))) yield [start + at, { to: start + at + 1, literal: '' }];
      for (let length = 1; length <= LONGEST_SYLLABLE && at + length <= term.length; length++) {
        const syllable = term.slice(at, at + length);
        if (!isSyllable(syllable)) continue;
        yield [start + at, { to: start + at + length, options: sounding(syllable, 0) }];
      }
    }
  }

  function corrected(word: string): string | undefined {
    if (word.length < MIN_WORD || !/^[a-z]+$/.test(word) || !isUnknown(word)) return undefined;
    const limit = word.length < LONG_WORD ? 1 : 2;
    for (let distance = 1; distance <= limit; distance++) {
      // The first letter is hardly ever wrong, but for the key beside it; words that differ in it are different words:
      // masks is not ask.
      const candidates = vocabulary().latinWords.filter((other) =>
        other.startsWith(word.charAt(0))
          ? withinDistance(word, other, distance)
          : word.length > MIN_WORD && word.slice(1) === other.slice(1) && areNeighbours(word, other),
      );
      candidates.sort((a, b) => documentFrequency(b) - documentFrequency(a));
      if (candidates[0] !== undefined) return candidates[0];
    }
    return undefined;
  }

  return { isUnknown, isPinyin, syllables, corrected };
}

/** Whether the first letters of two words are side by side on the keyboard. */
function areNeighbours(one: string, other: string): boolean {
  return KEYBOARD.some((row) => {
    const a = row.indexOf(one.charAt(0));
    const b = row.indexOf(other.charAt(0));
    return a >= 0 && b >= 0 && Math.abs(a - b) === 1;
  });
}

let sounds: [RegExp, string][] | undefined;

/** The asking words by their pinyin, with or without spaces; read at the first use. */
function askingSounds(): readonly [RegExp, string][] {
  return (sounds ??= [...ASKING_WORDS]
    .sort((a, b) => b.length - a.length)
    .map((word) => [
      new RegExp(
        `${Array.from(word)
          .map((character) => `(?:${syllablesOf(character).join('|')})`)
          .join(' ?')}(?![a-z])`,
        'y',
      ),
      word,
    ]));
}

function isAskingSound(word: string): boolean {
  return askingSounds().some(([sound]) => {
    sound.lastIndex = 0;
    return sound.test(word) && sound.lastIndex === word.length;
  });
}
