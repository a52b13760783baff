// What the path of an article file says: its slug, and title and day if nothing else gives them.
import path from 'node:path';
import { dayIn } from './day.ts';

/** Pages that stand for their folder: in VitePress and MkDocs, on code hosts, in Hugo. */
const INDEX = /^(?:index|readme|_index)$/i;
/** Notion adds the page's id to the names of exported files and folders. */
const NOTION_ID = / [0-9a-f]{32}$/;
/** `01-intro`, `2. 安装`, `3、部署`: an order, not a name; `2024-会议` and `1.5-release` are names. */
const ORDER = /^\d{1,3}\s*[-_.、]+\s*(?=[^-_.、\s\d])/;
const DAY_BEFORE = /^(\d{4}-\d{1,2}-\d{1,2})(?:[-_ ]+|$)/;

/** The path without its extension, composed as Unicode recommends (macOS stores it decomposed). */
export function barePath(file: string): string {
  const parts = file
    .normalize('NFC')
    .replace(/\.[^./]*$/, '')
    .split('/');
  return parts.map((part) => part.replace(NOTION_ID, '')).join('/');
}

/** Whether a file is the page of its folder. */
export function isIndexFile(file: string): boolean {
  return file.includes('/') && INDEX.test(path.posix.basename(barePath(file)));
}

/** The path that a page stands for: `guide/index.md` and `guide.md` both stand for `guide`. */
export function placeOf(file: string): string {
  return isIndexFile(file) ? path.posix.dirname(barePath(file)) : barePath(file);
}

/** The name of an article file, by which articles are known as long as it is the only one of this name. */
export function slugOf(file: string): string {
  return path.posix.basename(placeOf(file));
}

/**
 * The slug of every file: its name if no other file has it, otherwise its path without extension (`guide/faq`). Only
 * files of the same name decide about each other, and in one place a file at the top keeps its name.
 * @param files sorted
 * @returns in the same order
 */
export function slugsOf(files: readonly string[]): Map<string, string> {
  const slugs = new Map(files.map((file) => [file, slugOf(file)]));
  const taken = new Set<string>();
  const times = new Map<string, number>();
  const fold = (slug: string): string => slug.toLowerCase();
  for (const slug of slugs.values()) times.set(fold(slug), (times.get(fold(slug)) ?? 0) + 1);
  const isOnly = (slug: string): boolean => times.get(fold(slug)) === 1;
  for (const slug of slugs.values()) if (isOnly(slug)) taken.add(fold(slug));
  const repeated = files.filter((file) => !isOnly(slugOf(file)));
  for (const file of repeated) {
    // `guide.md` beside `guide/index.md`, then names that differ in case or extension only.
    const names = [placeOf(file), barePath(file)];
    let slug = names.find((name) => !taken.has(fold(name)));
    for (let number = 2; slug === undefined; number++)
      if (!taken.has(fold(`${barePath(file)}-${number}`))) slug = `${barePath(file)}-${number}`;
    slugs.set(file, slug);
    taken.add(fold(slug));
  }
  return slugs;
}

/** A title made of a file's name, or of its folder's for the page of a folder. */
export function titleFromName(file: string): string {
  const name = slugOf(file);
  return shownName(name.replace(DAY_BEFORE, '') === '' ? name : name.replace(DAY_BEFORE, ''));
}

/** The name of a folder for people. */
export function shownName(folder: string): string {
  const name = folder.replace(ORDER, '').trim();
  return name === '' ? folder : name;
}

/** The day in a name such as `2024-05-01-通知.md`. */
export function dayInName(file: string): string | undefined {
  return dayIn(DAY_BEFORE.exec(slugOf(file))?.[1] ?? '');
}
