// Folders are categories. Readers see them under the titles that their pages have.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { isObject } from '../system/is-object.ts';
import type { Article } from './article.ts';
import { barePath, isIndexFile, placeOf, shownName } from './file-names.ts';

type NamedFile = { file: string; article: Article | undefined; title?: string | undefined };

/** Where Hexo and Jekyll keep all articles says nothing about one of them. */
const HOMES = /^(?:source\/)?_posts$/;

/**
 * Sets the folder of every article: the categories that it names, or else the folders that its file is in.
 * @param labels files of Docusaurus that name their folder
 */
export function nameFolders(directory: string, files: readonly NamedFile[], labels: readonly string[]): void {
  const names = new Map<string, string>();
  const name = (place: string, title: string | undefined): void => {
    if (title !== undefined && title !== '') names.set(place, title);
  };
  // The last one wins: a page beside its folder (Notion), inside it (Obsidian), its index page, a label.
  const pages = files.filter(({ file }) => !isIndexFile(file));
  const indexes = files.filter(({ file }) => isIndexFile(file));
  for (const { file, article, title } of pages) {
    const place = placeOf(file);
    const parent = path.posix.dirname(place);
    const isInside = path.posix.basename(place) === path.posix.basename(parent);
    name(isInside ? parent : place, article?.title ?? title);
  }
  for (const { file, article, title } of indexes) name(placeOf(file), article?.title ?? title);
  for (const file of labels) name(path.posix.dirname(barePath(file)), labelIn(path.join(directory, file)));

  /** Folders that hold more than their own page. */
  const shared = new Set([
    ...pages.flatMap(({ file, article }) => (article === undefined ? [] : foldersAbove(file))),
    ...indexes.flatMap(({ file, article }) => (article === undefined ? [] : foldersAbove(placeOf(file)))),
  ]);
  const isHexo = files.some(({ file }) => file.startsWith('source/_posts/'));
  for (const { file, article } of files) {
    if (article === undefined) continue;
    const above = foldersAbove(file).filter((place) => !HOMES.test(place) && !(isHexo && place === 'source'));
    if (isIndexFile(file) && !shared.has(above.at(-1) ?? '')) above.pop();
    article.folder =
      article.categories ?? above.map((place) => names.get(place) ?? shownName(path.posix.basename(place)));
  }
}

/** `a/b/c.md` → `a`, `a/b`. */
function foldersAbove(file: string): string[] {
  const parts = barePath(file).split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function labelIn(file: string): string | undefined {
  try {
    // JSON is YAML, too.
    const value: unknown = parseYaml(readFileSync(file, 'utf8'));
    return isObject(value) && typeof value['label'] === 'string' ? value['label'] : undefined;
  } catch {
    return undefined;
  }
}
