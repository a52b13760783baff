// First questions for a reader: those of the most read topics that the build has asked, with a sure answer. First those
// in the reader's script, then those of the topics that are read most, here and in the bot.
// A generation whose build asked nothing offers titles as they are.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { createMostRead } from '../index/most-read.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { ReadCounts } from './article-directory.ts';
import { asksSomething } from './ask-examples.ts';
import { type Walk, walkOnce } from './walk-once.ts';

/** `id`: the article whose title it is, or the section whose heading it is. */
export type ExampleQuestion = { id: string; articleId: string; question: string };

export interface ExampleQuestions {
  /**
   * Up to three questions about different articles. Those that match the pattern, the reader's script, come first;
   * reads in the bot count as views.
   */
  preferring(readable: RegExp, reads?: ReadCounts): ExampleQuestion[];
  /** The question of an article or a section; undefined for one that is gone. */
  byId(id: string): ExampleQuestion | undefined;
  /** Finds them in small steps, before a reader asks for them. */
  prepare(): Promise<void>;
}

type Known = {
  example: ExampleQuestion;
  views: number;
  asks: boolean;
  /** The ids whose reads count as reads of its article. */
  ids: string[];
};

const COUNT = 3;

/** @param sure confidence from which an answer is sure */
export function createExampleQuestions(
  { catalogue, manifest }: Pick<OpenIndex, 'catalogue' | 'manifest'>,
  sure: number,
): ExampleQuestions {
  const asked = manifest.examples?.filter(({ confidence }) => confidence >= sure);
  const mostRead = createMostRead(catalogue.passages);
  const walk: Walk = walkOnce(asked === undefined ? catalogue.articles : [], mostRead.add);
  let known: Known[] | undefined;

  function all(): Known[] {
    walk.finish();
    const ids = asked?.map(({ id }) => id) ?? mostRead.articles.map(({ id }) => id);
    return (known ??= ids.flatMap(knownOf));
  }

  function knownOf(id: string): Known[] {
    const found = questionOf(id);
    if (found === undefined) return [];
    const { article, question } = found;
    const ids = [article.id, ...article.sections.map((section) => section.id)];
    const example = { id, articleId: article.id, question };
    return [{ example, views: article.views, asks: asksSomething(question), ids }];
  }

  function questionOf(id: string): { article: CatalogueArticle; question: string } | undefined {
    const article = catalogue.byId(id);
    if (article !== undefined) return { article, question: article.title };
    const found = catalogue.bySectionId(id);
    return found && { article: found.article, question: found.section.headingPath.at(-1) ?? '' };
  }

  return {
    preferring(readable, reads) {
      return all()
        .map(({ example, views, asks, ids }) => ({
          example,
          asks,
          isReadable: readable.test(example.question),
          heat: ids.reduce((sum, id) => sum + (reads?.count(id) ?? 0), views),
        }))
        .sort(
          (a, b) =>
            Number(b.isReadable) - Number(a.isReadable) || b.heat - a.heat || Number(b.asks) - Number(a.asks),
        )
        .slice(0, COUNT)
        .map(({ example }) => example);
    },
    byId: (id) => {
      const found = questionOf(id);
      return found && { id, articleId: found.article.id, question: found.question };
    },
    async prepare() {
      await walk.inSteps();
      all();
    },
  };
}
