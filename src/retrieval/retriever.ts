// Question → ranked passages. Both rankings give candidates, and every candidate gets every feature, so that a passage
// from only one ranking can win. After a weak result the question is searched again with its spelling corrected. The
// last searches are cached: the next passage, the next page and the same question again cost nothing.
import { LRUCache } from 'lru-cache';
import type { Embedder } from '../embedding/embedder.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { inTime } from '../system/in-time.ts';
import { createStopwatch, type Stopwatch } from '../system/stopwatch.ts';
import type { Normal } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type { Calibration } from './calibration.ts';
import type { Candidates } from './candidates.ts';
import { confidenceOf } from './confidence.ts';
import type { Excerpted, ExcerptOptions } from './excerpts.ts';
import type { Passage } from './hit.ts';
import { type Lessons, NO_LESSONS } from './lessons.ts';
import { sectionsNamed, sectionsNearlyNamed } from './named-sections.ts';
import type { QuestionMeaning } from './question-meaning.ts';
import type { Question } from './question.ts';
import type { Ranking } from './ranking.ts';
import { NOTHING_FOUND, type Retrieval, STEPS, type Timings } from './retrieval.ts';
import { createSearchTools, type SearchTools } from './search-tools.ts';
import type { SentenceWeights } from './sentence-worth.ts';
import type { SoftQuestion } from './soft-match.ts';
import type { Synonyms } from './synonyms.ts';
import { asTaught, createTaught, isAmong, passagesOf, type TaughtQuestion } from './taught.ts';
import type { TitleMatcher } from './title-match.ts';

export type RetrieveOptions = {
  /**
   * Milliseconds to wait for the question's vector; unlimited by default. After that the lexical index answers alone,
   * and the vector is cached when it arrives, in case the question is asked again.
   */
  patienceMs?: number | undefined;
};

export interface Retriever {
  /** @throws Failure `model` when the model stops working */
  retrieve(question: Normal, options?: RetrieveOptions): Promise<Retrieval>;
  /**
   * The passages of one article, ranked for a question that has been searched: nothing is searched or embedded again.
   * The confidence is 0: whether the question is about that article is not known here.
   * @throws Failure `model` when the model stops working
   */
  within(retrieval: Retrieval, article: CatalogueArticle): Promise<Retrieval>;
  /**
   * The excerpts of passages, in order.
   * @throws Failure `model` when the model stops working
   */
  excerpts<P extends Passage>(
    retrieval: Retrieval,
    passages: readonly P[],
    options?: ExcerptOptions,
  ): Promise<Excerpted<P>[]>;
  /** Whether operators have taught what the question means, in these very words. */
  isTaught(question: Normal): boolean;
  /** The same search with other lessons, with an empty cache; this one stays as it is. */
  withLessons(lessons: Lessons): Retriever;
  /** What a question is compared with others by. @throws Failure `model` when the model stops working */
  meaning(question: Normal): Promise<QuestionMeaning>;
  readonly calibration: Calibration;
  /** Titles and headings in normal form; each is normalised once. */
  readonly titles: Pick<TitleMatcher, 'normalForm'>;
}

export type RetrieverOptions = {
  calibration: Calibration;
  synonyms: Synonyms;
  /** What operators have taught; nothing by default. */
  lessons?: Lessons;
  /** Whether a weak result is searched again with corrected spelling; true by default, false to measure without it. */
  correctSpelling?: boolean;
  /** What makes a sentence the best one; other weights to measure without a part. */
  sentenceWeights?: SentenceWeights;
  /** Milliseconds from an arbitrary origin; `performance.now` by default. */
  clock?: () => number;
};

export type RetrieverDependencies = RetrieverOptions & { index: OpenIndex; embedder: Embedder };

/** Number of cached questions with their results, by normal form; about 40 KB each. */
const REMEMBERED = 100;
/** A question that is the name of a section is hardly ever meant otherwise. */
const NAMED_CONFIDENCE = 0.99;
/** The corrected question must be surer by this much; otherwise the question stays as asked. */
const CORRECTION_GAIN = 0.05;

export function createRetriever(dependencies: RetrieverDependencies): Retriever {
  const { lessons = NO_LESSONS } = dependencies;
  return searchWith(createSearchTools(dependencies), lessons, dependencies);
}

function searchWith(tools: SearchTools, lessons: Lessons, dependencies: RetrieverDependencies): Retriever {
  const { index, calibration, correctSpelling = true, clock = () => performance.now() } = dependencies;
  const { candidatesFor, candidatesOf, titles, titleLengths, rank, matcher, embed, featuresOf } = tools;
  const { parse, spelling } = tools.reading(lessons.synonyms);
  const taught = createTaught(lessons, index, async (question) => (await embed(parse(question))).vector);

  const remembered = new LRUCache<Normal, Remembered>({ max: REMEMBERED });

  async function retrieve(asked: Normal, { patienceMs }: RetrieveOptions = {}): Promise<Retrieval> {
    const text = withoutPadding(asked);
    const one = remembered.get(text) ?? begin(text);
    const mayWait = patienceMs !== undefined && one.question.terms.length > 0;
    if (mayWait && (await inTime(one.embedded, patienceMs)) === undefined)
      return search(one.question, undefined, createStopwatch(STEPS, clock), false);
    one.retrieval ??= forgetFailed(text, searchCorrecting(one));
    return one.retrieval;
  }

  /** Parses a question and starts to embed it: everything that can happen before a caller awaits the rest. */
  function begin(text: Normal): Remembered {
    const watch = createStopwatch(STEPS, clock);
    const question = parse(text);
    watch.lap('readMs');
    const embedded = forgetFailed(text, embedIfAsking(question, watch));
    const one: Remembered = { question, embedded, watch };
    remembered.set(text, one);
    return one;
  }

  /** A failure is not cached; the promise itself reports it to everyone who awaits it. */
  function forgetFailed<T>(text: Normal, promise: Promise<T>): Promise<T> {
    promise.catch(() => remembered.delete(text));
    return promise;
  }

  async function searchCorrecting({ question, embedded, watch }: Remembered): Promise<Retrieval> {
    const first = await search(question, await embedded, watch);
    if (!correctSpelling || first.hits.length === 0 || isSure(first)) return first;
    const text = spelling.correct(question.normalForm);
    const corrected = text === undefined ? undefined : parse(withoutPadding(text));
    watch.lap('readMs');
    if (corrected === undefined) return first;
    const second = await search(corrected, await embedIfAsking(corrected, watch), watch);
    const isSurer = second.outOfScope || second.confidence > first.confidence + CORRECTION_GAIN;
    return isSurer ? { ...second, rankings: first.rankings, corrected: text } : first;
  }

  /** @param complete false if there is no vector because it has not arrived: then the lexical index answers alone */
  async function search(
    question: Question,
    embedded: SoftQuestion | undefined,
    watch: Watch,
    complete = true,
  ): Promise<Retrieval> {
    watch.start();
    const lesson = taught.exactly(question.normalForm);
    const exactly = sectionsMeant(question, lesson);
    const isEmpty = embedded === undefined && complete && exactly.size === 0;
    if (lesson?.section === null || isEmpty) {
      const nothing = judge({ question, named: exactly, complete, ...NOTHING_FOUND }, watch);
      return lesson === undefined ? nothing : asTaught(nothing, lesson, 0);
    }
    const searched = (wanted: readonly number[]): Retrieval => {
      const candidates = candidatesFor(question.terms, embedded?.vector, wanted);
      watch.lap('searchMs');
      const ranking = ranked(question, exactly, candidates, embedded);
      return judge({ question, complete, embedded, ...ranking }, watch);
    };
    const found = searched(lesson === undefined ? [...exactly] : passagesOf(lesson));
    const same = exactly.size > 0 ? undefined : await taught.closest(found, isSure(found));
    if (same === undefined) return found;
    watch.lap('rankMs');
    return asTaught(isAmong(found.hits, same) ? found : searched(passagesOf(same)), same, NAMED_CONFIDENCE);
  }

  /** First passages of the sections that the question names, or was taught to mean. */
  function sectionsMeant({ normalForm }: Question, lesson: TaughtQuestion | undefined): Set<number> {
    return lesson === undefined
      ? sectionsNamed(index.lexical, normalForm)
      : new Set(passagesOf(lesson).slice(0, 1));
  }

  const isSure = ({ confidence }: Retrieval): boolean => confidence >= calibration.cutOffs.found;

  /** @param exactly first passages of the sections whose name the question is */
  function ranked(
    question: Question,
    exactly: ReadonlySet<number>,
    candidates: Candidates,
    embedded?: SoftQuestion,
  ): Ranking & Pick<Retrieval, 'named'> {
    const ordinals = candidates.best.map(({ ordinal }) => ordinal);
    const places = ordinals.map((ordinal) => index.catalogue.place(ordinal));
    const named = exactly.size > 0 ? exactly : sectionsNearlyNamed(question.normalForm, places, titles);
    const lengths = titleLengths?.(places.map(({ article }) => article));
    const soft = embedded === undefined ? undefined : matcher?.match(embedded, ordinals, lengths);
    return { named, ...rank(question, named, candidates, places, soft) };
  }

  function judge(search: Search, watch: Watch): Retrieval {
    const features = featuresOf(search);
    const estimated = features === undefined ? 0 : confidenceOf(features, calibration.confidence);
    // One of several namesakes may be the wrong one, so none of them is sure.
    const confidence =
      search.named.size === 1
        ? Math.max(NAMED_CONFIDENCE, estimated)
        : search.named.size > 1
          ? Math.min(calibration.cutOffs.found - 1e-6, estimated)
          : estimated;
    watch.lap('rankMs');
    return { ...search, corrected: undefined, features, confidence, outOfScope: false, timings: watch.times };
  }

  /** Undefined for a question without a content word, which needs no model. */
  async function embedIfAsking(question: Question, watch: Watch): Promise<SoftQuestion | undefined> {
    if (question.terms.length === 0) return undefined;
    const embedded = await embed(question);
    watch.lap('embedMs');
    return embedded;
  }

  async function within(retrieval: Retrieval, article: CatalogueArticle): Promise<Retrieval> {
    const { question } = retrieval;
    const embedded = retrieval.embedded ?? (await embed(question));
    const candidates = candidatesOf(article, question.terms, embedded.vector);
    const ordinals = candidates.best.map(({ ordinal }) => ordinal);
    const exactly = new Set([...retrieval.named].filter((ordinal) => ordinals.includes(ordinal)));
    const ranking = ranked(question, exactly, candidates, embedded);
    return { ...retrieval, ...ranking, embedded, features: undefined, confidence: 0 };
  }

  return {
    retrieve,
    within,
    excerpts: tools.excerpts,
    meaning: tools.meaning,
    isTaught: (question) => taught.exactly(withoutPadding(question)) !== undefined,
    withLessons: (next) => searchWith(tools, next, dependencies),
    calibration,
    titles,
  };
}

type Watch = Stopwatch<keyof Timings>;
/** A recently asked question, with the results computed so far. */
type Remembered = {
  question: Question;
  embedded: Promise<SoftQuestion | undefined>;
  watch: Watch;
  retrieval?: Promise<Retrieval>;
};
/** A search before its confidence is estimated. */
type Search = Ranking & Pick<Retrieval, 'question' | 'named' | 'complete' | 'embedded'>;
