// A saved wiki page → topics. A page has one topic in full, then lists; the listed topics are there in full too, each
// followed by its own date and views. A title is recognised by the mark of the topic's first part after it.
import { isDate } from '../../front-matter.ts';
import { escapeHeading } from '../escape-markdown.ts';
import { isDatedContent, isHeading, isRepeatedTitle, isShort, isTitle, LIST_ITEM } from './line-roles.ts';
import type { PageLine } from './page-lines.ts';
import type { PageMark } from './page-marks.ts';
import type { WikiTopic } from './wiki-topic.ts';

/** What the page's head says of its first topic. */
export type WikiHead = { source?: string; date?: string; views?: number; related?: string[] };

/** True if a page has the wiki's own form: a line that opens a part. */
export function isWikiPage(lines: readonly PageLine[]): boolean {
  return lines.some(({ mark }) => mark?.kind === 'part');
}

/** The state of parsing a page. */
type ReaderState = {
  article: WikiTopic | undefined;
  /** The open topic's date and views have followed its text: nothing belongs to it any more. */
  closed: boolean;
  list: 'latest' | 'related' | undefined;
  /** Date and views before the first topic. */
  pendingMeta: Dated;
};
type Dated = { date?: string; views?: number };
type MetaMark = Extract<PageMark, { kind: 'meta' }>;

/** Reads all topics of a page. Never throws: lines that belong to no topic are listed. */
export function parseWikiPage(
  lines: readonly PageLine[],
  head: WikiHead = {},
): { topics: WikiTopic[]; unplaced: PageLine[] } {
  const result: { topics: WikiTopic[]; unplaced: PageLine[] } = { topics: [], unplaced: [] };
  const state: ReaderState = {
    article: undefined,
    closed: false,
    list: undefined,
    pendingMeta: dated(head),
  };

  for (const [index, line] of lines.entries()) {
    const { mark } = line;
    if (mark?.kind === 'breadcrumb' && result.topics.length === 0) continue;
    if (mark?.kind === 'part') {
      if (state.article === undefined || state.closed) result.unplaced.push(line);
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
      result.topics[0] !== undefined &&
      isShort(line.text)
    ) {
      addRelated(result.topics[0], line.text.replace(/^[-•·]\s*/, '')); // a list of links without their texts
    } else if (!isRepeatedTitle(lines, index)) {
      result.unplaced.push(line);
    }
  }
  for (const other of result.topics.slice(1)) delete other.source;
  for (const title of head.related ?? [])
    if (result.topics[0] !== undefined) addRelated(result.topics[0], title);
  return result;

  function open(title: string): WikiTopic {
    const opened: WikiTopic = { title, related: [], parts: [], ...state.pendingMeta };
    if (head.source !== undefined) opened.source = head.source;
    state.pendingMeta = {};
    state.closed = false;
    const main = result.topics[0];
    if (main !== undefined && state.list === 'related') {
      addRelated(main, title);
      addRelated(opened, main.title);
    }
    result.topics.push(opened);
    return opened;
  }

  /** Date and views come before the first topic and after each of the others. */
  function takeMeta(line: PageLine, mark: MetaMark): void {
    const found = readDated(mark);
    if (mark.date !== undefined && found.date === undefined) result.unplaced.push(line);
    const complete =
      state.article === undefined || (state.article.date !== undefined && state.article.views !== undefined);
    if (state.article === undefined || (complete && state.article.parts.length === 0)) {
      state.pendingMeta = { ...state.pendingMeta, ...found };
    } else if (complete) {
      result.unplaced.push(line);
    } else {
      Object.assign(state.article, { ...found, ...dated(state.article) });
      if (state.article.parts.length > 0) state.closed = true;
    }
  }
}

/** The date and the views of an object, and nothing else. */
function dated({ date, views }: Partial<WikiTopic>): Dated {
  return { ...(date === undefined ? {} : { date }), ...(views === undefined ? {} : { views }) };
}

/** The date and the views in a line; a day that does not exist is left out. */
function readDated(mark: MetaMark): Dated {
  const { date, ...rest } = mark;
  return dated(date !== undefined && !isDate(date) ? rest : mark);
}

function headingOf({ kind, text, markdown }: PageLine): string {
  return (kind === 'heading' ? markdown : escapeHeading(text)).replace(/\s*[：:]$/, '');
}

/** Where Markdown knows no item, only a hard break keeps the lines apart. */
const LIST_START = /^\s*(?:[-+*]|\d+[.)]) /;

/** Adds a heading or a paragraph to the topic's last part. */
export function addContent(article: WikiTopic, lines: readonly PageLine[], index: number): void {
  const line = lines[index];
  const part = article.parts.at(-1);
  if (line === undefined || part === undefined) return;
  if (isHeading(lines, index)) {
    part.sections.push({ heading: headingOf(line), level: line.level, paragraphs: [] });
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
    section.paragraphs[section.paragraphs.length - 1] =
      `${last}${LIST_START.test(line.markdown) ? '\n' : '\\\n'}${line.markdown}`;
  } else {
    section.paragraphs.push(line.markdown);
  }
}

function addRelated(article: WikiTopic, title: string): void {
  if (title !== article.title && !article.related.includes(title)) article.related.push(title);
}
