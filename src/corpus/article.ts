// The types of the corpus, which every layer above uses.
import { createHash } from 'node:crypto';
import type { ShapedText } from './shape.ts';

/**
 * The text under one heading, as plain text with its shape: paragraphs separated by an empty line, one list item per line.
 */
export type Section = ShapedText & {
  /** Stable as long as slug and heading path stay the same; 12 characters of base64url. */
  id: string;
  /**
   * Headings from the top-level one down, e.g. ['基本释义', '市场交易特征']; empty for text before the first heading.
   */
  headingPath: string[];
  /** Its name in addresses, if the author gave it one. */
  anchor?: string;
};

/** One wiki page. */
export type Article = {
  /** The file's name without extension, or its path if the name is not the only one; see `slugsOf`. */
  slug: string;
  /** Its file below the articles' folder, with `/`. */
  file: string;
  title: string;
  /** YYYY-MM-DD */
  date: string;
  /** Where the date comes from if the article does not tell it: the file's last commit, or its time on disk. */
  dateFrom?: 'git' | 'file';
  /** The folders that it is in, from the top, by the names that readers see. */
  folder: string[];
  /** The folders that it puts itself in, if it does. */
  categories?: string[];
  views: number;
  /** Address of the page on the web, if it has one. */
  source?: string;
  /** Declared related titles, as written. */
  related: string[];
  /** Pages that its wikilinks name, as written: a title, or a file's name; absent if there are none. */
  mentions?: string[];
  sections: Section[];
};

/**
 * Something wrong with an article file. `error` keeps the article out of the index; `warning` does not.
 * `line` counts from 1; `message` says what is wrong and what to do.
 */
export type Problem = { severity: 'error' | 'warning'; file: string; line: number; message: string };

/** How headings are joined for people and for the model. */
export function joinHeadings(headingPath: readonly string[]): string {
  return headingPath.join(' › ');
}

/**
 * The id of a section: a hash of its name, not of its position or its text, so that it survives edits elsewhere in the
 * article. `occurrence` distinguishes repeated headings of an article (0 for the first).
 */
export function sectionId(slug: string, headingPath: readonly string[], occurrence: number): string {
  return shortHash([slug, ...headingPath, String(occurrence)].join('\0'));
}

/** The id of an article: a hash of its slug, for uses where a slug does not fit (12 characters of base64url). */
export function articleId(slug: string): string {
  return shortHash(slug);
}

// 72 bits: among a million sections the chance of one collision is about 1 in 10 billion.
function shortHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 12);
}
