// Retrieval → Answer, for the bot, the pages, the terminal and the measurements. The question is normalised here, once,
// and everything below expects it in normal form.
import type { OpenIndex } from '../index/open-index.ts';
import { createFollowUps } from '../retrieval/follow-up.ts';
import type { Passage } from '../retrieval/hit.ts';
import { normalQuestion } from '../retrieval/question.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { contentOf, contextWordsOf } from '../text/context-words.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import { type Act, actIn } from './acts.ts';
import type { Answer, AnswerPassage, ArticleRef, Reading } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { createAnswerComposer, readingOf, type Search } from './compose-answer.ts';
import { createContinuation } from './continue-answer.ts';
import type { Carried, LastAnswer } from './last-answer.ts';
import { listedHits } from './listed-hits.ts';
import { type SmallTalk, smallTalkIn } from './small-talk.ts';
import type { ArticleDirectory } from './article-directory.ts';

/**
 * `after`: the answer that the question may go on from. `carried`: what the question takes over in any case, as the
 * buttons of its answer say.
 */
export type AskOptions = { after?: LastAnswer | undefined; carried?: Carried | undefined };

export interface Answerer {
  /** @throws Failure `model` when the model stops working */
  answer(question: string, options?: AskOptions): Promise<Answer>;
  /** The answer, and the search it came from; small talk is not searched. Same errors. */
  explain(question: string, options?: AskOptions): Promise<Explanation>;
  /**
   * The passage at a place (from 0) in the list that an answer begins, and how long that list is; undefined beyond it.
   * Same errors.
   */
  result(question: string, position: number, options?: AskOptions): Promise<ListedPassage | undefined>;
  /**
   * A slice of all passages worth showing for a query that may still be growing, best first. The list waits at most
   * `patienceMs` for the question's vector; `complete` says whether it arrived in time. Same errors.
   */
  list(query: Normal, slice: ListSlice): Promise<PassageList>;
}

export type Explanation = {
  answer: Answer;
  retrieval: Retrieval | undefined;
  /** Milliseconds from the search to the answer; 0 for small talk. */
  composeMs: number;
};
export type ListedPassage = {
  passage: AnswerPassage;
  count: number;
  related: ArticleRef[];
  /** How the question was read. */
  reading: Reading;
};
export type ListSlice = { offset: number; limit: number; patienceMs?: number | undefined };
export type PassageList = { passages: AnswerPassage[]; total: number; complete: boolean };

/** Small talk that is meant as such, also where a title has the word (早 in 早期融资). */
const COURTESIES: ReadonlySet<SmallTalk> = new Set([
  'no-content',
  'greeting',
  'laughter',
  'agreement',
  'thanks',
  'goodbye',
]);

export type AnswererDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search' | 'saidIn'>;
  /** Milliseconds from an arbitrary origin; `performance.now` by default. */
  clock?: () => number;
};

export function createAnswerer({
  index,
  retriever,
  directory,
  clock = () => performance.now(),
}: AnswererDependencies): Answerer {
  const { cutOffs } = retriever.calibration;
  const composer = createAnswerComposer({ index, retriever, directory });
  const followUps = createFollowUps({ retriever, index });
  const continued = createContinuation({ index, composer });

  async function answer(question: string, options?: AskOptions): Promise<Answer> {
    return (await explain(question, options)).answer;
  }

  async function explain(question: string, options?: AskOptions): Promise<Explanation> {
    const asked = normalQuestion(question);
    const act = options?.carried === undefined ? actIn(asked) : undefined;
    if (act !== undefined) return continueFrom(act, question, options?.after);
    const smallTalk = smallTalkUnlessTopic(asked);
    if (smallTalk !== undefined)
      return {
        answer: { kind: 'nothing', question, confidence: 0, reason: smallTalk },
        retrieval: undefined,
        composeMs: 0,
      };
    const search = await retrieve(asked, options);
    const found = clock();
    const answer = await composer.compose(question, asked, search);
    return { answer, retrieval: search.retrieval, composeMs: clock() - found };
  }

  /** What is small talk elsewhere may be a topic of this wiki: 垃圾 where there is an article on 垃圾分类. */
  function smallTalkUnlessTopic(asked: Normal): SmallTalk | undefined {
    const kind = smallTalkIn(asked);
    if (kind === undefined || kind === 'instruction') return kind;
    const [topic] = directory.search(asked, 1);
    const named = withoutPadding(asked);
    if (topic === undefined || named === '') return kind;
    const title = normalise(topic.title);
    return (COURTESIES.has(kind) ? title === named : title.includes(named)) ? undefined : kind;
  }

  async function continueFrom(act: Act, message: string, last?: LastAnswer): Promise<Explanation> {
    const topic = last && index.catalogue.byId(last.articleId);
    if (last === undefined || topic === undefined) {
      const answer: Answer = { kind: 'nothing', question: message, confidence: 0, reason: 'no-topic' };
      return { answer, retrieval: undefined, composeMs: 0 };
    }
    // A topic that was opened without a question: its buttons find the message itself.
    const { question = message, carried = { articleId: topic.id } } = last;
    const isAsked = last.question !== undefined;
    const search = await retrieve(normalQuestion(question), { carried: isAsked ? last.carried : carried });
    const found = clock();
    const answer = await continued(act, last, question, search);
    return { answer, retrieval: search.retrieval, composeMs: clock() - found };
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
    const question = after?.question === undefined ? undefined : normalQuestion(after.question);
    const read = await followUps.retrieve(asked, { article, question });
    return {
      retrieval: read.retrieval,
      assumedTopic: read.assumed && articleRef(read.assumed),
      carriedWords: read.carried,
    };
  }

  async function result(
    question: string,
    position: number,
    options?: AskOptions,
  ): Promise<ListedPassage | undefined> {
    const search = await retrieve(normalQuestion(question), options);
    const { retrieval } = search;
    const listed = composer.listed(retrieval);
    const wanted = listed[position];
    if (wanted === undefined) return undefined;
    const [passage] = await composer.show([wanted], retrieval);
    const related = composer.relatedTo(wanted, retrieval);
    return passage && { passage, count: listed.length, related, reading: readingOf(search) };
  }

  async function list(query: Normal, { offset, limit, patienceMs }: ListSlice): Promise<PassageList> {
    const retrieval = await retriever.retrieve(query, { patienceMs });
    const { hits, rest, confidence, complete } = retrieval;
    const isNear = confidence >= cutOffs.unsure || (hits[0]?.coverage ?? 0) >= MIN_COVERAGE;
    const passageAt = (ordinal: number): Passage => ({ ordinal, ...index.catalogue.place(ordinal) });
    const listed = isNear ? listedHits(hits, rest.map(passageAt)) : [];
    const passages = await composer.show(listed.slice(offset, offset + limit), retrieval, {
      onlyCheap: true,
    });
    return { passages, total: listed.length, complete };
  }

  return { answer, explain, result, list };
}

/** A query that is still being typed needs no sure answer: a passage that has half of its words is listed. */
const MIN_COVERAGE = 0.5;
