// Retrieval → Answer, for the bot, the pages, the terminal and the measurements. The question is normalised here, once,
// and everything below expects it in normal form.
import type { OpenIndex } from '../index/open-index.ts';
import { retrieveAbout, retrieveFollowUp } from '../retrieval/follow-up.ts';
import type { Passage } from '../retrieval/hit.ts';
import { sectionsNamed } from '../retrieval/named-sections.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { Normal } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type { Answer, AnswerPassage, ArticleRef, SingleAnswer } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { createAnswerComposer, MAX_NEXT, type Search } from './compose-answer.ts';
import { listedHits } from './listed-hits.ts';
import { type Asked, readNormal, readQuestion, type ReadQuestion } from './read-question.ts';
import { type Searched, searchParts } from './search-parts.ts';
import { smallTalkIn } from './small-talk.ts';
import type { ArticleDirectory } from './article-directory.ts';

/**
 * `about`: id of the topic that the question may continue. It is assumed if that makes the answer surer; with
 * `mustAssume` it is always assumed.
 */
export type AskOptions = { about?: string | undefined; mustAssume?: boolean | undefined };

/** `part`: which question of the message, from 0. */
export type ResultOptions = AskOptions & { part?: number | undefined };

export interface Answerer {
  /** @throws Failure `model` when the model stops working */
  answer(question: string, options?: AskOptions): Promise<Answer>;
  /** The answer, and the search it came from; small talk is not searched. Same errors. */
  explain(question: string, options?: AskOptions): Promise<Explanation>;
  /**
   * The passage at a place (from 0) in the list that an answer begins, and how long that list is; undefined beyond it.
   * Same errors.
   */
  result(question: string, position: number, options?: ResultOptions): Promise<ListedPassage | undefined>;
  /**
   * A slice of all passages worth showing for a query that may still be growing, best first. The list waits at most
   * `patienceMs` for the question's vector; `complete` says whether it arrived in time. Passages for several questions
   * come in turn. Same errors.
   */
  list(query: Normal, slice: ListSlice): Promise<PassageList>;
}

export type Explanation = {
  answer: Answer;
  /** The search; of several parts, that of the first. */
  retrieval: Retrieval | undefined;
  /** Milliseconds from the search to the answer; 0 for small talk. */
  composeMs: number;
  /** The parts of an answer to several questions, in order; otherwise empty. */
  parts: Explanation[];
};
export type ListedPassage = { passage: AnswerPassage; count: number; related: ArticleRef[] };
export type ListSlice = { offset: number; limit: number; patienceMs?: number | undefined };
export type PassageList = { passages: AnswerPassage[]; total: number; complete: boolean };

export type AnswererDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search'>;
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

  async function answer(question: string, options?: AskOptions): Promise<Answer> {
    return (await explain(question, options)).answer;
  }

  async function explain(question: string, options?: AskOptions): Promise<Explanation> {
    const read = readQuestion(question);
    const smallTalk = smallTalkIn(read.message.normal);
    if (smallTalk !== undefined) {
      const answer: Answer = { kind: 'nothing', question, confidence: 0, reason: smallTalk };
      return { answer, retrieval: undefined, composeMs: 0, parts: [] };
    }
    const { searched, readAs } = await searchRead(read, options);
    const answers: SingleAnswer[] = [];
    const parts: Explanation[] = [];
    for (const { asked, search } of searched) {
      const found = clock();
      const answer = await composer.compose(asked.text, asked.normal, search);
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

  /** The searches for what a message asks: one, or one per part. `readAs`: what was searched of a long message. */
  async function searchRead(
    { message, readings, parts }: ReadQuestion,
    options?: AskOptions,
  ): Promise<{ searched: Searched[]; readAs: string | undefined }> {
    const [reading] = readings;
    const readAs = ({ text }: Asked): string | undefined => (reading === message ? undefined : text);
    const [first] = parts;
    const searched =
      first === undefined || parts.length < 2 || namesSection(reading.normal)
        ? undefined
        : await searchParts(retriever, parts, await retrieve(first.normal, options));
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
      const { retrieval } = await retrieveFollowUp(retriever, best.asked.normal, topic);
      if (retrieval.confidence >= cutOffs.found) return { asked, search: { retrieval } };
    }
    return surer(best, { asked, search: wide });
  }

  /** A heading may ask two things: 上线分几步，多久能用起来. */
  function namesSection(question: Normal): boolean {
    return sectionsNamed(index.lexical, withoutPadding(question)).size > 0;
  }

  async function retrieve(asked: Normal, { about, mustAssume = false }: AskOptions = {}): Promise<Search> {
    const article = about === undefined ? undefined : index.catalogue.byId(about);
    // Text that occurs in a title (`kcb`, 社保) names its own topic.
    const namesOne = !mustAssume && article !== undefined && directory.search(asked, 1).length > 0;
    if (article === undefined || namesOne) return { retrieval: await retriever.retrieve(asked) };
    if (mustAssume) {
      const retrieval = await retrieveAbout(retriever, asked, article);
      if (retrieval !== undefined) return { retrieval, assumedTopic: articleRef(article) };
    }
    const { retrieval, assumed } = await retrieveFollowUp(retriever, asked, article);
    return { retrieval, assumedTopic: assumed ? articleRef(article) : undefined };
  }

  async function result(
    question: string,
    position: number,
    { part = 0, ...options }: ResultOptions = {},
  ): Promise<ListedPassage | undefined> {
    const { searched } = await searchRead(readQuestion(question), options);
    const retrieval = searched[part]?.search.retrieval;
    if (retrieval === undefined) return undefined;
    const listed = listedHits(retrieval.hits).slice(0, 1 + MAX_NEXT);
    const wanted = listed[position];
    if (wanted === undefined) return undefined;
    const [passage] = await composer.show([wanted], retrieval);
    return passage && { passage, count: listed.length, related: composer.relatedTo(wanted, retrieval) };
  }

  async function list(query: Normal, { offset, limit, patienceMs }: ListSlice): Promise<PassageList> {
    const retrievals = await retrieveForList(readNormal(query), patienceMs);
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

  async function retrieveForList(
    { readings: [reading], parts: [first = reading, ...others] }: ReadQuestion,
    patienceMs: number | undefined,
  ): Promise<Retrieval[]> {
    if (others.length > 0 && !namesSection(reading.normal)) {
      const retrieval = await retriever.retrieve(first.normal, { patienceMs });
      const searched =
        retrieval.complete && (await searchParts(retriever, [first, ...others], { retrieval }));
      if (searched) return searched.map(({ search }) => search.retrieval);
    }
    return [await retriever.retrieve(reading.normal, { patienceMs })];
  }

  function listable({ hits, rest, confidence }: Retrieval): Passage[] {
    const isNear = confidence >= cutOffs.unsure || (hits[0]?.coverage ?? 0) >= MIN_COVERAGE;
    const passageAt = (ordinal: number): Passage => ({ ordinal, ...index.catalogue.place(ordinal) });
    return isNear ? listedHits(hits, rest.map(passageAt)) : [];
  }

  return { answer, explain, result, list };
}

function surer(one: Searched, other: Searched): Searched {
  return other.search.retrieval.confidence > one.search.retrieval.confidence ? other : one;
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** A query that is still being typed needs no sure answer: a passage that has half of its words is listed. */
const MIN_COVERAGE = 0.5;
