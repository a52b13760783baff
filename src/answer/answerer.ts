// Retrieval → Answer. The one way to an answer for the bot, the terminal, the measurements and later the web.
import type { CatalogueSection } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { chooseExcerpt, type ScoredSentence } from '../retrieval/excerpt.ts';
import { retrieveAbout, retrieveFollowUp } from '../retrieval/follow-up.ts';
import { byName, RANK_FEATURES } from '../retrieval/fusion.ts';
import type { Question } from '../retrieval/question.ts';
import { relatedArticles } from '../retrieval/related-articles.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Hit } from '../retrieval/hit.ts';
import { createSectionMatcher } from '../retrieval/title-match.ts';
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
 * `about`: id of the topic that the question may go on about; it is assumed when that makes the answer surer, and with
 * `mustAssume` whatever comes of it.
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
   * A slice of all passages worth showing for words that may still be being typed, best first. With `patienceMs` the
   * list does not wait longer for the question's vector, and `complete` says whether it had it. Same errors.
   */
  list(words: string, slice: ListSlice): Promise<PassageList>;
}

export type Explanation = { answer: Answer; retrieval: Retrieval | undefined };
export type ListedPassage = { passage: AnswerPassage; count: number; related: ArticleRef[] };
export type ListSlice = { offset: number; limit: number; patienceMs?: number };
export type PassageList = { passages: AnswerPassage[]; total: number; complete: boolean };

type Shown = AnswerPassage & { scores: PassageScores };

const MAX_FURTHER = 2;
/** A further article must come at least this close to the main passage's score, or it is not worth a line. */
const FURTHER_SHARE = 0.6;
const MAX_RELATED = 4;
/** Passages that one can turn to behind the first. */
const MAX_NEXT = 19;
const MAX_TOPICS = 4;

export type AnswererDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search'>;
};

export function createAnswerer({ index, retriever, directory }: AnswererDependencies): Answerer {
  const { cutOffs } = retriever.calibration;
  const namesSection = createSectionMatcher(index.lexical);

  async function answer(question: string, options?: AskOptions): Promise<Answer> {
    return (await explain(question, options)).answer;
  }

  async function explain(asked: string, options?: AskOptions): Promise<Explanation> {
    const smallTalk = smallTalkIn(asked);
    if (smallTalk !== undefined)
      return {
        answer: { kind: 'nothing', question: asked, confidence: 0, reason: smallTalk },
        retrieval: undefined,
      };
    const { retrieval, assumedTopic } = await retrieve(asked, options);
    return { answer: await compose(retrieval, assumedTopic), retrieval };
  }

  async function retrieve(
    asked: string,
    { about, mustAssume = false }: AskOptions = {},
  ): Promise<{ retrieval: Retrieval; assumedTopic?: ArticleRef }> {
    const article = about === undefined ? undefined : index.catalogue.byId(about);
    // What stands in a title (`kcb`, 社保) names a topic of its own.
    const namesOne = !mustAssume && article !== undefined && directory.search(asked, 1).length > 0;
    if (article === undefined || namesOne) return { retrieval: await retriever.retrieve(asked) };
    if (mustAssume) {
      const retrieval = await retrieveAbout(retriever, asked, article);
      if (retrieval !== undefined) return { retrieval, assumedTopic: articleRef(article) };
    }
    const { retrieval, assumed } = await retrieveFollowUp(retriever, asked, article);
    return { retrieval, ...(assumed ? { assumedTopic: articleRef(article) } : {}) };
  }

  async function compose(retrieval: Retrieval, assumedTopic: ArticleRef | undefined): Promise<Answer> {
    const { asked: question, corrected, confidence, hits } = retrieval;
    const [first] = hits;
    const reading: Reading = {
      ...(corrected === undefined ? {} : { understoodAs: corrected }),
      ...(assumedTopic === undefined ? {} : { assumedTopic }),
    };
    if (first !== undefined && confidence >= cutOffs.found)
      return { kind: 'found', question, ...reading, confidence, ...(await found(first, retrieval)) };
    const named = directory
      .search(question, MAX_TOPICS)
      .map(({ articleId, slug, title }) => ({ articleId, slug, title }));
    if (first === undefined || confidence < cutOffs.unsure) {
      if (named.length > 0) return { kind: 'topics', question, confidence, topics: named };
      const reason = retrieval.question.terms.length === 0 ? 'no-content' : 'no-match';
      return { kind: 'nothing', question, confidence, reason };
    }
    const [closest] = await showHits([first], retrieval.question);
    const articles = distinctArticles([...named, ...hits.map(({ article }) => articleRef(article))]);
    return {
      kind: 'unsure',
      question,
      ...reading,
      confidence,
      closest,
      next: nextOf(retrieval),
      topics: articles,
    };
  }

  async function found(
    first: Hit,
    retrieval: Retrieval,
  ): Promise<Pick<FoundAnswer, 'main' | 'further' | 'next' | 'related'>> {
    const { hits, question } = retrieval;
    const worthwhile = hits.filter(({ fused }) => fused >= FURTHER_SHARE * first.fused);
    const further = worthwhile.filter(
      (hit, i) =>
        hit.article !== first.article && worthwhile.findIndex(({ article }) => article === hit.article) === i,
    );
    const [main, ...others] = await showHits([first, ...further.slice(0, MAX_FURTHER)], question);
    return {
      main,
      further: others,
      next: nextOf(retrieval),
      related: relatedArticles(index, first.article, MAX_RELATED).map(articleRef),
    };
  }

  function nextOf({ hits }: Retrieval): PassageRef[] {
    return listedHits(index.catalogue, hits)
      .slice(1, 1 + MAX_NEXT)
      .map(refOf);
  }

  async function result(
    asked: string,
    position: number,
    options?: AskOptions,
  ): Promise<ListedPassage | undefined> {
    const { retrieval } = await retrieve(asked, options);
    const listed = listedHits(index.catalogue, retrieval.hits).slice(0, 1 + MAX_NEXT);
    const ordinal = listed[position];
    if (ordinal === undefined) return undefined;
    const [passage] = await show([ordinal], retrieval.question);
    const { article } = index.catalogue.place(ordinal);
    const related = relatedArticles(index, article, MAX_RELATED).map(articleRef);
    return passage && { passage, count: listed.length, related };
  }

  async function list(words: string, { offset, limit, ...options }: ListSlice): Promise<PassageList> {
    const retrieval = await retriever.retrieve(words, options);
    const { hits, rest, confidence, complete, question } = retrieval;
    const isNear = confidence >= cutOffs.unsure || (hits[0]?.coverage ?? 0) >= MIN_COVER;
    const ordinals = isNear ? listedHits(index.catalogue, hits, rest) : [];
    const passages = await show(ordinals.slice(offset, offset + limit), question, { onlyCheap: true });
    return { passages, total: ordinals.length, complete };
  }

  function refOf(ordinal: number): PassageRef {
    const { section, ordinalInSection } = index.catalogue.place(ordinal);
    return { sectionId: section.id, ordinal: ordinalInSection };
  }

  /** Passages with what decided their rank; one or more. */
  async function showHits(hits: readonly [Hit, ...Hit[]], question: Question): Promise<[Shown, ...Shown[]]> {
    const shown = await show(
      hits.map(({ ordinal }) => ordinal),
      question,
    );
    const scored = shown.flatMap((passage, i): Shown[] => {
      const hit = hits[i];
      if (hit === undefined) return [];
      const features = byName(RANK_FEATURES, (name) => hit[name]);
      return [{ ...passage, scores: { fused: hit.fused, ...features } }];
    });
    return scored as [Shown, ...Shown[]]; // as many as hits
  }

  /** Passages as they are shown, in order. */
  async function show(
    ordinals: readonly number[],
    question: Question,
    options?: { onlyCheap: boolean },
  ): Promise<AnswerPassage[]> {
    const needed = ordinals.flatMap((ordinal) => passagesOf(index.catalogue.place(ordinal).section));
    const sentences = await retriever.sentences(question, needed, options);
    return ordinals.map((ordinal) => showOne(ordinal, question, sentences));
  }

  function showOne(
    ordinal: number,
    question: Question,
    sentences: ReadonlyMap<number, ScoredSentence[]>,
  ): AnswerPassage {
    const { article, section, sectionIndex } = index.catalogue.place(ordinal);
    const excerpt = chooseExcerpt({
      sectionText: index.texts.sectionText(sectionIndex),
      sentences: passagesOf(section).flatMap((passage) => sentences.get(passage) ?? []),
      passage: index.texts.passageRange(ordinal),
      terms: question.terms,
      idf: (term) => index.lexical.idf(term),
      fromStart: namesSection(question.terms, article.title, section.headingPath.at(-1) ?? ''),
    });
    return { ref: refOf(ordinal), article: headOf(article), headingPath: section.headingPath, excerpt };
  }

  return { answer, explain, result, list };
}

/** Words that are being typed need not be answered surely to be listed: a passage that has half of them will do. */
const MIN_COVER = 0.5;

function passagesOf({ firstPassage, passages }: CatalogueSection): number[] {
  return Array.from({ length: passages }, (_, i) => firstPassage + i);
}

function distinctArticles(articles: readonly ArticleRef[]): ArticleRef[] {
  return articles
    .filter(({ articleId }, i) => articles.findIndex((article) => article.articleId === articleId) === i)
    .slice(0, MAX_TOPICS);
}
