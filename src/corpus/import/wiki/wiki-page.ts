// A saved wiki page → topics. A page has one topic in full, then lists; the listed topics are there in full too, each
// followed by its own date and views. A title is recognised by the mark of the topic's first part after it.
import { escapeHeading } from '../escape-markdown.ts';
import type { ImportedPage } from '../imported-article.ts';
import { isDatedContent, isHeading, isRepeatedTitle, isShort, isTitle, LIST_ITEM } from './line-roles.ts';
import type { PageLine } from './page-lines.ts';
import type { Dated } from './page-marks.ts';
import { topicBody, type WikiTopic } from './wiki-topic.ts';

/** True if a page has the wiki's own form: a line that opens a part. */
export function isWikiPage(lines: readonly PageLine[]): boolean {
  return lines.some(({ mark }) => mark?.kind === 'part');
}

/** The topics of a page of this form as articles; what belongs to none is noted with its line. */
export function wikiArticles(lines: readonly PageLine[], notes: readonly string[] = []): ImportedPage {
  const { topics, unplaced } = parseWikiPage(lines);
  return {
    articles: topics.map(({ parts, ...article }) => ({ ...article, body: topicBody(parts) })),
    notes: [
      ...notes,
      ...unplaced.map(
        ({ line, text }) => `could not be placed${line === undefined ? '' : `, line ${line}`}: ${text}`,
      ),
    ],
  };
}

/** Reads all topics of a page. Never throws: lines that belong to no topic are listed. */
export function parseWikiPage(lines: readonly PageLine[]): { topics: WikiTopic[]; unplaced: PageLine[] } {
  const topics: WikiTopic[] = [];
  const unplaced: PageLine[] = [];
  let topic: WikiTopic | undefined;
  /** The open topic's date and views have followed its text: nothing belongs to it any more. */
  let closed = false;
  let list: 'latest' | 'related' | undefined;
  /** Date and views before a topic. */
  let pending: Dated = {};

  for (const [index, line] of lines.entries()) {
    const { mark } = line;
    const [main] = topics;
    if (mark?.kind === 'breadcrumb' && main === undefined) continue;
    if (mark?.kind === 'part') {
      if (topic === undefined || closed) unplaced.push(line);
      else topic.parts.push({ name: mark.name, sections: [] });
    } else if (mark?.kind === 'list') {
      list = mark.name;
      topic = undefined;
    } else if (mark?.kind === 'meta' && !isDatedContent(lines, index, topic)) {
      // Date and views come before the first topic and after each of the others.
      const isComplete = topic?.date !== undefined && topic.views !== undefined;
      if (topic === undefined || (isComplete && topic.parts.length === 0))
        pending = { ...pending, ...mark.dated };
      else if (isComplete) unplaced.push(line);
      else {
        Object.assign(topic, { ...mark.dated, ...topic });
        closed = topic.parts.length > 0;
      }
    } else if (isTitle(lines, index, topic)) {
      topic = { title: line.text, related: [], parts: [], ...pending };
      topics.push(topic);
      pending = {};
      closed = false;
      if (main !== undefined && list === 'related') {
        addRelated(main, topic.title);
        addRelated(topic, main.title);
      }
    } else if (topic !== undefined && !closed && topic.parts.length > 0) {
      addContent(topic, lines, index);
    } else if (topic === undefined && list === 'related' && main !== undefined && isShort(line.text)) {
      addRelated(main, line.text.replace(/^[-•·]\s*/, '')); // a list of links without their texts
    } else if (!isRepeatedTitle(lines, index)) {
      unplaced.push(line);
    }
  }
  return { topics, unplaced };
}

function headingOf({ kind, text, markdown }: PageLine): string {
  return (kind === 'heading' ? markdown : escapeHeading(text)).replace(/\s*[：:]$/, '');
}

/** Where Markdown knows no item, only a hard break keeps the lines apart. */
const LIST_START = /^\s*(?:[-+*]|\d+[.)]) /;

/** Adds a heading or a paragraph to the topic's last part. */
export function addContent(topic: WikiTopic, lines: readonly PageLine[], index: number): void {
  const line = lines[index];
  const sections = topic.parts.at(-1)?.sections;
  if (line === undefined || sections === undefined) return;
  if (isHeading(lines, index)) {
    sections.push({ heading: headingOf(line), level: line.level, paragraphs: [] });
    return;
  }
  if (sections.length === 0) sections.push({ level: 0, paragraphs: [] });
  const paragraphs = sections.at(-1)?.paragraphs ?? [];
  const last = paragraphs.at(-1);
  // The items of a list form one paragraph, one line each.
  if (last !== undefined && LIST_ITEM.test(line.text) && LIST_ITEM.test(lines[index - 1]?.text ?? '')) {
    const end = LIST_START.test(line.markdown) ? '\n' : '\\\n';
    paragraphs[paragraphs.length - 1] = `${last}${end}${line.markdown}`;
  } else paragraphs.push(line.markdown);
}

function addRelated(topic: WikiTopic, title: string): void {
  if (title !== topic.title && !topic.related.includes(title)) topic.related.push(title);
}
