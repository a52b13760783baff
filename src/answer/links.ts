// Where the links of articles lead. A link is stored as its author wrote it: wikis of all tools name their pages in
// their own ways, and which pages there are is known only when the whole wiki is.
import path from 'node:path';
import { WIKILINK } from '../corpus/tags.ts';
import type { Catalogue } from '../index/catalogue.ts';
import type { CatalogueArticle, CatalogueSection } from '../index/catalogue-article.ts';
import { decoded } from '../text/decoded.ts';
import { normalise } from '../text/normal-form.ts';
import type { ArticleRef } from './answer.ts';
import { articleRef } from './article-reader.ts';

export type LinkTarget =
  /** An address of the web, of mail or telephone, or of Telegram. */
  { kind: 'web'; href: string } | { kind: 'article'; article: ArticleRef; sectionId?: string };

export interface Links {
  /**
   * @param fromArticle id of the article that has the link
   * @param href as written: `../b.md#steps`, `/guide/b.html`, `#steps`, `wiki:页面#节`, `https://…`
   * @returns undefined for a page that the wiki does not have
   */
  resolve(fromArticle: string, href: string): LinkTarget | undefined;
  /** The path of an article's file, relative to the folder of articles. */
  fileOf(articleId: string): string | undefined;
}

const ELSEWHERE = /^(?:https?|mailto|tel|tg):/i;
/** Endings of files that are articles, here or where the wiki is published. */
const ENDING = /\.(?:md|mdx|markdown|html?)$/i;
/** Files that stand for their folder. */
const INDEX = /(?:^|\/)(?:index|_index|readme)$/;

export function createLinks(catalogue: Catalogue): Links {
  /** Articles by their place and by every end of it, the shortest place first; made at the first link to another file. */
  let places: Map<string, CatalogueArticle> | undefined;

  function at(place: string): CatalogueArticle | undefined {
    places ??= placesOf(catalogue.articles);
    return places.get(placeOf(place));
  }

  /** The article that a path means: from the article's folder, from the root, or wherever its end is found. */
  function byPath(from: CatalogueArticle, written: string): CatalogueArticle | undefined {
    const file = decoded(written.replace(/\?.*$/s, '')).replaceAll('\\', '/');
    // Behind the first `/` there may be the folder that the wiki's folder is published as.
    if (file.startsWith('/')) return at(file) ?? at(file.slice(1)) ?? at(file.replace(/^\/[^/]*(?=\/.)/, ''));
    const own = at(path.posix.join('/', path.posix.dirname(from.file), file));
    return own ?? at(file.replace(/^(?:\.{0,2}\/)+/, ''));
  }

  /** The article that a wikilink names: by title, slug or file name, with or without folders. */
  function byName(from: CatalogueArticle, name: string): CatalogueArticle | undefined {
    return catalogue.byTitle(name) ?? catalogue.bySlug(name) ?? byPath(from, name);
  }

  return {
    resolve(fromArticle, written) {
      const href = written.trim();
      if (ELSEWHERE.test(href)) return { kind: 'web', href };
      if (href.startsWith('//')) return { kind: 'web', href: `https:${href}` };
      const from = catalogue.byId(fromArticle);
      if (from === undefined) return undefined;
      const name = href.startsWith(WIKILINK) ? href.slice(WIKILINK.length).trim() : undefined;
      const named = name === undefined || name === '' ? undefined : catalogue.byTitle(name); // C#
      if (named !== undefined) return { kind: 'article', article: articleRef(named) };
      const [, page = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(name ?? href) ?? [];
      const find = name === undefined ? byPath : byName;
      const article = page.trim() === '' ? from : find(from, page.trim());
      if (article === undefined) return undefined;
      const section = fragment === '' ? undefined : sectionNamed(article.sections, decoded(fragment));
      if (section === undefined && page.trim() === '') return undefined;
      const target = { kind: 'article' as const, article: articleRef(article) };
      return section === undefined ? target : { ...target, sectionId: section.id };
    },
    fileOf: (articleId) => catalogue.byId(articleId)?.file,
  };
}

function placesOf(articles: readonly CatalogueArticle[]): Map<string, CatalogueArticle> {
  const places = new Map<string, CatalogueArticle>();
  const all = articles.map((article) => ({ article, place: placeOf(`/${article.file}`) }));
  all.sort((a, b) => a.place.length - b.place.length);
  for (const { article, place } of all) places.set(place, article);
  for (const { article, place } of all) {
    for (let start = 1; start > 0; start = place.indexOf('/', start) + 1) {
      const end = place.slice(start);
      if (!places.has(end)) places.set(end, article);
    }
  }
  return places;
}

/** How places are compared: without ending and index file, in lower case, composed (macOS stores names decomposed). */
function placeOf(file: string): string {
  const name = file.normalize('NFC').toLowerCase().replace(ENDING, '').replace(/\/+$/, '');
  return name.replace(INDEX, '');
}

/**
 * The section of a fragment: by the name that the author gave it, by its heading, or by its heading as programs write
 * it into addresses (`#步骤-1`: the second of that name).
 */
function sectionNamed(sections: readonly CatalogueSection[], fragment: string): CatalogueSection | undefined {
  const anchor = fragment.toLowerCase();
  const named = sections.find((section) => section.anchor?.toLowerCase() === anchor);
  if (named !== undefined) return named;
  // Of `#节#小节` the last part names the section.
  const heading = fragment.replace(/^.*#/s, '');
  const headed = (text: string): CatalogueSection[] =>
    sections.filter(({ headingPath }) => lettersOf(headingPath.at(-1) ?? '') === lettersOf(text));
  const exact = headed(heading);
  const written = exact.find(({ headingPath }) => headingPath.at(-1) === heading) ?? exact[0];
  if (written !== undefined || lettersOf(heading) === '') return written;
  const [, first = '', repeated] = /^(.*)-(\d{1,3})$/s.exec(heading) ?? [];
  return repeated === undefined ? undefined : headed(first)[Number(repeated)];
}

/** Every program leaves out other marks of a heading; all keep its letters and digits. */
function lettersOf(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The address of a link in brackets, to be shown behind its words; empty if the words say it already. */
export function addressBeside(words: string, href: string): string {
  const address = href.replace(/^(?:mailto|tel):([^?]*).*$/is, '$1');
  const bare = address.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return words.includes(bare) ? '' : inBrackets(words, address);
}

/** In the brackets of the words before it. */
export function inBrackets(words: string, text: string): string {
  return /\p{Script=Han}/u.test(words) ? `（${text}）` : ` (${text})`;
}
