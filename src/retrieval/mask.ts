// Searching as if the wiki did not have an article. Its passages have consecutive ordinals; they stay in the indexes, and
// what is found of them is dropped.
import type { CatalogueArticle } from '../index/catalogue-article.ts';

/** Ordinals from `start` (included) to `end` (excluded). */
export type Mask = { start: number; end: number };

export const NO_MASK: Mask = { start: 0, end: 0 };

/** The mask that hides an article. */
export function maskOf({ sections }: CatalogueArticle): Mask {
  const [first, last] = [sections[0], sections.at(-1)];
  if (first === undefined || last === undefined) return NO_MASK;
  return { start: first.firstPassage, end: last.firstPassage + last.passages };
}

export function isMasked(ordinal: number, { start, end }: Mask): boolean {
  return ordinal >= start && ordinal < end;
}
