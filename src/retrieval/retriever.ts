// Question → ranked passages. Both arms give candidates, every candidate gets both scores, so that a passage which only
// one arm found is judged like any other and can win.
import type { Embedder } from '../embedding/embedder.ts';
import type { CatalogueArticle } from '../indexing/catalogue.ts';
import { dot } from '../indexing/exact-index.ts';
import type { QueryTerm } from '../indexing/lexical-index.ts';
import type { OpenIndex } from '../indexing/open-index.ts';
import { normalise } from '../text/normal-form.ts';
import { confidenceOf } from './confidence.ts';
import { fuse } from './fusion.ts';
import { queryTerms } from './query-terms.ts';

/** A passage with everything that decided its rank. All scores: higher is better. */
export type Hit = {
  ordinal: number;
  article: CatalogueArticle;
  /** Cosine with the question's vector, −1 to 1. */
  vectorScore: number;
  /** BM25 as a share of the best any passage could get, 0 to 1. */
  lexicalScore: number;
  /** Share of the question's idf mass that the passage holds, 0 to 1. */
  cover: number;
  fused: number;
};

export type Retrieval = {
  question: string;
  /** The question's terms with their weights; empty when it has no content word. */
  terms: QueryTerm[];
  /** Best first; empty when there are no terms. */
  hits: Hit[];
  /** Estimated probability that the first hit answers the question, 0 to 1. */
  confidence: number;
};

export interface Retriever {
  /** @throws Failure `model` when the model stops working */
  retrieve(question: string): Promise<Retrieval>;
}

/** Candidates taken from each arm. */
const CANDIDATES = 50;
/** Longest question that is looked at, in characters; the rest adds nothing but time. */
const MAX_QUESTION_LENGTH = 500;

export function createRetriever({ index, embedder }: { index: OpenIndex; embedder: Embedder }): Retriever {
  async function retrieve(question: string): Promise<Retrieval> {
    const normalForm = normalise(question.slice(0, MAX_QUESTION_LENGTH));
    const terms = queryTerms(normalForm);
    if (terms.length === 0) return { question, terms, hits: [], confidence: 0 };
    const [vector] = await embedder.embed([normalForm], 'query');
    if (vector === undefined) throw new Error('the embedder gave no vector for the question');
    const hits = rank(vector, terms);
    return { question, terms, hits, confidence: confidence(hits) };
  }

  function rank(vector: Float32Array, terms: readonly QueryTerm[]): Hit[] {
    const nearest = index.vectors.search(vector, CANDIDATES);
    const lexical = index.lexical.search(
      terms,
      CANDIDATES,
      nearest.map(({ ordinal }) => ordinal),
    );
    const hits = new Map<number, Hit>();
    const add = (ordinal: number, vectorScore: number, lexicalScore: number, cover: number): void => {
      const { article } = index.catalogue.place(ordinal);
      hits.set(ordinal, {
        ordinal,
        article,
        vectorScore,
        lexicalScore,
        cover,
        fused: fuse({ vectorScore, lexicalScore, cover }),
      });
    };
    for (const [i, { ordinal, score }] of nearest.entries()) {
      const match = lexical.also[i];
      add(ordinal, score, match?.score ?? 0, match?.cover ?? 0);
    }
    for (const { ordinal, score, cover } of lexical.hits) {
      if (!hits.has(ordinal)) add(ordinal, dot(index.vectors.vectorOf(ordinal), 0, vector), score, cover);
    }
    return [...hits.values()].sort((a, b) => b.fused - a.fused || a.ordinal - b.ordinal);
  }

  return { retrieve };
}

function confidence(hits: readonly Hit[]): number {
  const first = hits[0];
  if (first === undefined) return 0;
  const rival = hits.find(({ article }) => article !== first.article);
  return confidenceOf({
    vectorScore: first.vectorScore,
    cover: first.cover,
    margin: first.fused - (rival?.fused ?? 0),
  });
}
