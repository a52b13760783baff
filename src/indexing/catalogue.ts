// What the bot knows about the corpus at run time without the texts.
import type { Article } from '../corpus/article.ts';
import { normalise } from '../text/normal-form.ts';

export type CatalogueSection = {
  id: string;
  headingPath: string[];
  /** Ordinal of the section's first passage, and how many it has. */
  firstPassage: number;
  passages: number;
};

export type CatalogueArticle = Pick<Article, 'slug' | 'title' | 'date' | 'views' | 'source' | 'related'> & {
  /** Short id for places where a slug does not fit. */
  id: string;
  sections: CatalogueSection[];
};

/** A passage's place: its article, its section, and which passage of the section it is. */
export type PassagePlace = {
  article: CatalogueArticle;
  section: CatalogueSection;
  sectionIndex: number;
  ordinalInSection: number;
};

export interface Catalogue {
  readonly articles: readonly CatalogueArticle[];
  readonly passages: number;
  byId(articleId: string): CatalogueArticle | undefined;
  bySlug(slug: string): CatalogueArticle | undefined;
  /** Finds a title in normal form: case, width and traditional characters do not matter. */
  byTitle(title: string): CatalogueArticle | undefined;
  bySectionId(sectionId: string): { article: CatalogueArticle; section: CatalogueSection } | undefined;
  /** @throws RangeError for an ordinal that the generation does not have */
  place(ordinal: number): PassagePlace;
}

/** Indexes the articles of a generation; `articles` are in the order of their passages. */
export function createCatalogue(articles: readonly CatalogueArticle[]): Catalogue {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const bySlug = new Map(articles.map((article) => [article.slug, article]));
  const byTitle = new Map(articles.map((article) => [normalise(article.title), article]));
  const sections = articles.flatMap((article) => article.sections.map((section) => ({ article, section })));
  const bySectionId = new Map(sections.map((entry) => [entry.section.id, entry]));
  const firstPassages = Uint32Array.from(sections, ({ section }) => section.firstPassage);
  const last = sections.at(-1)?.section;
  const passages = last === undefined ? 0 : last.firstPassage + last.passages;

  return {
    articles,
    passages,
    byId: (id) => byId.get(id),
    bySlug: (slug) => bySlug.get(slug),
    byTitle: (title) => byTitle.get(normalise(title)),
    bySectionId: (id) => bySectionId.get(id),
    place(ordinal) {
      let low = 0;
      let high = firstPassages.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((firstPassages[middle] ?? 0) <= ordinal) low = middle;
        else high = middle - 1;
      }
      const entry = sections[low];
      const ordinalInSection = ordinal - (entry?.section.firstPassage ?? 0);
      if (entry === undefined || ordinalInSection < 0 || ordinalInSection >= entry.section.passages) {
        throw new RangeError(`there is no passage ${ordinal}`);
      }
      return { ...entry, sectionIndex: low, ordinalInSection };
    },
  };
}
