// The passages worth scoring: the best of both rankings, and the best by the plain sum of both scores.
import { dot } from '../index/exact-index.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { QueryTerm } from '../index/lexical-index.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { RankFeatures } from './fusion.ts';

export type Candidate = Pick<RankFeatures, 'vectorScore' | 'coverage'> & { ordinal: number };

export type Candidates = {
  /** The passages to score. */
  best: Candidate[];
  /** Ordinals of further passages that hold half of the question's words, best first. */
  rest: number[];
  /** The top ordinals of each ranking by itself, best first. */
  rankings: { vector: number[]; lexical: number[] };
};

/** Candidates taken from each ranking. */
const TAKEN = 50;
/** The best of each ranking are always scored, and this many by the plain sum of both. */
const BEST_OF_EACH = 5;
const CLOSE_LOOK = 20;
/** A candidate that is not scored must hold this share of the question to be worth listing. */
const MIN_COVERAGE_OF_REST = 0.5;

/** Searches both indexes; without a vector the lexical index alone. `wanted`: passages that are scored in any case. */
export function createCandidateSearch(
  index: Pick<OpenIndex, 'vectors' | 'lexical'>,
): (terms: readonly QueryTerm[], vector: Float32Array | undefined, wanted?: readonly number[]) => Candidates {
  return function candidatesFor(terms, vector, wanted = []) {
    const nearest = vector === undefined ? [] : index.vectors.search(vector, TAKEN);
    const also = [...nearest.map(({ ordinal }) => ordinal), ...wanted];
    const lexical = index.lexical.search(terms, TAKEN, also);
    const candidates = new Map<number, Candidate>();
    for (const [i, { ordinal, score: vectorScore }] of nearest.entries()) {
      candidates.set(ordinal, { ordinal, vectorScore, coverage: lexical.also[i]!.coverage });
    }
    const matches = wanted.map((ordinal, i) => ({ ordinal, ...lexical.also[nearest.length + i]! }));
    for (const { ordinal, coverage } of [...lexical.hits, ...matches]) {
      if (candidates.has(ordinal)) continue;
      const vectorScore = vector === undefined ? 0 : dot(index.vectors.vectorOf(ordinal), 0, vector);
      candidates.set(ordinal, { ordinal, vectorScore, coverage });
    }
    const rankings = {
      vector: nearest.map(({ ordinal }) => ordinal),
      lexical: lexical.hits.map(({ ordinal }) => ordinal),
    };
    const always = new Set([
      ...rankings.vector.slice(0, BEST_OF_EACH),
      ...rankings.lexical.slice(0, BEST_OF_EACH),
      ...wanted,
    ]);
    const sorted = [...candidates.values()].sort((a, b) => sumOf(b) - sumOf(a));
    const isClose = ({ ordinal }: Candidate, i: number): boolean => i < CLOSE_LOOK || always.has(ordinal);
    return {
      best: sorted.filter(isClose),
      rest: sorted
        .filter((candidate, i) => !isClose(candidate, i) && candidate.coverage >= MIN_COVERAGE_OF_REST)
        .map(({ ordinal }) => ordinal),
      rankings,
    };
  };
}

/** Passages of an article that are looked at; of a longer one, the first. */
const MAX_OF_ARTICLE = 1000;

/** The passages of one article by the same scores, without a search. */
export function createArticleCandidates(
  index: Pick<OpenIndex, 'vectors' | 'lexical'>,
): (article: CatalogueArticle, terms: readonly QueryTerm[], vector: Float32Array) => Candidates {
  return function candidatesOf({ sections }, terms, vector) {
    const first = sections[0]?.firstPassage ?? 0;
    const count = sections.reduce((sum, { passages }) => sum + passages, 0);
    const ordinals = Array.from({ length: Math.min(count, MAX_OF_ARTICLE) }, (_, i) => first + i);
    const matches = index.lexical.search(terms, 0, ordinals).also;
    const candidates = ordinals.map((ordinal, i): Candidate => {
      const vectorScore = dot(index.vectors.vectorOf(ordinal), 0, vector);
      return { ordinal, vectorScore, coverage: matches[i]!.coverage };
    });
    const best = candidates.sort((a, b) => sumOf(b) - sumOf(a)).slice(0, CLOSE_LOOK);
    return { best, rest: [], rankings: { vector: [], lexical: [] } };
  };
}

function sumOf({ vectorScore, coverage }: Candidate): number {
  return vectorScore + coverage;
}
