// A saved wiki page → topics. A page has one topic in full, then lists; the listed topics are there in full too, each
// followed by its own date and views. A title is recognised by the mark of the topic's first part after it.
import { normalise } from '../../text/normal-form.ts';
import { isDate } from '../front-matter.ts';
import {
  isDatedContent,
  isHeading,
  isRepeatedTitle,
  isShort,
  isTitle,
  LIST_ITEM,
  type Marked,
} from './line-roles.ts';
import type { Page, PageLine } from './read-page.ts';
import { type PageMark, readMark } from './page-marks.ts';
import type { ImportedPage, ImportedArticle } from './imported-article.ts';

/** Reads all topics of a page. Never throws: unplaced text is listed. */
export function parsePage(page: Page): ImportedPage {
  const lines: Marked[] = page.lines.map((line) => ({ ...line, mark: readMark(line.text) }));
  if (page.head?.title !== undefined) {
    lines.unshift({
      kind: 'heading',
      level: 1,
      text: page.head.title,
      line: 1,
      mark: undefined,
    });
  }
  const hasParts = lines.some(({ mark }) => mark?.kind === 'part');
  return hasParts ? parseWikiPage(page, lines) : parsePlainPage(page, lines);
}

/** The state of parsing a page. */
type ReaderState = {
  article: ImportedArticle | undefined;
  /** The open topic's date and views have followed its text: nothing belongs to it any more. */
  closed: boolean;
  list: 'latest' | 'related' | undefined;
  /** Date and views before the first topic. */
  pendingMeta: Dated;
};
type Dated = { date?: string; views?: number };
type MetaMark = Extract<PageMark, { kind: 'meta' }>;

function parseWikiPage(page: Page, lines: readonly Marked[]): ImportedPage {
  const result: ImportedPage = { articles: [], unplaced: [] };
  const state: ReaderState = {
    article: undefined,
    closed: false,
    list: undefined,
    pendingMeta: dated(page.head ?? {}),
  };

  for (const [index, line] of lines.entries()) {
    const { mark } = line;
    if (mark?.kind === 'breadcrumb' && result.articles.length === 0) continue;
    if (mark?.kind === 'part') {
      if (state.article === undefined || state.closed) result.unplaced.push(placeOf(line));
      else state.article.parts.push({ name: mark.name, sections: [] });
    } else if (mark?.kind === 'list') {
      state.list = mark.name;
      state.article = undefined;
    } else if (mark?.kind === 'meta' && !isDatedContent(lines, index, state.article)) {
      takeMeta(line, mark);
    } else if (isTitle(lines, index, state.article)) {
      state.article = open(line.text);
    } else if (state.article !== undefined && !state.closed && state.article.parts.length > 0) {
      addContent(state.article, lines, index);
    } else if (
      state.article === undefined &&
      state.list === 'related' &&
      result.articles[0] !== undefined &&
      isShort(line.text)
    ) {
      addRelated(result.articles[0], line.text.replace(/^[-•·]\s*/, '')); // a list of links without their texts
    } else if (!isRepeatedTitle(lines, index)) {
      result.unplaced.push(placeOf(line));
    }
  }
  for (const other of result.articles.slice(1)) delete other.source;
  for (const title of page.head?.related ?? [])
    if (result.articles[0] !== undefined) addRelated(result.articles[0], title);
  return result;

  function open(title: string): ImportedArticle {
    const opened: ImportedArticle = { title, related: [], parts: [], ...state.pendingMeta };
    if (page.source !== undefined) opened.source = page.source;
    state.pendingMeta = {};
    state.closed = false;
    const main = result.articles[0];
    if (main !== undefined && state.list === 'related') {
      addRelated(main, title);
      addRelated(opened, main.title);
    }
    result.articles.push(opened);
    return opened;
  }

  /** Date and views come before the first topic and after each of the others. */
  function takeMeta(line: Marked, mark: MetaMark): void {
    const found = readDated(mark);
    if (mark.date !== undefined && found.date === undefined) result.unplaced.push(placeOf(line));
    const complete =
      state.article === undefined || (state.article.date !== undefined && state.article.views !== undefined);
    if (state.article === undefined || (complete && state.article.parts.length === 0)) {
      state.pendingMeta = { ...state.pendingMeta, ...found };
    } else if (complete) {
      result.unplaced.push(placeOf(line));
    } else {
      Object.assign(state.article, { ...found, ...dated(state.article) });
      if (state.article.parts.length > 0) state.closed = true;
    }
  }
}

/** The date and the views of an object, and nothing else. */
function dated({ date, views }: Partial<ImportedArticle>): Dated {
  return { ...(date === undefined ? {} : { date }), ...(views === undefined ? {} : { views }) };
}

/** A page without 基本释义 and 详细释义 is one topic; its headings are kept. */
function parsePlainPage(page: Page, lines: readonly Marked[]): ImportedPage {
  const titleIndex = findPlainTitle(page, lines);
  const title = lines[titleIndex]?.text ?? page.title ?? page.name;
  const article: ImportedArticle = {
    title,
    related: page.head?.related ?? [],
    parts: [{ name: PLAIN_PART, sections: [] }],
  };
  Object.assign(article, dated(page.head ?? {}));
  const source = page.head?.source ?? page.source;
  if (source !== undefined) article.source = source;
  const unplaced: ImportedPage['unplaced'] = [];
  for (const [index, line] of lines.entries()) {
    if (index === titleIndex || line.mark?.kind === 'breadcrumb' || normalise(line.text) === normalise(title))
      continue;
    if (line.mark?.kind === 'meta') Object.assign(article, { ...readDated(line.mark), ...dated(article) });
    else if (index < titleIndex) unplaced.push(placeOf(line));
    else addContent(article, lines, index);
  }
  const empty = article.parts.every(({ sections }) =>
    sections.every(({ paragraphs }) => paragraphs.length === 0),
  );
  return empty ? { articles: [], unplaced: lines.map(placeOf) } : { articles: [article], unplaced };
}

/** The first top heading; without one, the first line of a plain text. −1 if the title is elsewhere. */
function findPlainTitle(page: Page, lines: readonly Marked[]): number {
  const top = lines.findIndex(
    ({ mark, kind, level }) => mark === undefined && kind === 'heading' && level === 1,
  );
  if (top >= 0 || page.format !== 'text') return top;
  return lines.findIndex(({ mark }) => mark === undefined);
}

const PLAIN_PART = '基本释义';

/** The date and the views in a line; a day that does not exist is left out. */
function readDated(mark: MetaMark): Dated {
  const { date, ...rest } = mark;
  return dated(date !== undefined && !isDate(date) ? rest : mark);
}

/** Adds a heading or a paragraph to the topic's last part. */
function addContent(article: ImportedArticle, lines: readonly Marked[], index: number): void {
  const line = lines[index];
  const part = article.parts.at(-1);
  if (line === undefined || part === undefined) return;
  if (isHeading(lines, index)) {
    part.sections.push({ heading: line.text.replace(/\s*[：:]$/, ''), level: line.level, paragraphs: [] });
    return;
  }
  let section = part.sections.at(-1);
  if (section === undefined) {
    section = { level: 0, paragraphs: [] };
    part.sections.push(section);
  }
  const last = section.paragraphs.at(-1);
  const previous = lines[index - 1];
  // The items of a list form one paragraph, one line each.
  if (
    last !== undefined &&
    LIST_ITEM.test(line.text) &&
    previous !== undefined &&
    LIST_ITEM.test(previous.text)
  ) {
    section.paragraphs[section.paragraphs.length - 1] = `${last}\n${line.text}`;
  } else {
    section.paragraphs.push(line.text);
  }
}

function addRelated(article: ImportedArticle, title: string): void {
  if (title !== article.title && !article.related.includes(title)) article.related.push(title);
}

function placeOf({ line, text }: PageLine): { line: number; text: string } {
  return { line, text };
}
