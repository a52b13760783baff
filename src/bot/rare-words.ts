// Which words of some questions the wiki hardly has: one of them may be what readers say for a word of the wiki.
import { isFunctionWord } from '../text/function-words.ts';
import { normalise } from '../text/normal-form.ts';

const SEGMENTS = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * Words as people would point at them, so cut by a dictionary, unlike the terms of the search.
 * @param passagesWith in how many passages a word stands
 * @returns in normal form, those that the wiki has least first; of these, those of most questions
 */
export function rareWords(
  questions: readonly string[],
  passagesWith: (word: string) => number,
  limit: number,
): string[] {
  const asked = new Map<string, number>();
  for (const question of questions) {
    const words = Array.from(SEGMENTS.segment(normalise(question)))
      .filter(({ isWordLike, segment }) => isWordLike === true && isContent(segment))
      .map(({ segment }) => segment);
    for (const word of new Set(words)) asked.set(word, (asked.get(word) ?? 0) + 1);
  }
  return Array.from(asked, ([word, questionsWith]) => ({ word, questionsWith, passages: passagesWith(word) }))
    .sort((a, b) => a.passages - b.passages || b.questionsWith - a.questionsWith)
    .slice(0, limit)
    .map(({ word }) => word);
}

function isContent(word: string): boolean {
  return Array.from(word).length > 1 && /\p{L}/u.test(word) && !isFunctionWord(word);
}
