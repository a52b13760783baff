// What the bot knows about the corpus at run time without the texts.
import { normalise } from '../text/normal-form.ts';
import type { CatalogueArticle, CatalogueSection } from './catalogue-article.ts';
import { createSectionTable } from './section-table.ts';
import { createTextIndex, createTextTable, createWords, type TextIndex } from './text-table.ts';

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

/** Indexes the articles of a generation; `articles` are in the order of their passages. */
export function createCatalogue(articles: readonly CatalogueArticle[]): Catalogue {
  const builder = createCatalogueBuilder();
  for (const article of articles) builder.add(article);
  return builder.finish();
}

type Head = Omit<CatalogueArticle, 'sections'>;

/** Where the articles of a catalogue are kept. */
type Tables = {
  headAt: (index: number) => Head;
  sectionsOf: (index: number) => CatalogueSection[];
};

/**
 * An article that is read out of a catalogue's tables when somebody looks at it: as objects, articles and above all
 * their sections would take five times the memory. There is one of each, so that two can be compared.
 */
class ListedArticle implements CatalogueArticle {
  readonly #tables: Tables;
  readonly #index: number;

  constructor(tables: Tables, index: number) {
    this.#tables = tables;
    this.#index = index;
  }
  get #head(): Head {
    return this.#tables.headAt(this.#index);
  }
  get slug(): string {
    return this.#head.slug;
  }
  get title(): string {
    return this.#head.title;
  }
  get date(): string {
    return this.#head.date;
  }
  get views(): number {
    return this.#head.views;
  }
  get source(): string | undefined {
    return this.#head.source;
  }
  get related(): string[] {
    return this.#head.related;
  }
  get id(): string {
    return this.#head.id;
  }
  get sections(): CatalogueSection[] {
    return this.#tables.sectionsOf(this.#index);
  }
}

export function createCatalogueBuilder(): CatalogueBuilder {
  const table = createSectionTable();
  const heads = createTextTable();
  /** For each section the place of its article; for each article its first section. */
  const owners = createWords();
  const firstSections = createWords();

  // Several fields of one article are usually asked for, one after the other.
  let last: { index: number; head: Head } | undefined;
  function headAt(index: number): Head {
    if (last?.index !== index) last = { index, head: JSON.parse(heads.at(index)) as Head }; // as it was added
    return last.head;
  }
  const tables: Tables = {
    headAt,
    sectionsOf(index) {
      const first = firstSections.at(index);
      const end = index + 1 < firstSections.size() ? firstSections.at(index + 1) : table.size();
      return Array.from({ length: end - first }, (_, i) => table.at(first + i));
    },
  };

  return {
    add({ sections, ...head }) {
      firstSections.push(table.size());
      for (const section of sections) {
        table.add(section);
        owners.push(heads.size());
      }
      heads.add(JSON.stringify(head));
    },
    finish() {
      for (const block of [heads, owners, firstSections]) block.finish();
      const { passages, placeOf, byId: sectionIndexOf } = table.finish();
      const articles = Array.from({ length: heads.size() }, (_, index) => new ListedArticle(tables, index));
      const found = (index: number | undefined): ListedArticle | undefined => articles[index ?? -1];
      // Made when first asked for: a command that asks one question needs none of them.
      let headIndexes: Indexes | undefined;
      const by = (name: keyof Indexes, text: string): ListedArticle | undefined =>
        found((headIndexes ??= indexHeads(heads.size(), headAt))[name].placeOf(text));
      // Bringing all titles into normal form takes longer than the rest: done when a title is not found as it stands.
      let byNormalTitle: Map<string, ListedArticle> | undefined;
      const normalTitles = (): Map<string, ListedArticle> =>
        (byNormalTitle ??= new Map(articles.map((article) => [normalise(article.title), article])));
      return {
        articles,
        passages,
        byId: (id) => by('id', id),
        bySlug: (slug) => by('slug', slug),
        byTitle: (title) => by('title', title) ?? normalTitles().get(normalise(title)),
        bySectionId(id) {
          const index = sectionIndexOf(id);
          const article = index === undefined ? undefined : found(owners.at(index));
          if (index === undefined || article === undefined) return undefined;
          return { article, section: table.at(index) };
        },
        place(ordinal) {
          const { sectionIndex, ordinalInSection } = placeOf(ordinal);
          const article = found(owners.at(sectionIndex));
          if (article === undefined) throw new RangeError(`there is no passage ${ordinal}`);
          return { article, section: table.at(sectionIndex), sectionIndex, ordinalInSection };
        },
      };
    },
  };
}

type Indexes = { id: TextIndex; slug: TextIndex; title: TextIndex };

/** Articles by what they are looked up by. */
function indexHeads(size: number, headAt: (index: number) => Head): Indexes {
  const by = (name: keyof Indexes): TextIndex => createTextIndex(size, (index) => headAt(index)[name]);
  const found = { id: by('id'), slug: by('slug'), title: by('title') };
  for (let index = 0; index < size; index++) {
    const { id, slug, title } = headAt(index);
    found.id.add(id, index);
    found.slug.add(slug, index);
    found.title.add(title, index);
  }
  return found;
}
