// Which titles make good first questions: those in the reader's script first, then those that ask something, then the
// most read.
import type { Catalogue } from '../index/catalogue.ts';
import type { ArticleRef } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { walkOnce } from './walk-once.ts';

export interface ExampleArticles {
  /** Three articles whose titles can be asked, in the given language where there are any. */
  forLanguage(language: 'zh' | 'en'): ArticleRef[];
  byId(articleId: string): ArticleRef | undefined;
  /** Chooses them before somebody asks for them, in small steps. */
  prepare(): Promise<void>;
}

type Candidate = { article: ArticleRef; views: number; isHan: boolean; asks: boolean };

const COUNT = 3;
const HAN = /\p{Script=Han}/u;
const QUESTION =
  /[?？]$|什么|怎么|如何|哪些|多久|多少|几|吗$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

/** Picks example questions from a corpus's own titles. */
export function createExampleArticles(catalogue: Catalogue): ExampleArticles {
  const best: Record<'zh' | 'en', Candidate[]> = { zh: [], en: [] };
  const choosing = walkOnce(catalogue.articles, (article) => {
    const { title, views } = article;
    const isHan = HAN.test(title);
    const candidate = { article: articleRef(article), views, isHan, asks: QUESTION.test(title) };
    keepBest(best.zh, candidate, true);
    keepBest(best.en, candidate, false);
  });
  return {
    forLanguage(language) {
      choosing.finish();
      return best[language].map(({ article }) => article);
    },
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article && articleRef(article);
    },
    prepare: choosing.inSteps,
  };
}

/** Puts a candidate in its place among the best so far, when it has one. */
function keepBest(best: Candidate[], candidate: Candidate, wantsHan: boolean): void {
  const fits = ({ isHan }: Candidate): number => Number(isHan === wantsHan);
  const order = (a: Candidate, b: Candidate): number =>
    fits(b) - fits(a) ||
    Number(b.asks) - Number(a.asks) ||
    b.views - a.views ||
    (a.article.slug < b.article.slug ? -1 : 1);
  const at = best.findIndex((other) => order(candidate, other) < 0);
  if (at < 0) best.push(candidate);
  else best.splice(at, 0, candidate);
  best.length = Math.min(best.length, COUNT);
}
