import type { Catalogue } from '../index/catalogue.ts';
import type { ArticleRef } from './answer.ts';

/** Titles that make good first questions. */
export interface ExampleArticles {
  /** Three topics whose titles can be asked, in the given language where there are any. */
  forLanguage(language: 'zh' | 'en'): ArticleRef[];
  byId(articleId: string): ArticleRef | undefined;
}

const COUNT = 3;
const HAN = /\p{Script=Han}/u;
const QUESTION =
  /[?？]$|什么|怎么|如何|哪些|多久|多少|几|吗$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

/**
 * Picks example questions from a corpus's own titles: titles in the reader's script first, then those that ask
 * something, then the most read.
 */
export function createExampleArticles(catalogue: Catalogue): ExampleArticles {
  const all = catalogue.articles.map(({ id, slug, title, views }) => {
    const rank = [HAN.test(title) ? 1 : 0, QUESTION.test(title) ? 1 : 0] as const;
    return { topic: { articleId: id, slug, title }, views, rank };
  });
  const pick = (language: 'zh' | 'en'): ArticleRef[] => {
    const fits = (isHan: number): number => (isHan === (language === 'zh' ? 1 : 0) ? 1 : 0);
    const best: typeof all = [];
    const order = (a: (typeof all)[number], b: (typeof all)[number]): number =>
      fits(b.rank[0]) - fits(a.rank[0]) ||
      b.rank[1] - a.rank[1] ||
      b.views - a.views ||
      (a.topic.slug < b.topic.slug ? -1 : 1);
    for (const one of all) {
      const [weakest] = best.slice(COUNT - 1);
      if (weakest !== undefined && order(weakest, one) < 0) continue;
      best.push(one);
      best.sort(order);
      best.length = Math.min(best.length, COUNT);
    }
    return best.map(({ topic: article }) => article);
  };
  const picked = { zh: pick('zh'), en: pick('en') };
  return {
    forLanguage: (language) => picked[language],
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article === undefined ? undefined : { articleId, slug: article.slug, title: article.title };
    },
  };
}
