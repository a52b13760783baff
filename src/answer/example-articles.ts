import type { Catalogue } from '../index/catalogue.ts';
import type { ArticleRef } from './answer.ts';

/** Titles that make good first questions. */
export interface ExampleArticles {
  /** Three topics whose titles can be asked, those first that match a pattern: the reader's script. */
  preferring(readable: RegExp): ArticleRef[];
  byId(articleId: string): ArticleRef | undefined;
}

const COUNT = 3;
const QUESTION =
  /[?？]$|什么|怎么|如何|哪些|多久|多少|几|吗$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

type Candidate = { article: ArticleRef; views: number; isReadable: boolean; asks: boolean };

/**
 * Picks example questions from a corpus's own titles: titles that the reader can read first, then those that ask
 * something, then the most read. They are picked once for each pattern.
 */
export function createExampleArticles(catalogue: Catalogue): ExampleArticles {
  const pick = (readable: RegExp): ArticleRef[] => {
    const order = (a: Candidate, b: Candidate): number =>
      Number(b.isReadable) - Number(a.isReadable) ||
      Number(b.asks) - Number(a.asks) ||
      b.views - a.views ||
      (a.article.slug < b.article.slug ? -1 : 1);
    const best: Candidate[] = [];
    for (const { id, slug, title, views } of catalogue.articles) {
      const article = { articleId: id, slug, title };
      const one = { article, views, isReadable: readable.test(title), asks: QUESTION.test(title) };
      const [weakest] = best.slice(COUNT - 1);
      if (weakest !== undefined && order(weakest, one) < 0) continue;
      best.push(one);
      best.sort(order);
      best.length = Math.min(best.length, COUNT);
    }
    return best.map(({ article }) => article);
  };
  const picked = new Map<RegExp, ArticleRef[]>();
  return {
    preferring: (readable) => {
      const known = picked.get(readable);
      if (known !== undefined) return known;
      const fresh = pick(readable);
      picked.set(readable, fresh);
      return fresh;
    },
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article === undefined ? undefined : { articleId, slug: article.slug, title: article.title };
    },
  };
}
