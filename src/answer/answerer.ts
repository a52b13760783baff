// Retrieval → Answer, for the bot, the pages, the terminal and the measurements. A message is normalised once (see
// read-question.ts), and everything below expects it in normal form.
import type { OpenIndex } from '../index/open-index.ts';
import { MAX_EXCERPT_WIDTH } from '../retrieval/excerpt.ts';
import type { Passage } from '../retrieval/hit.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import { type Act, actIn } from './acts.ts';
import type { Answer, AnswerPassage, ArticleRef, Reading, SingleAnswer } from './answer.ts';
import type { ArticleDirectory } from './article-directory.ts';
import { createAnswerComposer, readingOf } from './compose-answer.ts';
import { createContinuation } from './continue-answer.ts';
import type { LastAnswer } from './last-answer.ts';
import { listedHits } from './listed-hits.ts';
import { readQuestion } from './read-question.ts';
import { type AskOptions, createQuestionSearch } from './search-question.ts';
import { type SmallTalk, smallTalkIn } from './small-talk.ts';

export type { AskOptions } from './search-question.ts';

/** `part`: which question of the message, from 0. */
export type ResultOptions = AskOptions & { part?: number | undefined };

export interface Answerer {
  /** @throws Failure `model` when the model stops working */
  answer(question: string, options?: AskOptions): Promise<Answer>;
  /** The answer, and the search it came from; small talk is not searched. Same errors. */
  explain(question: string, options?: AskOptions): Promise<Explanation>;
  /**
   * The passage that a question is surely answered with, without its excerpt; undefined if there is none, or if the
   * question is read as several. Same errors.
   */
  sure(question: string): Promise<SurePassage | undefined>;
  /**
   * The passage at a place (from 0) in the list that an answer begins, and how long that list is; undefined beyond it.
   * Same errors.
   */
  result(question: string, position: number, options?: ResultOptions): Promise<ListedPassage | undefined>;
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
  /** The parts of an answer to several questions, in order; otherwise empty. */
  parts: Explanation[];
};
/** `confidence`: see `FoundAnswer`. */
export type SurePassage = { passage: Passage; confidence: number };
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
  'sigh',
  'agreement',
  'thanks',
  'goodbye',
]);

export type AnswererDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search' | 'saidIn' | 'closest'>;
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
  const questions = createQuestionSearch({ index, retriever, directory });
  const continued = createContinuation({ index, composer });

  async function answer(question: string, options?: AskOptions): Promise<Answer> {
    return (await explain(question, options)).answer;
  }

  async function explain(question: string, options?: AskOptions): Promise<Explanation> {
    const read = readQuestion(question);
    const { normal } = read.message;
    const act = options?.carried === undefined ? actUnlessTopic(normal) : undefined;
    if (act !== undefined) return continueFrom(act, question, options?.after);
    const smallTalk = smallTalkUnlessTopic(normal);
    if (smallTalk !== undefined) {
      const answer: Answer = { kind: 'nothing', question, confidence: 0, reason: smallTalk };
      return { answer, retrieval: undefined, composeMs: 0, parts: [] };
    }
    const { searched, readAs } = await questions.search(read, options);
    const maxWidth = excerptWidth(searched.length);
    const answers: SingleAnswer[] = [];
    const parts: Explanation[] = [];
    for (const { asked, search } of searched) {
      const found = clock();
      const answer = await composer.compose(asked.text, asked.normal, search, { maxWidth });
      answers.push(answer);
      parts.push({ answer, retrieval: search.retrieval, composeMs: clock() - found, parts: [] });
    }
    const [only] = parts;
    const reading = readAs === undefined ? {} : { readAs };
    if (parts.length === 1 && only !== undefined)
      return { ...only, answer: { ...only.answer, question, ...reading } };
    const confidence = Math.min(...answers.map(({ confidence }) => confidence));
    const composeMs = parts.reduce((sum, part) => sum + part.composeMs, 0);
    const answer: Answer = { kind: 'parts', question, ...reading, confidence, parts: answers };
    return { answer, retrieval: only?.retrieval, composeMs, parts };
  }

  async function sure(question: string): Promise<SurePassage | undefined> {
    const read = readQuestion(question);
    const { normal } = read.message;
    if (actUnlessTopic(normal) !== undefined || smallTalkUnlessTopic(normal) !== undefined) return undefined;
    const { searched } = await questions.search(read);
    const [only] = searched;
    if (only === undefined || searched.length > 1) return undefined;
    const { hits, confidence } = only.search.retrieval;
    const [passage] = hits;
    return passage !== undefined && confidence >= cutOffs.found ? { passage, confidence } : undefined;
  }

  function actUnlessTopic(asked: Normal): Act | undefined {
    if (retriever.isTaught(asked)) return undefined;
    const act = actIn(asked);
    return act !== undefined && closestTitle(asked) === asked ? undefined : act;
  }

  /** What is small talk elsewhere may be a topic of this wiki: 垃圾 where there is an article on 垃圾分类. */
  function smallTalkUnlessTopic(asked: Normal): SmallTalk | undefined {
    const kind = retriever.isTaught(asked) ? undefined : smallTalkIn(asked);
    if (kind === undefined || kind === 'instruction') return kind;
    const title = closestTitle(asked);
    const named = withoutPadding(asked);
    if (title === undefined || named === '') return kind;
    return (COURTESIES.has(kind) ? title === named : title.includes(named)) ? undefined : kind;
  }

  function closestTitle(asked: Normal): Normal | undefined {
    const [topic] = directory.search(asked, 1);
    return topic && normalise(topic.title);
  }

  async function continueFrom(act: Act, message: string, last?: LastAnswer): Promise<Explanation> {
    const topic = last && index.catalogue.byId(last.articleId);
    if (last === undefined || topic === undefined) {
      const answer: Answer = { kind: 'nothing', question: message, confidence: 0, reason: 'no-topic' };
      return { answer, retrieval: undefined, composeMs: 0, parts: [] };
    }
    // A topic that was opened without a question: its buttons find the message itself.
    const { question = message, carried = { articleId: topic.id } } = last;
    const isAsked = last.question !== undefined;
    // Read as it was for the answer: of a long message only the question.
    const { searched } = await questions.search(readQuestion(question), {
      carried: isAsked ? last.carried : carried,
    });
    const [first] = searched;
    if (first === undefined) throw new Error('a question without a search');
    const { search } = first;
    const start = clock();
    const answer = await continued(act, last, question, search);
    return { answer, retrieval: search.retrieval, composeMs: clock() - start, parts: [] };
  }

  async function result(
    question: string,
    position: number,
    { part = 0, ...options }: ResultOptions = {},
  ): Promise<ListedPassage | undefined> {
    const { searched } = await questions.search(readQuestion(question), options);
    const found = searched[part]?.search;
    if (found === undefined) return undefined;
    const { retrieval } = found;
    const listed = composer.listed(retrieval);
    const wanted = listed[position];
    if (wanted === undefined) return undefined;
    const [passage] = await composer.show([wanted], retrieval);
    const related = composer.relatedTo(wanted, retrieval);
    return passage && { passage, count: listed.length, related, reading: readingOf(found) };
  }

  async function list(query: Normal, { offset, limit, patienceMs }: ListSlice): Promise<PassageList> {
    const retrievals = await questions.retrieveForList(query, patienceMs);
    const lists = retrievals.map((retrieval) =>
      listable(retrieval).map((passage) => ({ passage, retrieval })),
    );
    const listed = inTurn(lists).filter(
      ({ passage }, i, all) =>
        all.findIndex((other) => other.passage.sectionIndex === passage.sectionIndex) === i,
    );
    const passages: AnswerPassage[] = [];
    for (const { passage, retrieval } of listed.slice(offset, offset + limit))
      passages.push(...(await composer.show([passage], retrieval, { onlyCheap: true })));
    return { passages, total: listed.length, complete: retrievals.every(({ complete }) => complete) };
  }

  function listable({ hits, rest, confidence }: Retrieval): Passage[] {
    const isNear = confidence >= cutOffs.unsure || (hits[0]?.coverage ?? 0) >= MIN_COVERAGE;
    const passageAt = (ordinal: number): Passage => ({ ordinal, ...index.catalogue.place(ordinal) });
    return isNear ? listedHits(hits, rest.map(passageAt)) : [];
  }

  return { answer, explain, sure, result, list };
}

/** Several answers share the room of one, so that all are seen on one screen; each further one has a heading as well. */
function excerptWidth(answers: number): number {
  return (MAX_EXCERPT_WIDTH - (answers - 1) * HEADING_WIDTH) / answers;
}

/** Of a question and the heading of its answer, in columns. */
const HEADING_WIDTH = 40;

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** A query that is still being typed needs no sure answer: a passage that has half of its words is listed. */
const MIN_COVERAGE = 0.5;
