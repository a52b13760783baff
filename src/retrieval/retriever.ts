// Question → ranked passages. Both arms give candidates, every candidate gets every feature, so that a passage which only
// one arm found is judged like any other and can win. A weak result is tried again with the question's spelling mended.
import type { Embedder } from '../embedding/embedder.ts';
import type { CatalogueArticle } from '../indexing/catalogue.ts';
import { dot } from '../indexing/exact-index.ts';
import type { OpenIndex } from '../indexing/open-index.ts';
import { passageSentences } from '../corpus/passages.ts';
import type { Calibration } from './calibration.ts';
import type { ScoredSentence } from './excerpt.ts';
import { confidenceFeatures, type ConfidenceFeatures, confidenceOf } from './confidence.ts';
import { fuse, type RankFeatures } from './fusion.ts';
import { createQuestionReader, type Question } from './question.ts';
import { createSoftMatcher, type SoftMatch, type SoftQuestion, softQuestion } from './soft-match.ts';
import { createSpelling } from './spelling.ts';
import { createTitleMatcher } from './title-match.ts';
import type { Synonyms } from './synonyms.ts';

/** A passage with everything that decided its rank. */
export type Hit = RankFeatures & {
  ordinal: number;
  article: CatalogueArticle;
  /** Weighted sum of the features, 0 to 1. */
  fused: number;
  /** The same, sentence by sentence; undefined for models without token vectors. */
  soft: SoftMatch | undefined;
};

export type Retrieval = {
  /** As asked. */
  asked: string;
  /** What was searched: the question as read, with its spelling mended when that found more. */
  question: Question;
  /** The mended question, when it is not what was asked. */
  corrected: string | undefined;
  /** Best first; empty when the question has no content word. */
  hits: Hit[];
  /** Ordinals that each arm by itself puts first, best first, for the question as it was typed. */
  arms: { vector: number[]; lexical: number[] };
  /** What the confidence was computed from; undefined without hits. */
  features: ConfidenceFeatures | undefined;
  /** Estimated probability that the first hit answers the question, 0 to 1. */
  confidence: number;
};

export interface Retriever {
  /** @throws Failure `model` when the model stops working */
  retrieve(question: string): Promise<Retrieval>;
  /**
   * The sentences of passages with their nearness to a question, by ordinal.
   * @throws Failure `model` when the model stops working
   */
  sentences(question: Question, ordinals: readonly number[]): Promise<Map<number, ScoredSentence[]>>;
  readonly calibration: Calibration;
}

export type RetrieverOptions = {
  calibration: Calibration;
  synonyms: Synonyms;
  /** Whether a weak result is tried again with the spelling mended; true unless measured without. */
  mendSpelling?: boolean;
};

export type RetrieverDependencies = RetrieverOptions & { index: OpenIndex; embedder: Embedder };

/** Candidates taken from each arm. */
const CANDIDATES = 50;
/** The best of each arm are always looked at closely, and as many as this by the plain sum of both. */
const BEST_OF_ARM = 5;
const CLOSE_LOOK = 20;
/** The mended question must be surer by this much, or what was asked stands. */
const CORRECTION_GAIN = 0.05;

export function createRetriever({
  index,
  embedder,
  calibration,
  synonyms,
  mendSpelling = true,
}: RetrieverDependencies): Retriever {
  const read = createQuestionReader(index.lexical, synonyms);
  const titleMatch = createTitleMatcher(index.lexical);
  const spelling = createSpelling(index.lexical, synonyms.latinWords);
  const matcher =
    embedder.tokens === undefined || index.tokens === undefined
      ? undefined
      : createSoftMatcher(embedder.tokens, index.tokens);

  /** The question that was searched last is mostly the one whose excerpts are chosen next. */
  let lastEmbedded: { question: Question; embedded: SoftQuestion } | undefined;

  async function retrieve(asked: string): Promise<Retrieval> {
    const first = await search(read(asked));
    const plain = { ...first, asked, corrected: undefined };
    if (!mendSpelling || first.hits.length === 0 || first.confidence >= calibration.cutOffs.found)
      return plain;
    const corrected = spelling.correct(first.question.normalForm);
    if (corrected === undefined) return plain;
    const second = await search(read(corrected));
    const isSurer = second.confidence > first.confidence + CORRECTION_GAIN;
    return isSurer ? { ...second, arms: first.arms, asked, corrected } : plain;
  }

  async function search(question: Question): Promise<Omit<Retrieval, 'asked' | 'corrected'>> {
    if (question.terms.length === 0)
      return { question, hits: [], arms: { vector: [], lexical: [] }, features: undefined, confidence: 0 };
    const embedded = await embed(question);
    const { hits, arms } = await rank(question, embedded);
    const features = confidenceFeatures(hits, question, index.vectors);
    const confidence = features === undefined ? 0 : confidenceOf(features, calibration.confidence);
    return { question, hits, arms, features, confidence };
  }

  /**
   * The question's vector, and its tokens where the model has vectors for them. A question in another language than
   * Chinese is embedded together with the synonyms of its words: it has few other ways to come near Chinese text.
   */
  async function embed(question: Question): Promise<SoftQuestion> {
    if (lastEmbedded?.question === question) return lastEmbedded.embedded;
    const embedded = await embedNow(question);
    lastEmbedded = { question, embedded };
    return embedded;
  }

  async function embedNow({ normalForm, stretches, foreign }: Question): Promise<SoftQuestion> {
    if (embedder.tokens !== undefined) {
      const parts = stretches.flatMap(({ text, alternatives }) => [text, ...alternatives]);
      const [all, plain] = await embedder.tokens.embedParts([parts, [normalForm]]);
      if (all !== undefined && plain !== undefined)
        return softQuestion((foreign ? all : plain).vector, all.parts, stretches);
    }
    const [vector] = await embedder.embed([normalForm], 'query');
    if (vector === undefined) throw new Error('the embedder gave no vector for the question');
    return { vector, stretches: [] };
  }

  async function rank(question: Question, asked: SoftQuestion): Promise<Pick<Retrieval, 'hits' | 'arms'>> {
    const { candidates, arms } = closest(question, asked.vector);
    const soft = await matcher?.match(
      asked,
      candidates.map(({ ordinal }) => ordinal),
    );
    const named = new Set(question.terms.map(({ term }) => term));
    const hits = candidates.map((candidate, i): Hit => {
      const { article } = index.catalogue.place(candidate.ordinal);
      const match = soft?.[i];
      const features: RankFeatures = {
        vectorScore: candidate.vectorScore,
        lexicalScore: candidate.lexicalScore,
        cover: candidate.cover,
        titleMatch: titleMatch(article.title, named),
        softCover: match?.cover ?? 0,
        sentenceCover: match?.sentenceCover ?? 0,
        sentenceScore: match?.sentenceScore ?? 0,
      };
      const fused = fuse(features, calibration.fusion);
      return { ordinal: candidate.ordinal, article, ...features, fused, soft: match };
    });
    hits.sort((a, b) => b.fused - a.fused || a.ordinal - b.ordinal);
    return { hits, arms };
  }

  type Candidate = Pick<RankFeatures, 'vectorScore' | 'lexicalScore' | 'cover'> & { ordinal: number };

  /** The candidates of both arms that are worth a close look. */
  function closest(
    { terms }: Question,
    vector: Float32Array,
  ): { candidates: Candidate[]; arms: Retrieval['arms'] } {
    const nearest = index.vectors.search(vector, CANDIDATES);
    const lexical = index.lexical.search(
      terms,
      CANDIDATES,
      nearest.map(({ ordinal }) => ordinal),
    );
    const candidates = new Map<number, Candidate>();
    for (const [i, { ordinal, score }] of nearest.entries()) {
      const { score: lexicalScore, cover } = lexical.also[i] ?? { score: 0, cover: 0 };
      candidates.set(ordinal, { ordinal, vectorScore: score, lexicalScore, cover });
    }
    for (const { ordinal, score: lexicalScore, cover } of lexical.hits) {
      if (candidates.has(ordinal)) continue;
      const vectorScore = dot(index.vectors.vectorOf(ordinal), 0, vector);
      candidates.set(ordinal, { ordinal, vectorScore, lexicalScore, cover });
    }
    const arms = {
      vector: nearest.map(({ ordinal }) => ordinal),
      lexical: lexical.hits.map(({ ordinal }) => ordinal),
    };
    const always = new Set([...arms.vector.slice(0, BEST_OF_ARM), ...arms.lexical.slice(0, BEST_OF_ARM)]);
    const sum = ({ vectorScore, lexicalScore, cover }: Candidate): number =>
      vectorScore + lexicalScore + cover;
    const closeUp = [...candidates.values()]
      .sort((a, b) => sum(b) - sum(a))
      .filter(({ ordinal }, i) => i < CLOSE_LOOK || always.has(ordinal));
    return { candidates: closeUp, arms };
  }

  async function sentences(
    question: Question,
    ordinals: readonly number[],
  ): Promise<Map<number, ScoredSentence[]>> {
    const asked = await embed(question);
    const ranges = ordinals.map((ordinal) => {
      const text = index.texts.sectionText(index.catalogue.place(ordinal).sectionIndex);
      return { text, ranges: passageSentences(text, index.texts.passageRange(ordinal)) };
    });
    const soft = await matcher?.match(asked, ordinals);
    // Other models have no vectors of sentences in the index: they are embedded now, a few for each answer.
    const flat = ranges.flatMap(({ text, ranges }) => ranges.map(({ start, end }) => text.slice(start, end)));
    const vectors = soft === undefined ? await embedder.embed(flat, 'passage') : [];
    let at = 0;
    return new Map(
      ordinals.map((ordinal, i) => [
        ordinal,
        (ranges[i]?.ranges ?? []).map((range, j) => {
          const match = soft?.[i]?.sentences[j];
          const vector = vectors[at++];
          const score =
            match?.score ?? (vector === undefined ? 0 : Math.max(0, dot(vector, 0, asked.vector)));
          return { range, score, ownCover: match?.ownCover ?? 0 };
        }),
      ]),
    );
  }

  return { retrieve, sentences, calibration };
}
