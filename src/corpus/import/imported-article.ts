import type { HeadValue } from '../head-entry.ts';
import type { TitleCandidates } from './html/page-title.ts';

/** An article as a page gives it, before it has a file and before its links are those of the whole set. */
export type ImportedArticle = {
  title: string;
  /** YYYY-MM-DD */
  date?: string;
  views?: number;
  source?: string;
  related: string[];
  /** Other keys of a Markdown page's front matter, kept as they are. */
  otherKeys?: Record<string, HeadValue>;
  /** Markdown; links and images as the page has them. */
  body: string;
};

/** What a page gives. */
export type ImportedPage = {
  articles: ImportedArticle[];
  /** Names that the first article may have; decided when the whole set is known. */
  titles?: TitleCandidates;
  /** What was lost, put in order or not placed, for the operator. */
  notes: string[];
};

export type ImportedFile = {
  kind: 'written' | 'unchanged' | 'kept';
  title: string;
  file: string;
  /** The page shows no date. */
  dateMissing: boolean;
};

/** The outcome for one file: its articles, or why it has none. */
export type PageReport = {
  page: string;
  articles: ImportedFile[];
  skipped?: string;
  /** What was lost or could not be placed. */
  notes: string[];
};
