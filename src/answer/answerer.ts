// Retrieval → Answer, for the bot, the pages, the terminal and the measurements. The question is normalised here, once,
// and everything below expects it in normal form.
import type { OpenIndex } from '../index/open-index.ts';
import type { Excerpted, ExcerptOptions } from '../retrieval/excerpts.ts';
import { retrieveAbout, retrieveFollowUp } from '../retrieval/follow-up.ts';
import { byName, RANK_FEATURES } from '../retrieval/fusion.ts';
import type { Hit, Passage } from '../retrieval/hit.ts';
import { normalQuestion } from '../retrieval/question.ts';
import { relatedArticles } from '../retrieval/related-articles.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { Normal } from '../text/normal-form.ts';
import type {
  Answer,
  AnswerPassage,
  FoundAnswer,
  PassageRef,
  PassageScores,
  Reading,
  ArticleRef,
} from './answer.ts';
import { headOf, articleRef } from './article-reader.ts';
import { listedHits } from './listed-hits.ts';
import { smallTalkIn } from './small-talk.ts';
import type { ArticleDirectory } from './article-directory.ts';

/**
 * `about`: id of the topic that the question may continue. It is assumed if that makes the answer surer; with
 * `mustAssume` it is always assumed.
 */
export type AskOptions = { about?: string | undefined; mustAssume?: boolean | undefined };

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
export type ListedPassage = { passage: AnswerPassage; count: number; related: ArticleRef[] };
export type ListSlice = { offset: number; limit: number; patienceMs?: number | undefined };
export type PassageList = { passages: AnswerPassage[]; total: number; complete: boolean };

type Shown = AnswerPassage & { scores: PassageScores };

const MAX_FURTHER = 2;
/** A further article must come at least this close to the main passage's score, or it is not worth a line. */
const FURTHER_SHARE = 0.6;
const MAX_RELATED = 4;
/** Passages that a reader can turn to after the first. */
const MAX_NEXT = 19;
const MAX_TOPICS = 4;

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

  async function answer(question: string, options?: AskOptions): Promise<Answer> {
    return (await explain(question, options)).answer;
  }

  async function explain(question: string, options?: AskOptions): Promise<Explanation> {
    const asked = normalQuestion(question);
    const smallTalk = smallTalkIn(asked);
    if (smallTalk !== undefined)
      return {
        answer: { kind: 'nothing', question, confidence: 0, reason: smallTalk },
        retrieval: undefined,
        composeMs: 0,
      };
    const search = await retrieve(asked, options);
    const found = clock();
    const answer = await compose(question, asked, search);
    return { answer, retrieval: search.retrieval, composeMs: clock() - found };
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

  async function compose(
    question: string,
    asked: Normal,
    { retrieval, assumedTopic }: Search,
  ): Promise<Answer> {
    const { corrected, confidence, hits } = retrieval;
    const [first] = hits;
    const reading: Reading = { understoodAs: corrected, assumedTopic };
    if (first !== undefined && confidence >= cutOffs.found)
      return { kind: 'found', question, ...reading, confidence, ...(await found(first, retrieval)) };
    const named = directory
      .search(asked, MAX_TOPICS)
      .map(({ articleId, slug, title }) => ({ articleId, slug, title }));
    if (first === undefined || confidence < cutOffs.unsure) {
      if (named.length > 0) return { kind: 'topics', question, confidence, topics: named };
      const reason = retrieval.question.terms.length === 0 ? 'no-content' : 'no-match';
      return { kind: 'nothing', question, confidence, reason };
    }
    const [closest] = await showHits([first], retrieval);
    const topics = distinctArticles([...named, ...hits.map(({ article }) => articleRef(article))]);
    return { kind: 'unsure', question, ...reading, confidence, closest, next: nextOf(retrieval), topics };
  }

  async function found(
    first: Hit,
    retrieval: Retrieval,
  ): Promise<Pick<FoundAnswer, 'main' | 'further' | 'next' | 'related'>> {
    const worthwhile = retrieval.hits.filter(({ fused }) => fused >= FURTHER_SHARE * first.fused);
    const others = worthwhile.filter(
      (hit, i) =>
        hit.article !== first.article && worthwhile.findIndex(({ article }) => article === hit.article) === i,
    );
    const [main, ...further] = await showHits([first, ...others.slice(0, MAX_FURTHER)], retrieval);
    return { main, further, next: nextOf(retrieval), related: relatedTo(first, retrieval) };
  }

  function nextOf({ hits }: Retrieval): PassageRef[] {
    return listedHits(hits)
      .slice(1, 1 + MAX_NEXT)
      .map(refOf);
  }

  function relatedTo({ article }: Passage, { hits }: Retrieval): ArticleRef[] {
    return relatedArticles(index, article, MAX_RELATED, hits).map(articleRef);
  }

  async function result(
    question: string,
    position: number,
    options?: AskOptions,
  ): Promise<ListedPassage | undefined> {
    const { retrieval } = await retrieve(normalQuestion(question), options);
    const listed = listedHits(retrieval.hits).slice(0, 1 + MAX_NEXT);
    const wanted = listed[position];
    if (wanted === undefined) return undefined;
    const [passage] = await show([wanted], retrieval);
    return passage && { passage, count: listed.length, related: relatedTo(wanted, retrieval) };
  }

  async function list(query: Normal, { offset, limit, patienceMs }: ListSlice): Promise<PassageList> {
    const retrieval = await retriever.retrieve(query, { patienceMs });
    const { hits, rest, confidence, complete } = retrieval;
    const isNear = confidence >= cutOffs.unsure || (hits[0]?.coverage ?? 0) >= MIN_COVERAGE;
    const passageAt = (ordinal: number): Passage => ({ ordinal, ...index.catalogue.place(ordinal) });
    const listed = isNear ? listedHits(hits, rest.map(passageAt)) : [];
    const passages = await show(listed.slice(offset, offset + limit), retrieval, { onlyCheap: true });
    return { passages, total: listed.length, complete };
  }

  /** Passages with what decided their rank; one or more. */
  async function showHits(
    hits: readonly [Hit, ...Hit[]],
    retrieval: Retrieval,
  ): Promise<[Shown, ...Shown[]]> {
    const excerpted = await retriever.excerpts(retrieval, hits);
    const shown = excerpted.map((one): Shown => {
      const { passage: hit } = one;
      const features = byName(RANK_FEATURES, (name) => hit[name]);
      return { ...shownOf(one), scores: { fused: hit.fused, ...features } };
    });
    return shown as [Shown, ...Shown[]]; // as many as hits
  }

  async function show(
    passages: readonly Passage[],
    retrieval: Retrieval,
    options?: ExcerptOptions,
  ): Promise<AnswerPassage[]> {
    return (await retriever.excerpts(retrieval, passages, options)).map(shownOf);
  }

  return { answer, explain, result, list };
}

type Search = { retrieval: Retrieval; assumedTopic?: ArticleRef | undefined };

/** A query that is still being typed needs no sure answer: a passage that has half of its words is listed. */
const MIN_COVERAGE = 0.5;

function refOf({ section, ordinalInSection }: Passage): PassageRef {
  return { sectionId: section.id, ordinal: ordinalInSection };
}

function shownOf({ passage, excerpt }: Excerpted<Passage>): AnswerPassage {
  const { article, section } = passage;
  return { ref: refOf(passage), article: headOf(article), headingPath: section.headingPath, excerpt };
}

function distinctArticles(articles: readonly ArticleRef[]): ArticleRef[] {
  return articles
    .filter(({ articleId }, i) => articles.findIndex((article) => article.articleId === articleId) === i)
    .slice(0, MAX_TOPICS);
}
