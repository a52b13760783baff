// Plain text without the wiki's form: the first line is the title, a short line without an end mark is a heading.
import type { ImportedPage } from '../imported-article.ts';
import { isHeading, isNeverHeading } from './line-roles.ts';
import { readDateLine } from '../page-date.ts';
import type { PageLine } from './page-lines.ts';
import { addContent } from './wiki-page.ts';
import { topicBody, type WikiTopic } from './wiki-topic.ts';

/** One article of a text; without any text below its title it gives none. */
export function parseTextPage(unknown: readonly PageLine[]): ImportedPage {
  const lines = unknown.map((line): PageLine =>
    isNeverHeading(line.text) ? { ...line, kind: 'text' } : line,
  );
  const topic: WikiTopic = { title: '', related: [], parts: [{ sections: [] }] };
  let begun = false;
  for (const [index, line] of lines.entries()) {
    const meta = line.mark?.kind === 'meta' ? line.mark : undefined;
    const dated = readDateLine(line.text);
    if (!begun && (dated !== undefined || meta !== undefined)) {
      const { date, views } = { ...dated, ...meta };
      if (date !== undefined) topic.date ??= date;
      if (views !== undefined) topic.views ??= views;
    } else if (topic.title === '' && line.mark === undefined) topic.title = line.text;
    else if (line.mark?.kind === 'breadcrumb' || line.text === topic.title) continue;
    else {
      begun ||= !isHeading(lines, index);
      addContent(topic, lines, index);
    }
  }
  if (!begun) return { articles: [], notes: [] };
  const { title, date, views } = topic;
  const body = topicBody(topic.parts);
  return {
    articles: [
      {
        title,
        related: [],
        body,
        ...(date === undefined ? {} : { date }),
        ...(views === undefined ? {} : { views }),
      },
    ],
    notes: [],
  };
}
