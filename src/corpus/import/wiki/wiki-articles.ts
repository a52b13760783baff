import type { ImportedPage } from '../imported-article.ts';
import type { PageLine } from './page-lines.ts';
import { parseWikiPage, type WikiHead } from './wiki-page.ts';
import { topicBody } from './wiki-topic.ts';

/** The topics of a page of the wiki's own form as articles; what belongs to none is noted with its line. */
export function wikiArticles(
  lines: readonly PageLine[],
  head: WikiHead = {},
  notes: readonly string[] = [],
): ImportedPage {
  const { topics, unplaced } = parseWikiPage(lines, head);
  return {
    articles: topics.map((topic) => {
      const { parts, ...article } = topic;
      return { ...article, body: topicBody(parts) };
    }),
    notes: [
      ...notes,
      ...unplaced.map(
        ({ line, text }) => `could not be placed${line === undefined ? '' : `, line ${line}`}: ${text}`,
      ),
    ],
  };
}
