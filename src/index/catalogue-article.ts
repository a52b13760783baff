import type { Article } from '../corpus/article.ts';

export type CatalogueSection = {
  id: string;
  headingPath: string[];
  /** Ordinal of the section's first passage, and how many it has. */
  firstPassage: number;
  passages: number;
};

export type CatalogueArticle = Pick<Article, 'slug' | 'title' | 'date' | 'views' | 'related'> & {
  source?: string | undefined;
  /** Short id for places where a slug does not fit. */
  id: string;
  sections: CatalogueSection[];
};
