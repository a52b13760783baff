// A message → the searches for what it asks: one, or one for each of several questions. A question may go on from the
// last answer, and of a long message only what is asked is searched.
import { createFollowUps } from '../retrieval/follow-up.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { sectionsNamed } from '../retrieval/named-sections.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { contentOf, contextWordsOf } from '../text/context-words.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type { ArticleDirectory } from './article-directory.ts';
import { articleRef } from './article-reader.ts';
import type { Search } from './compose-answer.ts';
import type { Carried, LastAnswer } from './last-answer.ts';
import { type Asked, readNormal, type ReadQuestion } from './read-question.ts';
import { type Searched, searchParts } from './search-parts.ts';

/**
 * `after`: the answer that the question may go on from. `carried`: what the question takes over in any case, as the
 * buttons of its answer say.
 */
export type AskOptions = { after?: LastAnswer | undefined; carried?: Carried | undefined };

export interface QuestionSearch {
  /** The searches for a message. `readAs`: what was searched of a long one. @throws Failure `model` */
  search(
    read: ReadQuestion,
    options?: AskOptions,
  ): Promise<{ searched: Searched[]; readAs: string | undefined }>;
  /** The search for one question. Same errors. */
  retrieve(asked: Normal, options?: AskOptions): Promise<Search>;
  /** The searches for a query that may still be growing. Same errors. */
  retrieveForList(query: Normal, patienceMs: number | undefined): Promise<Retrieval[]>;
}

type Dependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search'>;
};

export function createQuestionSearch({ index, retriever, directory }: Dependencies): QuestionSearch {
  const { cutOffs } = retriever.calibration;
  const followUps = createFollowUps({ retriever, index });

  async function search(
    read: ReadQuestion,
    options?: AskOptions,
  ): Promise<{ searched: Searched[]; readAs: string | undefined }> {
    const { message, readings, parts } = asTaught(read);
    const [reading] = readings;
    const readAs = ({ text }: Asked): string | undefined => (reading === message ? undefined : text);
    const [first] = parts;
    const searched =
      first === undefined || parts.length < 2 || namesSection(reading.normal)
        ? undefined
        : await searchParts({ retriever, followUps }, parts, await retrieve(first.normal, options));
    const isSure = ({ search }: Searched): boolean => search.retrieval.confidence >= cutOffs.found;
    if (searched?.some(isSure) === true) return { searched, readAs: readAs(reading) };
    let best: Searched = { asked: reading, search: await retrieve(reading.normal, options) };
    for (const asked of readings.slice(1)) if (!isSure(best)) best = await withContext(best, asked, options);
    // Parts that are all unsure are shown unless the whole is surer: then it is one question.
    return searched?.some((part) => surer(best, part) === part) === true
      ? { searched, readAs: readAs(reading) }
      : { searched: [best], readAs: readAs(best.asked) };
  }

  /** The question of a long message, searched with what stands around it, and with the topic that is found so. */
  async function withContext(best: Searched, asked: Asked, options?: AskOptions): Promise<Searched> {
    const wide = await retrieve(asked.normal, options);
    const topic = wide.retrieval.hits[0]?.article;
    if (topic !== undefined) {
      const { retrieval } = await followUps.retrieve(best.asked.normal, { article: topic });
      if (retrieval.confidence >= cutOffs.found) return { asked, search: { retrieval } };
    }
    return surer(best, { asked, search: wide });
  }

  /** What is taught of a message is taught of all of it. */
  function asTaught(read: ReadQuestion): ReadQuestion {
    const { message } = read;
    return retriever.isTaught(message.normal) ? { message, readings: [message], parts: [] } : read;
  }

  /** A heading may ask two things: 上线分几步，多久能用起来. */
  function namesSection(question: Normal): boolean {
    return retriever.isTaught(question) || sectionsNamed(index.lexical, withoutPadding(question)).size > 0;
  }

  async function retrieve(asked: Normal, { after, carried }: AskOptions = {}): Promise<Search> {
    if (carried !== undefined && 'words' in carried)
      return {
        retrieval: await followUps.carrying(asked, normalise(carried.words)),
        carriedWords: carried.words,
      };
    const topic = carried && index.catalogue.byId(carried.articleId);
    if (topic !== undefined)
      return { retrieval: await followUps.about(asked, topic), assumedTopic: articleRef(topic) };
    const article = after && index.catalogue.byId(after.articleId);
    // Text that occurs in a title (`kcb`, 社保) names its own topic, unless it could be asked of any (费用, 条件).
    const namesTopic = (): boolean =>
      contentOf(contextWordsOf(asked).rest).length > 0 && directory.search(asked, 1).length > 0;
    if (article === undefined || namesTopic()) return { retrieval: await retriever.retrieve(asked) };
    const question = after?.question === undefined ? undefined : normalise(wholeQuestion(after));
    const read = await followUps.retrieve(asked, { article, question });
    return {
      retrieval: read.retrieval,
      assumedTopic: read.assumed && articleRef(read.assumed),
      carriedWords: read.carried,
    };
  }

  async function retrieveForList(query: Normal, patienceMs: number | undefined): Promise<Retrieval[]> {
    const {
      readings: [reading],
      parts: [first = reading, ...others],
    } = asTaught(readNormal(query));
    if (others.length > 0 && !namesSection(reading.normal)) {
      const parts = [first, ...others];
      const searches = await Promise.all(
        parts.map(({ normal }) => retriever.retrieve(normal, { patienceMs })),
      );
      const [retrieval] = searches;
      const searched =
        retrieval !== undefined && searches.every(({ complete }) => complete)
          ? await searchParts({ retriever, followUps }, parts, { retrieval })
          : undefined;
      if (searched !== undefined) return searched.map(({ search }) => search.retrieval);
    }
    return [await retriever.retrieve(reading.normal, { patienceMs })];
  }

  return { search, retrieve, retrieveForList };
}

/** The last question with what it took over itself. */
function wholeQuestion({ question = '', carried }: LastAnswer): string {
  return carried !== undefined && 'words' in carried ? `${question} ${carried.words}` : question;
}

function surer(one: Searched, other: Searched): Searched {
  return other.search.retrieval.confidence > one.search.retrieval.confidence ? other : one;
}
