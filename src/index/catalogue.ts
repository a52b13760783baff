// What the bot knows about the corpus at run time without the texts. Articles are the objects that their lines in the
// catalogue's file give, but for their sections: four fifths of it, which stay on disk until somebody looks at them.
import { LRUCache } from 'lru-cache';
import { normalise } from '../text/normal-form.ts';
import { lastAtMost, lowerBound } from './binary-search.ts';
import type { CatalogueArticle, CatalogueSection } from './catalogue-article.ts';

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

/** Takes articles in the order of their passages. */
export interface CatalogueBuilder {
  add(article: CatalogueArticle): void;
  finish(): Catalogue;
}

/** Articles whose sections are kept after somebody looked at them. */
const RECENT = 500;

/** @param readSections the sections of an article, by its place among the articles */
export function createCatalogueBuilder(
  readSections: (index: number) => CatalogueSection[],
): CatalogueBuilder {
  const articles: CatalogueArticle[] = [];
  const indexOf = {
    id: new Map<string, number>(),
    slug: new Map<string, number>(),
    title: new Map<string, number>(),
  };
  /** Of each article: its first passage and its first section in the generation. */
  const firstPassages: number[] = [];
  const firstSections: number[] = [];
  let passages = 0;
  let sectionCount = 0;
  /** The ids of each article's sections, a line each, and where they begin in all of them. A map would take six times as much. */
  const sectionIds: string[] = [];
  const idStarts: number[] = [];
  let idsEnd = 1;

  const recent = new LRUCache<number, CatalogueSection[]>({ max: RECENT, memoMethod: readSections });
  /** One for all articles: a property of their own, so that a copy of an article has it too. */
  const sectionsProperty: PropertyDescriptor & ThisType<CatalogueArticle> = {
    enumerable: true,
    get() {
      return recent.memo(indexOf.id.get(this.id)!);
    },
  };
  const at = (index: number | undefined): CatalogueArticle | undefined => articles[index ?? -1];

  return {
    add({ sections, ...head }) {
      const index = articles.length;
      firstPassages.push(passages);
      firstSections.push(sectionCount);
      indexOf.id.set(head.id, index);
      indexOf.slug.set(head.slug, index);
      indexOf.title.set(head.title, index);
      const last = sections.at(-1);
      if (last !== undefined) passages = last.firstPassage + last.passages;
      sectionCount += sections.length;
      const ids = sections.map(({ id }) => id).join('\n');
      sectionIds.push(ids);
      idStarts.push(idsEnd);
      idsEnd += ids.length + 1;
      articles.push(Object.defineProperty(head, 'sections', sectionsProperty) as CatalogueArticle);
    },
    finish() {
      const allIds = `\n${sectionIds.splice(0).join('\n')}\n`;
      // Bringing all titles into normal form takes longer than the rest: done when a title is not found as it stands.
      let byNormalTitle: Map<string, CatalogueArticle> | undefined;
      return {
        articles,
        passages,
        byId: (id) => at(indexOf.id.get(id)),
        bySlug: (slug) => at(indexOf.slug.get(slug)),
        byTitle(title) {
          const index = indexOf.title.get(title);
          if (index !== undefined) return at(index);
          byNormalTitle ??= new Map(articles.map((article) => [normalise(article.title), article]));
          return byNormalTitle.get(normalise(title));
        },
        bySectionId(sectionId) {
          const start = allIds.indexOf(`\n${sectionId}\n`) + 1;
          const article = start === 0 ? undefined : at(lastAtMost(idStarts, start));
          const section = article?.sections.find(({ id }) => id === sectionId);
          return article === undefined || section === undefined ? undefined : { article, section };
        },
        place(ordinal) {
          const index = lastAtMost(firstPassages, ordinal);
          const article = at(index);
          if (article === undefined || ordinal >= passages)
            throw new RangeError(`there is no passage ${ordinal}`);
          const { sections } = article;
          const own = lowerBound(0, sections.length, (i) => sections[i]!.firstPassage <= ordinal) - 1;
          const section = sections[own]!;
          const ordinalInSection = ordinal - section.firstPassage;
          return { article, section, sectionIndex: firstSections[index]! + own, ordinalInSection };
        },
      };
    },
  };
}
