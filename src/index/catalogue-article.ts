import type { Article } from '../corpus/article.ts';

export type CatalogueSection = {
  id: string;
  headingPath: string[];
  /** Ordinal of the section's first passage, and how many it has. */
  firstPassage: number;
  passages: number;
};

/** An article without its texts: everything that its file says at its head, and where its sections lie. */
export type CatalogueArticle = Omit<Article, 'sections'> & {
  /** Short id for places where a slug does not fit. */
  id: string;
  sections: CatalogueSection[];
};
