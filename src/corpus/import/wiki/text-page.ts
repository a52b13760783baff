// Plain text without the wiki's form: the first line is the title, a short line without an end mark is a heading.
import type { ImportedPage } from '../imported-article.ts';
import { isHeading, isNeverHeading } from './line-roles.ts';
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
    if (!begun && line.mark?.kind === 'meta') {
      Object.assign(topic, { ...line.mark.dated, ...topic });
    } else if (topic.title === '' && line.mark === undefined) topic.title = line.text;
    else if (line.mark?.kind !== 'breadcrumb' && line.text !== topic.title) {
      begun ||= !isHeading(lines, index);
      addContent(topic, lines, index);
    }
  }
  const { parts, ...article } = topic;
  return { articles: begun ? [{ ...article, body: topicBody(parts) }] : [], notes: [] };
}
