import type { Catalogue } from '../indexing/catalogue.ts';
import type { Topic } from './answer.ts';

/** Titles that make good first questions. */
export interface ExampleTopics {
  /** Three topics whose titles can be asked, in the given language where there are any. */
  forLanguage(language: 'zh' | 'en'): Topic[];
  byId(articleId: string): Topic | undefined;
}

const COUNT = 3;
const HAN = /\p{Script=Han}/u;
const QUESTION =
  /[?？]$|什么|怎么|如何|哪些|多久|多少|几|吗$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

/**
 * Picks example questions from a corpus's own titles: titles in the reader's script first, then those that ask
 * something, then the most read.
 */
export function createExampleTopics(catalogue: Catalogue): ExampleTopics {
  const pick = (language: 'zh' | 'en'): Topic[] =>
    [...catalogue.articles]
      .map((article) => ({
        article,
        rank: [HAN.test(article.title) === (language === 'zh'), QUESTION.test(article.title)].map(Number),
      }))
      .sort(
        (a, b) =>
          compare(b.rank, a.rank) ||
          b.article.views - a.article.views ||
          (a.article.slug < b.article.slug ? -1 : 1),
      )
      .slice(0, COUNT)
      .map(({ article: { id, slug, title } }) => ({ articleId: id, slug, title }));
  const picked = { zh: pick('zh'), en: pick('en') };
  return {
    forLanguage: (language) => picked[language],
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article === undefined ? undefined : { articleId, slug: article.slug, title: article.title };
    },
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0);
  return 0;
}
