// What the bot knows about the corpus at run time without the texts. An article is the object on its line of the
// catalogue file, but without its sections: they are four fifths of the file and stay on disk until they are accessed.
import { LRUCache } from 'lru-cache';
import { normalise } from '../text/normal-form.ts';
import { lastAtMost, lowerBound } from './binary-search.ts';
import type { CatalogueArticle, CatalogueSection } from './catalogue-article.ts';

/** Where a passage lies: its article, its section, and its index within the section. */
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
  /**
   * Finds a title in normal form: case, width and traditional characters do not matter. Of several articles with the
   * title it gives the one in the folder, or else the first.
   */
  byTitle(title: string, folder?: readonly string[]): CatalogueArticle | undefined;
  bySectionId(sectionId: string): { article: CatalogueArticle; section: CatalogueSection } | undefined;
  /** @throws RangeError for an ordinal that the generation does not have */
  place(ordinal: number): PassagePlace;
}

/** Takes articles in the order of their passages. */
export interface CatalogueBuilder {
  add(article: CatalogueArticle): void;
  finish(): Catalogue;
}

/** Articles whose sections stay cached after an access. */
const RECENT = 500;

/** @param readSections the sections of an article, by its index among the articles */
export function createCatalogueBuilder(
  readSections: (index: number) => CatalogueSection[],
): CatalogueBuilder {
  const articles: CatalogueArticle[] = [];
  const indexOf = {
    id: new Map<string, number>(),
    slug: new Map<string, number>(),
    title: new Map<string, number>(),
  };
  /** The articles of each title that several have. */
  const twins = new Map<string, number[]>();
  /** Of each article: its first passage and its first section in the generation. */
  const firstPassages: number[] = [];
  const firstSections: number[] = [];
  let passages = 0;
  let sectionCount = 0;
  /**
   * The ids of each article's sections, one line per article, and the offsets of these lines. A map would take six
   * times the memory.
   */
  const sectionIds: string[] = [];
  const idStarts: number[] = [];
  let idsEnd = 1;

  const recent = new LRUCache<number, CatalogueSection[]>({ max: RECENT, memoMethod: readSections });
  /** One accessor for all articles. It is an own property, so that a copy of an article has it too. */
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
      const first = indexOf.title.get(head.title);
      if (first === undefined) indexOf.title.set(head.title, index);
      else twins.set(head.title, [...(twins.get(head.title) ?? [first]), index]);
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
      // Normalising all titles takes longer than the rest: it waits until a title is not found as written.
      let byNormalTitle: Map<string, CatalogueArticle> | undefined;
      return {
        articles,
        passages,
        byId: (id) => at(indexOf.id.get(id)),
        bySlug: (slug) => at(indexOf.slug.get(slug)),
        byTitle(title, folder) {
          const path = folder?.join('\0');
          const near = twins.get(title)?.find((index) => at(index)?.folder.join('\0') === path);
          const index = near ?? indexOf.title.get(title);
          if (index !== undefined) return at(index);
          byNormalTitle ??= new Map(
            articles.toReversed().map((article) => [normalise(article.title), article]),
          );
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
