// What the libraries for searching are given: Wenda's own terms, so that all compare the same things.
import { tokenise } from '../../../src/text/tokens.ts';

export type SearchInput = { indexDir: string; sampleFile: string };

/** Questions asked before anything is measured. */
export const WARM_UP = 20;
/** Results asked for. */
export const RESULTS = 10;

/**
 * Bigrams of characters in scripts without blanks, and whole words of the others. Wenda's index holds single characters
 * as well; leaving them out is a help to the libraries.
 */
export function terms(text: string): string[] {
  return tokenise(text).flatMap(({ kind, term }) => (kind === 'character' ? [] : [term]));
}
