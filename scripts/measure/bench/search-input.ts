// The input of the search libraries: Wenda's own terms, so that all search the same.
import { tokenise } from '../../../src/text/tokens.ts';

export type SearchInput = { indexDir: string; sampleFile: string };

/** Questions asked before the measurement. */
export const WARM_UP = 20;
/** Requested results. */
export const RESULTS = 10;

/**
 * Bigrams of characters in scripts without blanks, and whole words of the others. Wenda's index also has single
 * characters; leaving them out helps the libraries.
 */
export function terms(text: string): string[] {
  return tokenise(text).flatMap(({ kind, term }) => (kind === 'character' ? [] : [term]));
}
