import type { Normal } from './normal-form.ts';
import { termsOf } from './tokens.ts';

/** The terms of a text, characters and asking words included. */
export function termSet(text: Normal): ReadonlySet<string> {
  return new Set(termsOf(text).map(({ term }) => term));
}

/**
 * How alike two short texts are, by their terms: Dice's coefficient, 0 to 1. Source: Dice, "Measures of the amount of
 * ecologic association between species", 1945.
 */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const size = a.size + b.size;
  return size === 0 ? 0 : (2 * [...a].filter((term) => b.has(term)).length) / size;
}
