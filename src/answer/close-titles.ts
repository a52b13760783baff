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
  const found = titles.flatMap((title) => {
    const credits = new Map<number, number>();
    const give = (word: number, credit: number): void => {
      credits.set(word, Math.max(credit, credits.get(word) ?? 0));
    };
    pairs(title.letters, give);
    if (others.length > 0) {
      const name = title.letters.map(({ character }) => character).join('');
      for (const other of others)
        if (name.includes(other.name)) give(other.word, 1);
        else if (name.includes(other.name.slice(0, MIN_BEGINNING))) give(other.word, ALIKE);
    }
    const credit = [...credits.values()].reduce((sum, one) => sum + one, 0);
    // A text of one word cannot have two.
    return credit >= Math.min(MIN_CREDIT, ALIKE * wanted.length) && credit > 0 ? [{ title, credits }] : [];
  });
  const frequency = wanted.map((_, word) => found.filter(({ credits }) => credits.has(word)).length);
  return found.map(({ title, credits }) => ({
    title,
    score: [...credits].reduce(
      (sum, [word, credit]) => sum + credit * Math.log(1 + titles.length / (frequency[word] ?? 1)),
      0,
    ),
  }));
}

/** Finds the pairs of a text in titles, each in one pass. */
function findPairs(
  wanted: readonly Wanted[],
): (letters: readonly Letter[], give: (word: number, credit: number) => void) => void {
  const written = new Map<string, number>();
  const spoken = new Map<string, number>();
  /** A cheap test that rules out most characters. */
  const firsts = new Set<string>();
  for (const [word, { isPair, letters }] of wanted.entries()) {
    const [first, second] = letters;
    if (!isPair || first === undefined || second === undefined) continue;
    written.set(first.character + second.character, word);
    for (const syllable of first.syllables) firsts.add(syllable);
    for (const sound of soundsOf(first, second)) spoken.set(sound, word);
  }
  return (letters, give) => {
    for (const [i, first] of letters.entries()) {
      const second = letters[i + 1];
      if (second === undefined || !first.syllables.some((syllable) => firsts.has(syllable))) continue;
      const same = written.get(first.character + second.character);
      if (same !== undefined) give(same, 1);
      else
        for (const sound of soundsOf(first, second)) {
          const alike = spoken.get(sound);
          if (alike !== undefined) give(alike, ALIKE);
        }
    }
  };
}

function isChinese({ syllables }: Letter): boolean {
  return syllables.length > 0;
}

function soundsOf(first: Letter, second: Letter): string[] {
  return first.syllables.flatMap((one) => second.syllables.map((other) => `${one} ${other}`));
}
