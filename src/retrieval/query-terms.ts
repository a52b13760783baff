import { functionWordRanges, isFunctionWord } from '../text/function-words.ts';
import type { Normal } from '../text/normal-form.ts';
import { termsOf } from '../text/tokens.ts';
import type { QueryTerm } from '../index/lexical-index.ts';

// Single characters only break ties between passages with the same bigrams.
const CHARACTER_WEIGHT = 0.2;
// A bigram that overlaps a function word without lying in it ("入有" in 投入有什么) is mostly an accident of word
// order.
const TOUCHING_WEIGHT = 0.1;
// Some one-character function words are often part of content words (有限, 对赌): their bigrams count, but less.
const TOUCHING_CHARACTER_WEIGHT = 0.4;
/** One-character function words that hardly ever are. */
const PARTICLES = /^[的了吗呢吧啊呀嘛呗是咋啥]$/u;

/** Whether a character is a function word that hardly ever is part of a content word. */
export function isParticle(character: string): boolean {
  return PARTICLES.test(character);
}

const HAN = /\p{Script=Han}/u;

/**
 * The weighted terms of a question, each once. Function words carry no content, so a question of function words alone
 * has no terms and finds nothing.
 */
export function queryTerms(normalForm: Normal): QueryTerm[] {
  const functionWords = functionWordRanges(normalForm);
  const weights = new Map<string, number>();
  for (const { term, kind, start, end } of termsOf(normalForm)) {
    let weight = 1;
    if (kind === 'word') {
      // A轮, IT行业: a Latin word that touches Han characters is a name, whatever it means in English.
      const touchesHan = HAN.test(normalForm.charAt(start - 1)) || HAN.test(normalForm.charAt(end));
      weight = isFunctionWord(term) && !touchesHan ? 0 : 1;
    } else {
      if (kind === 'character') weight = CHARACTER_WEIGHT;
      for (const range of functionWords) {
        if (range.end <= start || range.start >= end) continue;
        const inside = range.start <= start && end <= range.end;
        const ambiguous =
          range.end - range.start === 1 && !PARTICLES.test(normalForm.slice(range.start, range.end));
        const touching = ambiguous ? TOUCHING_CHARACTER_WEIGHT : TOUCHING_WEIGHT;
        weight *= inside ? 0 : touching;
      }
    }
    if (weight > 0) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  }
  return Array.from(weights, ([term, weight]) => ({ term, weight }));
}
