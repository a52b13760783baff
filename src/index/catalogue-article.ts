import type { Article } from '../corpus/article.ts';
import type { Alias } from '../text/aliases.ts';

export type CatalogueSection = {
  id: string;
  headingPath: string[];
  /** Its name in addresses, if the author gave it one. */
  anchor?: string;
  /** Ordinal of the section's first passage, and the number of its passages. */
  firstPassage: number;
  passages: number;
};

/** An article without its texts: everything in its front matter, and where its sections lie. */
export type CatalogueArticle = Omit<Article, 'sections'> & {
  /** Short id for uses where a slug does not fit. */
  id: string;
  /** Other names that its text gives to things; absent if it gives none. */
  aliases?: Alias[];
  sections: CatalogueSection[];
};
