// Titles that come close to words which no title has as a whole: they share some of them, or words that sound alike.
import { queryTerms } from '../retrieval/query-terms.ts';
import type { Normal } from '../text/normal-form.ts';

/** A character of a title, and its readings when it is Chinese. */
export type Letter = { character: string; syllables: readonly string[] };

/** A word of the text: two Chinese characters, or a word in another script. */
type Wanted = { isPair: boolean; letters: readonly Letter[] };

/** Terms that hardly say anything, such as single characters, weigh less. */
const MIN_WEIGHT = 0.3;
/** What a word that only sounds alike counts, or one that only begins alike; a word that is the same counts 1. */
const ALIKE = 0.5;
/** Two words that sound alike are hardly an accident. */
const MIN_CREDIT = 1;
/** How much of a word must be the same, in letters. */
const MIN_BEGINNING = 4;

/**
 * @param lettersOf the letters of a text in normal form
 * @returns the close titles with a score, higher is better: a word that few titles have counts more
 */
export function closeTitles<Title extends { letters: readonly Letter[] }>(
  titles: readonly Title[],
  text: Normal,
  lettersOf: (text: string) => Letter[],
): { title: Title; score: number }[] {
  const wanted = queryTerms(text)
    .filter(({ term, weight }) => weight >= MIN_WEIGHT && term.length > 1)
    .map(({ term }): Wanted => {
      const letters = lettersOf(term);
      return { letters, isPair: letters.length === 2 && letters.every(isChinese) };
    });
  const pairs = findPairs(wanted);
  const others = wanted.flatMap(({ isPair, letters }, word) =>
    isPair ? [] : [{ word, name: letters.map(({ character }) => character).join('') }],
  );
  // A text of one word cannot have two.
  const enough = Math.min(MIN_CREDIT, ALIKE * wanted.length);
  const found: { title: Title; credits: Map<number, number> }[] = [];
  for (const title of titles) {
    const credits = pairs(title.letters);
    for (const { word, name } of others) {
      if (!title.letters.some(({ character }) => name.startsWith(character))) continue;
      const all = title.letters.map(({ character }) => character).join('');
      if (all.includes(name)) credits.set(word, 1);
      else if (all.includes(name.slice(0, MIN_BEGINNING))) credits.set(word, ALIKE);
    }
    let credit = 0;
    for (const one of credits.values()) credit += one;
    if (credit > 0 && credit >= enough) found.push({ title, credits });
  }
  const frequency = wanted.map((_, word) => found.filter(({ credits }) => credits.has(word)).length);
  return found.map(({ title, credits }) => ({
    title,
    score: [...credits].reduce(
      (sum, [word, credit]) => sum + credit * scoreOf(frequency[word] ?? 1, titles.length),
      0,
    ),
  }));
}

/** What a word counts that some of the titles have. */
function scoreOf(frequency: number, titles: number): number {
  return Math.log(1 + titles / frequency);
}

/** The highest score of a title that shares one word with a text. */
export function mostOfOneWord(titles: number): number {
  return scoreOf(1, titles);
}

/** Finds the pairs of a text in the letters of a title, in one pass: what each is worth there. */
function findPairs(wanted: readonly Wanted[]): (letters: readonly Letter[]) => Map<number, number> {
  const written = new Map<string, number>();
  const spoken = new Map<string, number>();
  /** A cheap test that rules out most characters: there may be a million. */
  const firsts = new Set<string>();
  for (const [word, { isPair, letters }] of wanted.entries()) {
    const [first, second] = letters;
    if (!isPair || first === undefined || second === undefined) continue;
    written.set(first.character + second.character, word);
    for (const syllable of first.syllables) firsts.add(syllable);
    for (const sound of soundsOf(first, second)) spoken.set(sound, word);
  }
  return (letters) => {
    const credits = new Map<number, number>();
    let first: Letter | undefined;
    for (const second of letters) {
      for (const syllable of first?.syllables ?? []) {
        if (!firsts.has(syllable)) continue;
        const same = written.get(`${first?.character ?? ''}${second.character}`);
        if (same !== undefined) credits.set(same, 1);
        for (const other of second.syllables) {
          const alike = spoken.get(`${syllable} ${other}`);
          if (alike !== undefined && !credits.has(alike)) credits.set(alike, ALIKE);
        }
      }
      first = second;
    }
    return credits;
  };
}

function isChinese({ syllables }: Letter): boolean {
  return syllables.length > 0;
}

function soundsOf(first: Letter, second: Letter): string[] {
  return first.syllables.flatMap((one) => second.syllables.map((other) => `${one} ${other}`));
}
