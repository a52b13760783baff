// Which titles make good first questions: first those in the reader's script, then those that ask something, then the
// most read.
import type { Catalogue } from '../index/catalogue.ts';
import type { ArticleRef } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { type Walk, walkOnce } from './walk-once.ts';

export interface ExampleArticles {
  /** Three articles whose titles can be asked. Titles that match the pattern, the reader's script, come first. */
  preferring(readable: RegExp): ArticleRef[];
  byId(articleId: string): ArticleRef | undefined;
  /** Chooses them in small steps, before a reader asks for them. */
  prepare(readable: readonly RegExp[]): Promise<void>;
}

type Candidate = { article: ArticleRef; views: number; isReadable: boolean; asks: boolean };
type Choice = { best: Candidate[]; walk: Walk };

const COUNT = 3;
const QUESTION =
  /[?？]$|什么|怎么|如何|哪些|多久|多少|几|吗$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

/** Picks example questions from a corpus's own titles, once for each pattern. */
export function createExampleArticles(catalogue: Catalogue): ExampleArticles {
  const choices = new Map<RegExp, Choice>();

  function choiceFor(readable: RegExp): Choice {
    const known = choices.get(readable);
    if (known !== undefined) return known;
    const best: Candidate[] = [];
    const walk = walkOnce(catalogue.articles, (article) => {
      const { title, views } = article;
      const [isReadable, asks] = [readable.test(title), QUESTION.test(title)];
      keepBest(best, { article: articleRef(article), views, isReadable, asks });
    });
    const choice = { best, walk };
    choices.set(readable, choice);
    return choice;
  }

  return {
    preferring(readable) {
      const { best, walk } = choiceFor(readable);
      walk.finish();
      return best.map(({ article }) => article);
    },
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article && articleRef(article);
    },
    async prepare(patterns) {
      for (const readable of patterns) await choiceFor(readable).walk.inSteps();
    },
  };
}

/** Inserts a candidate among the best so far, if it is one of them. */
function keepBest(best: Candidate[], candidate: Candidate): void {
  const order = (a: Candidate, b: Candidate): number =>
    Number(b.isReadable) - Number(a.isReadable) ||
    Number(b.asks) - Number(a.asks) ||
    b.views - a.views ||
    (a.article.slug < b.article.slug ? -1 : 1);
  const at = best.findIndex((other) => order(candidate, other) < 0);
  if (at < 0) best.push(candidate);
  else best.splice(at, 0, candidate);
  best.length = Math.min(best.length, COUNT);
}
