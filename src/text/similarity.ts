import type { Normal } from './normal-form.ts';
import { termsOf } from './tokens.ts';

/**
 * How alike two short texts are: Dice's coefficient of their terms, characters and asking words included, 0 to 1. Source:
 * Dice, "Measures of the amount of ecologic association between species", 1945.
 */
export function similarity(a: Normal, b: Normal): number {
  const [own, other] = [a, b].map((text) => new Set(termsOf(text).map(({ term }) => term)));
  if (own === undefined || other === undefined || own.size + other.size === 0) return 0;
  return (2 * [...own].filter((term) => other.has(term)).length) / (own.size + other.size);
}
