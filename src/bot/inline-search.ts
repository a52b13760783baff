// The results of an inline query: topics whose title matches, then passages; for an empty query, the most read and the
// newest.
import type { AnswerPassage } from '../answer/answer.ts';
import type { ArticleCard } from '../answer/article-reader.ts';
import type { ListedArticle, ReadCounts } from '../answer/article-directory.ts';
import type { Wiki } from '../answer/wiki.ts';
import { normalQuestion } from '../retrieval/question.ts';

export type InlineItem = { kind: 'article'; card: ArticleCard } | { kind: 'passage'; passage: AnswerPassage };
/** `nextOffset` is undefined at the end; `complete` is false when the question's vector did not come in time. */
export type InlinePage = { items: InlineItem[]; nextOffset: number | undefined; complete: boolean };

/** Results on a page. Telegram allows 50; nobody scrolls past twenty before typing on. */
const INLINE_PAGE = 20;
/** Titles before the passages. */
const MAX_TITLES = 5;
const MAX_HOT = 10;
/** Results must appear while the reader types, so the question's vector gets this long. */
const PATIENCE_MS = 50;

/** @returns a search for a page: `offset` comes back from Telegram; anything but a number means the beginning */
export function createInlineSearch(
  wiki: Pick<Wiki, 'answerer' | 'directory' | 'reader'>,
  reads: ReadCounts,
): (query: string, offset: string) => Promise<InlinePage> {
  return async function search(query, offset) {
    const start = /^\d{1,5}$/.test(offset) ? Number(offset) : 0;
    return query.trim() === '' ? popular(start) : matching(query, start);
  };

  function popular(start: number): InlinePage {
    const directory = wiki.directory.withReads(reads);
    const hot = directory.hot(0, MAX_HOT).articles;
    const known = new Set(hot.map(({ articleId }) => articleId));
    const newest = directory
      .latest(0, directory.size)
      .articles.filter(({ articleId }) => !known.has(articleId));
    const all = [...hot, ...newest];
    return { ...pageOf(cards(all.slice(start, start + INLINE_PAGE)), start, all.length), complete: true };
  }

  async function matching(query: string, start: number): Promise<InlinePage> {
    const { directory, answerer } = wiki;
    const asked = normalQuestion(query);
    const named = directory.withReads(reads).search(asked, MAX_TITLES);
    const titles = named.slice(start, start + INLINE_PAGE);
    const slice = {
      offset: Math.max(0, start - named.length),
      limit: INLINE_PAGE - titles.length,
      patienceMs: PATIENCE_MS,
    };
    const { passages, total, complete } = await answerer.list(asked, slice);
    const items = passages.map((passage): InlineItem => ({ kind: 'passage', passage }));
    return { ...pageOf([...cards(titles), ...items], start, named.length + total), complete };
  }

  function cards(articles: readonly ListedArticle[]): InlineItem[] {
    return articles.flatMap(({ articleId }): InlineItem[] => {
      const card = wiki.reader.card(articleId);
      return card === undefined ? [] : [{ kind: 'article', card }];
    });
  }

  function pageOf(items: InlineItem[], start: number, total: number): Omit<InlinePage, 'complete'> {
    const next = start + INLINE_PAGE;
    return { items, nextOffset: next < total ? next : undefined };
  }
}
