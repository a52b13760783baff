// Search of titles by characters, pinyin, pinyin initials, or a mix of them (`企业wx`). Every reading of a character
// counts. The typed text is matched against a title in one pass, all readings at the same time, so that no text takes
// long.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { syllablesOf } from '../retrieval/spelling-vocabulary.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { closeTitles, type Letter } from './close-titles.ts';
import { walkOnce } from './walk-once.ts';

/**
 * `rank`: the lowest is best. Characters rank before pinyin, pinyin before initials; a match of the whole title or of its
 * beginning ranks first.
 */
export type TitleMatch = { article: CatalogueArticle; rank: number };

type Way = (typeof WAYS)[keyof typeof WAYS];

/** How a text was found in a title: the worst way among those of its characters. */
const WAYS = { characters: 0, pinyin: 1, initials: 2, none: 3 } as const;
/** Longer texts are questions, not titles; in UTF-16 units of the normal form. */
const MAX_TYPED = 60;

export interface TitleSearch {
  /** All titles that have every word of a text, in no particular order. */
  search(text: Normal): TitleMatch[];
  /** Titles that come close to a text without having all of its words; the closest has the lowest rank. */
  close(text: Normal): TitleMatch[];
  /** Reads the titles in small steps, before the first search needs them. */
  prepare(): Promise<void>;
}

type ReadTitle = { article: CatalogueArticle; letters: Letter[]; firsts: ReadonlySet<string> };

export function createTitleSearch(articles: readonly CatalogueArticle[]): TitleSearch {
  const titles: ReadTitle[] = [];
  const syllables = createSyllables();
  const read = (text: string): Letter[] =>
    lettersOf(text).map((character) => ({ character, syllables: syllables(character) }));
  const reading = walkOnce(articles, (article) => {
    const letters = read(normalise(article.title));
    const firsts = new Set(
      letters.flatMap(({ character, syllables }) => [character, ...syllables].map(firstOf)),
    );
    titles.push({ article, letters, firsts });
  });

  function search(text: Normal): TitleMatch[] {
    reading.finish();
    const words = text
      .split(' ')
      .map((word) => lettersOf(word).join(''))
      .filter((word) => word !== '');
    const whole = words.join('');
    if (whole === '' || whole.length > MAX_TYPED) return [];
    const first = firstOf(whole);
    return titles.flatMap(({ article, letters, firsts }) => {
      // A cheap test that rules out most titles.
      if (!firsts.has(first)) return [];
      const rank = Math.min(rankOf(whole, letters), words.length > 1 ? rankOfAll(words, letters) : NO_RANK);
      return rank === NO_RANK ? [] : [{ article, rank }];
    });
  }

  function close(text: Normal): TitleMatch[] {
    reading.finish();
    return closeTitles(titles, text, read).map(({ title: { article }, score }) => ({
      article,
      rank: -score,
    }));
  }

  return { search, close, prepare: reading.inSteps };
}

/** Readings of characters; each is looked up once. */
function createSyllables(): (character: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (character) => {
    let syllables = known.get(character);
    if (syllables === undefined) {
      syllables = /\p{Script=Han}/u.test(character) ? syllablesOf(character).filter(isSpelt) : [];
      known.set(character, syllables);
    }
    return syllables;
  };
}

function isSpelt(syllable: string): boolean {
  return /^[a-z]+$/.test(syllable);
}

/** @param text in normal form */
function lettersOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]/gu) ?? [];
}

/** The first character of a text. */
function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

const NO_RANK = Infinity;

/** Ranks of separate words: after those of one piece. */
function rankOfAll(words: readonly string[], letters: readonly Letter[]): number {
  return 3 + Math.max(...words.map((word) => rankOf(word, letters)));
}

function rankOf(typed: string, letters: readonly Letter[]): number {
  const { way, start } = find(typed, letters);
  // A single letter says something only about how a title begins.
  if (way === WAYS.none || (/^[a-z]$/.test(typed) && start > 0)) return NO_RANK;
  const isWhole = way === WAYS.characters && typed.length === letters.length;
  return 10 * way + (isWhole ? 0 : start === 0 ? 1 : 2);
}

/** The best match of a text in a title, and where it begins. */
function find(typed: string, letters: readonly Letter[]): { way: Way; start: number } {
  let best: { way: Way; start: number } = { way: WAYS.none, start: 0 };
  // For every prefix of the text, by length: how it was found so far, ending at the current letter of the title.
  let reached: ({ way: Way; start: number } | undefined)[] = [];
  for (const [at, letter] of letters.entries()) {
    const next: typeof reached = [];
    const extend = (from: { way: Way; start: number }, to: number, by: Way): void => {
      const way = by > from.way ? by : from.way;
      const known = next[to];
      if (known === undefined || way < known.way) next[to] = { way, start: from.start };
    };
    reached[0] = { way: WAYS.characters, start: at };
    for (const [length, state] of reached.entries()) {
      if (state === undefined) continue;
      if (typed.startsWith(letter.character, length))
        extend(state, length + letter.character.length, WAYS.characters);
      for (const syllable of letter.syllables) {
        const shared = sharedLength(typed, length, syllable);
        const isEnd = length + shared === typed.length;
        // The last syllable may still be incomplete.
        if (shared === syllable.length || (isEnd && shared > 1))
          extend(state, length + shared, shared === 1 ? WAYS.initials : WAYS.pinyin);
        if (shared > 0) extend(state, length + 1, WAYS.initials);
        if (shared > 1 && /^[zcs]h/.test(syllable)) extend(state, length + 2, WAYS.initials);
      }
    }
    const found = next[typed.length];
    if (found !== undefined && found.way < best.way) best = found;
    reached = next;
  }
  return best;
}

/** How many letters of a syllable a text has from a position on. */
function sharedLength(text: string, from: number, syllable: string): number {
  let shared = 0;
  while (shared < syllable.length && text[from + shared] === syllable[shared]) shared++;
  return shared;
}
