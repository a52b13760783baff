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
import { type Candidates, createArticleCandidates, createCandidateSearch } from './candidates.ts';
import { confidenceFeatures, confidenceOf } from './confidence.ts';
import { createQuestionEmbedder } from './embed-question.ts';
import { createExcerpts, type Excerpted, type ExcerptOptions } from './excerpts.ts';
import { fuse, type RankFeatures } from './fusion.ts';
import type { Hit, Passage } from './hit.ts';
import { sectionsNamed } from './named-sections.ts';
import { createQuestionParser, type Question } from './question.ts';
import { type Retrieval, STEPS, type Timings } from './retrieval.ts';
import { createSoftMatcher, type SoftMatch, type SoftQuestion } from './soft-match.ts';
import { createSpelling } from './spelling.ts';
import type { Synonyms } from './synonyms.ts';
import { createTitleMatcher, type TitleMatcher } from './title-match.ts';

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
  readonly calibration: Calibration;
  /** Titles and headings in normal form; each is normalised once. */
  readonly titles: Pick<TitleMatcher, 'normalForm'>;
}

export type RetrieverOptions = {
  calibration: Calibration;
  synonyms: Synonyms;
  /** Whether a weak result is searched again with corrected spelling; true by default, false to measure without it. */
  correctSpelling?: boolean;
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

export function createRetriever({
  index,
  embedder,
  calibration,
  synonyms,
  correctSpelling = true,
  clock = () => performance.now(),
}: RetrieverDependencies): Retriever {
  const parse = createQuestionParser(index.lexical, synonyms);
  const candidatesFor = createCandidateSearch(index);
  const candidatesOf = createArticleCandidates(index);
  const titles = createTitleMatcher(index.lexical);
  const spelling = createSpelling(index.lexical, synonyms.latinWords);
  const matcher =
    embedder.tokens === undefined || index.tokens === undefined
      ? undefined
      : createSoftMatcher(embedder.tokens, index.tokens);
  const embed = createQuestionEmbedder(embedder);
  const excerpts = createExcerpts({ index, embedder, matcher, titles });

  const remembered = new LRUCache<Normal, Remembered>({ max: REMEMBERED });

  async function retrieve(asked: Normal, { patienceMs }: RetrieveOptions = {}): Promise<Retrieval> {
    const text = withoutPadding(asked);
    const one = remembered.get(text) ?? begin(text);
    const mayWait = patienceMs !== undefined && one.question.terms.length > 0;
    if (mayWait && (await inTime(one.embedded, patienceMs)) === undefined) return byWords(one.question);
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
    const first = search(question, await embedded, watch);
    if (!correctSpelling || first.hits.length === 0 || first.confidence >= calibration.cutOffs.found)
      return first;
    const text = spelling.correct(question.normalForm);
    const corrected = text === undefined ? undefined : parse(withoutPadding(text));
    watch.lap('readMs');
    if (corrected === undefined) return first;
    const second = search(corrected, await embedIfAsking(corrected, watch), watch);
    const isSurer = second.confidence > first.confidence + CORRECTION_GAIN;
    return isSurer ? { ...second, rankings: first.rankings, corrected: text } : first;
  }

  function search(question: Question, embedded: SoftQuestion | undefined, watch: Watch): Retrieval {
    watch.start();
    const named = sectionsNamed(index.lexical, question.normalForm);
    if (embedded === undefined && named.size === 0)
      return judge({ question, named, complete: true, ...NOTHING_FOUND }, watch);
    const candidates = candidatesFor(question.terms, embedded?.vector, [...named]);
    watch.lap('searchMs');
    const ordinals = candidates.best.map(({ ordinal }) => ordinal);
    const soft = embedded === undefined ? undefined : matcher?.match(embedded, ordinals);
    const ranking = rank(question, named, candidates, soft);
    return judge({ question, named, complete: true, embedded, ...ranking }, watch);
  }

  /** The result of the lexical index alone. */
  function byWords(question: Question): Retrieval {
    const watch = createStopwatch(STEPS, clock);
    const named = sectionsNamed(index.lexical, question.normalForm);
    const candidates = candidatesFor(question.terms, undefined, [...named]);
    watch.lap('searchMs');
    const ranking = rank(question, named, candidates);
    return judge({ question, named, complete: false, embedded: undefined, ...ranking }, watch);
  }

  function judge(search: Search, watch: Watch): Retrieval {
    const features = confidenceFeatures(search.hits, search.question, index.vectors);
    const estimated = features === undefined ? 0 : confidenceOf(features, calibration.confidence);
    // One of several namesakes may be the wrong one.
    const confidence = search.named.size === 1 ? Math.max(NAMED_CONFIDENCE, estimated) : estimated;
    watch.lap('rankMs');
    return { ...search, corrected: undefined, features, confidence, timings: watch.times };
  }

  /** Undefined for a question without a content word, which needs no model. */
  async function embedIfAsking(question: Question, watch: Watch): Promise<SoftQuestion | undefined> {
    if (question.terms.length === 0) return undefined;
    const embedded = await embed(question);
    watch.lap('embedMs');
    return embedded;
  }

  function rank(
    { terms }: Question,
    named: ReadonlySet<number>,
    { best, rest, rankings }: Candidates,
    soft?: readonly SoftMatch[],
  ): Ranking {
    const asked = new Set(terms.map(({ term }) => term));
    const hits = best.map(({ ordinal, vectorScore, lexicalScore, coverage }, i): Hit => {
      const place = index.catalogue.place(ordinal);
      const match = soft?.[i];
      const features: RankFeatures = {
        vectorScore,
        lexicalScore,
        coverage,
        titleMatch: titles.shareSaid(place.article.title, asked),
        softCoverage: match?.coverage ?? 0,
        sentenceCoverage: match?.sentenceCoverage ?? 0,
        sentenceScore: match?.sentenceScore ?? 0,
      };
      return { ordinal, ...place, ...features, fused: fuse(features, calibration.fusion), soft: match };
    });
    const isNamed = ({ section }: Hit): number => Number(named.has(section.firstPassage));
    hits.sort((a, b) => isNamed(b) - isNamed(a) || b.fused - a.fused || a.ordinal - b.ordinal);
    return { hits, rest, rankings };
  }

  async function within(retrieval: Retrieval, article: CatalogueArticle): Promise<Retrieval> {
    const { question } = retrieval;
    const embedded = retrieval.embedded ?? (await embed(question));
    const candidates = candidatesOf(article, question.terms, embedded.vector);
    const ordinals = candidates.best.map(({ ordinal }) => ordinal);
    const named = new Set([...retrieval.named].filter((ordinal) => ordinals.includes(ordinal)));
    const ranking = rank(question, named, candidates, matcher?.match(embedded, ordinals));
    return { ...retrieval, ...ranking, embedded, named, features: undefined, confidence: 0 };
  }

  return { retrieve, within, excerpts, calibration, titles };
}

type Watch = Stopwatch<keyof Timings>;
/** A recently asked question, with the results computed so far. */
type Remembered = {
  question: Question;
  embedded: Promise<SoftQuestion | undefined>;
  watch: Watch;
  retrieval?: Promise<Retrieval>;
};
type Ranking = Pick<Retrieval, 'hits' | 'rest' | 'rankings'>;
/** A search before its confidence is estimated. */
type Search = Ranking & Pick<Retrieval, 'question' | 'named' | 'complete' | 'embedded'>;

const NOTHING_FOUND = {
  embedded: undefined,
  hits: [],
  rest: [],
  rankings: { vector: [], lexical: [] },
} satisfies Ranking & Pick<Retrieval, 'embedded'>;
