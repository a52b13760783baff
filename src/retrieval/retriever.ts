// Question → ranked passages. Both rankings give candidates, every candidate gets every feature, so that a passage which only
// one arm found is judged like any other and can win. A weak result is tried again with the question's spelling reread.
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Embedder } from '../embedding/embedder.ts';
import { dot } from '../index/exact-index.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { passageSentences } from '../corpus/passages.ts';
import type { Calibration } from './calibration.ts';
import type { ScoredSentence } from './excerpt.ts';
import { confidenceFeatures, confidenceOf } from './confidence.ts';
import { fuse, type RankFeatures } from './fusion.ts';
import { type Closest, createCandidateSearch } from './candidates.ts';
import { createQuestionReader, type Question } from './question.ts';
import { createSoftMatcher, type SoftMatch, type SoftQuestion, softQuestion } from './soft-match.ts';
import { createSpelling } from './spelling.ts';
import { createTitleMatcher } from './title-match.ts';
import type { Synonyms } from './synonyms.ts';
import type { Hit } from './hit.ts';
import type { Retrieval, Timings } from './retrieval.ts';

/**
 * `patienceMs`: how long the question's vector is waited for (for ever, when it is not said). It is remembered when it
 * comes later, so that the same question asked again has it. Spelling is reread without a limit of time only.
 */
export type RetrieveOptions = { patienceMs?: number };

export interface Retriever {
  /** @throws Failure `model` when the model stops working */
  retrieve(question: string, options?: RetrieveOptions): Promise<Retrieval>;
  /**
   * How much of what a question says a passage has, 0 to 1, word by word where the model allows it.
   * @throws Failure `model` when the model stops working
   */
  coverage(question: Question, ordinal: number): Promise<number>;
  /**
   * The sentences of passages with their nearness to a question, by ordinal. With `onlyCheap` nearness is left out (0)
   * where it would have to be embedded now: for long lists.
   * @throws Failure `model` when the model stops working
   */
  sentences(
    question: Question,
    ordinals: readonly number[],
    options?: { onlyCheap?: boolean },
  ): Promise<Map<number, ScoredSentence[]>>;
  readonly calibration: Calibration;
}

export type RetrieverOptions = {
  calibration: Calibration;
  synonyms: Synonyms;
  /** Whether a weak result is tried again with the spelling reread; true unless measured without. */
  correctSpelling?: boolean;
  /** Milliseconds from any beginning; `performance.now` by default. */
  clock?: () => number;
};

export type RetrieverDependencies = RetrieverOptions & { index: OpenIndex; embedder: Embedder };

/** Embedded questions that are remembered, by normal form; about 30 KB each. Who types asks the same words again. */
const REMEMBERED = 200;
/** The reread question must be surer by this much, or what was asked stands. */
const CORRECTION_GAIN = 0.05;

export function createRetriever({
  index,
  embedder,
  calibration,
  synonyms,
  correctSpelling = true,
  clock = () => performance.now(),
}: RetrieverDependencies): Retriever {
  const read = createQuestionReader(index.lexical, synonyms);
  const closest = createCandidateSearch(index);
  const titleMatch = createTitleMatcher(index.lexical);
  const spelling = createSpelling(index.lexical, synonyms.latinWords);
  const matcher =
    embedder.tokens === undefined || index.tokens === undefined
      ? undefined
      : createSoftMatcher(embedder.tokens, index.tokens);

  const embedded = new LRUCache<string, { promise: Promise<SoftQuestion>; ready?: SoftQuestion }>({
    max: REMEMBERED,
  });

  async function retrieve(asked: string, { patienceMs }: RetrieveOptions = {}): Promise<Retrieval> {
    const watch = createStopwatch(clock);
    const question = read(asked);
    watch.lap('readMs');
    if (patienceMs !== undefined && question.terms.length > 0) {
      const vector = await inTime(embed(question), patienceMs);
      watch.lap('embedMs');
      if (vector === undefined) return { ...byWords(question, watch), asked, corrected: undefined };
    }
    const first = await search(question, watch);
    const plain = { ...first, asked, corrected: undefined };
    if (!correctSpelling || first.hits.length === 0 || first.confidence >= calibration.cutOffs.found)
      return plain;
    const corrected = spelling.correct(first.question.normalForm);
    const reread = corrected === undefined ? undefined : read(corrected);
    watch.lap('readMs');
    if (corrected === undefined || reread === undefined) return plain;
    const second = await search(reread, watch);
    const isSurer = second.confidence > first.confidence + CORRECTION_GAIN;
    return isSurer ? { ...second, rankings: first.rankings, asked, corrected } : plain;
  }

  type Search = Omit<Retrieval, 'asked' | 'corrected'>;

  async function search(question: Question, watch: Stopwatch): Promise<Search> {
    if (question.terms.length === 0) return judged(question, true, NOTHING_FOUND, watch);
    const asked = await embed(question);
    watch.lap('embedMs');
    return judged(question, true, rank(question, asked, watch), watch);
  }

  /** What the word index alone finds. */
  function byWords(question: Question, watch: Stopwatch): Search {
    const near = closest(question.terms, undefined);
    watch.lap('searchMs');
    return judged(question, false, score(question, near, undefined), watch);
  }

  function judged(question: Question, complete: boolean, ranking: Ranking, watch: Stopwatch): Search {
    const features = confidenceFeatures(ranking.hits, question, index.vectors);
    const confidence = features === undefined ? 0 : confidenceOf(features, calibration.confidence);
    watch.lap('rankMs');
    return { question, complete, ...ranking, features, confidence, timings: watch.timings };
  }

  /**
   * The question's vector, and its tokens where the model has vectors for them. A question in another language than
   * Chinese is embedded together with the synonyms of its words: it has few other ways to come near Chinese text.
   */
  function embed(question: Question): Promise<SoftQuestion> {
    const known = embedded.get(question.normalForm);
    if (known !== undefined) return known.promise;
    const entry: { promise: Promise<SoftQuestion>; ready?: SoftQuestion } = { promise: embedNow(question) };
    embedded.set(question.normalForm, entry);
    entry.promise.then(
      (ready) => (entry.ready = ready),
      // A failure is not remembered: whoever waits is told by the promise itself.
      () => embedded.delete(question.normalForm),
    );
    return entry.promise;
  }

  async function embedNow({ normalForm, stretches, foreign }: Question): Promise<SoftQuestion> {
    if (embedder.tokens !== undefined) {
      const parts = stretches.flatMap(({ text, alternatives }) => [text, ...alternatives]);
      const [all, plain] = embedder.tokens.embedParts([parts, [normalForm]]);
      if (all !== undefined && plain !== undefined)
        return softQuestion((foreign ? all : plain).vector, all.parts, stretches);
    }
    const [vector] = await embedder.embed([normalForm], 'query');
    if (vector === undefined) throw new Error('the embedder gave no vector for the question');
    return { vector, stretches: [] };
  }

  function rank(question: Question, asked: SoftQuestion, watch: Stopwatch): Ranking {
    const near = closest(question.terms, asked.vector);
    watch.lap('searchMs');
    const ordinals = near.candidates.map(({ ordinal }) => ordinal);
    return score(question, near, matcher?.match(asked, ordinals));
  }

  function score(
    question: Question,
    { candidates, rest, rankings }: Closest,
    soft: readonly SoftMatch[] | undefined,
  ): Ranking {
    const named = new Set(question.terms.map(({ term }) => term));
    const hits = candidates.map((candidate, i): Hit => {
      const { article } = index.catalogue.place(candidate.ordinal);
      const match = soft?.[i];
      const features: RankFeatures = {
        vectorScore: candidate.vectorScore,
        lexicalScore: candidate.lexicalScore,
        coverage: candidate.coverage,
        titleMatch: titleMatch(article.title, named),
        softCoverage: match?.coverage ?? 0,
        sentenceCoverage: match?.sentenceCoverage ?? 0,
        sentenceScore: match?.sentenceScore ?? 0,
      };
      const fused = fuse(features, calibration.fusion);
      return { ordinal: candidate.ordinal, article, ...features, fused, soft: match };
    });
    hits.sort((a, b) => b.fused - a.fused || a.ordinal - b.ordinal);
    return { hits, rest, rankings };
  }

  async function coverage(question: Question, ordinal: number): Promise<number> {
    const [soft] = matcher?.match(await embed(question), [ordinal]) ?? [];
    return soft?.coverage ?? index.lexical.search(question.terms, 0, [ordinal]).also[0]?.coverage ?? 0;
  }

  async function sentences(
    question: Question,
    ordinals: readonly number[],
    { onlyCheap = false } = {},
  ): Promise<Map<number, ScoredSentence[]>> {
    const ranges = ordinals.map((ordinal) => {
      const text = index.texts.sectionText(index.catalogue.place(ordinal).sectionIndex);
      return { text, ranges: passageSentences(text, index.texts.passageRange(ordinal)) };
    });
    const cheap = matcher === undefined ? undefined : embedded.get(question.normalForm)?.ready;
    const asked = onlyCheap ? cheap : await embed(question);
    const soft = asked === undefined ? undefined : matcher?.match(asked, ordinals);
    // Other models have no vectors of sentences in the index: they are embedded now, a few for each answer.
    const flat = ranges.flatMap(({ text, ranges }) => ranges.map(({ start, end }) => text.slice(start, end)));
    const vectors = asked !== undefined && soft === undefined ? await embedder.embed(flat, 'passage') : [];
    let at = 0;
    return new Map(
      ordinals.map((ordinal, i) => [
        ordinal,
        (ranges[i]?.ranges ?? []).map((range, j) => {
          const match = soft?.[i]?.sentences[j];
          const vector = vectors[at++];
          const cosine = vector === undefined || asked === undefined ? 0 : dot(vector, 0, asked.vector);
          const score = match?.score ?? Math.max(0, cosine);
          return { range, score, ownCoverage: match?.ownCoverage ?? 0 };
        }),
      ]),
    );
  }

  return { retrieve, coverage, sentences, calibration };
}

type Ranking = Pick<Retrieval, 'hits' | 'rest' | 'rankings'>;

const NOTHING_FOUND: Ranking = { hits: [], rest: [], rankings: { vector: [], lexical: [] } };

/** `lap` adds the time since the last one to a step. */
type Stopwatch = { timings: Timings; lap: (step: keyof Timings) => void };

function createStopwatch(clock: () => number): Stopwatch {
  const timings: Timings = { readMs: 0, embedMs: 0, searchMs: 0, rankMs: 0 };
  let last = clock();
  return {
    timings,
    lap: (step) => {
      const now = clock();
      timings[step] += now - last;
      last = now;
    },
  };
}

/** What a promise gives within a time; undefined when it takes longer. */
async function inTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise,
      delay(ms, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
  } finally {
    timer.abort();
  }
}
