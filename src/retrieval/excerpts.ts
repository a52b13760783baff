// Passages → excerpts of their sections. Each text is read, cut into sentences and scored once. An excerpt is chosen
// from the passages around the found one: all of them in an ordinary section, a bounded number in one of a megabyte.
import { passageSentences } from '../corpus/passages.ts';
import { searchable } from '../corpus/shape.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { CatalogueSection } from '../index/catalogue-article.ts';
import { dot } from '../index/exact-index.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { chooseExcerpt, type Excerpt, type ScoredSentence } from './excerpt.ts';
import type { Passage } from './hit.ts';
import type { Retrieval } from './retrieval.ts';
import type { SentenceWeights } from './sentence-worth.ts';
import type { SentenceMatch, SoftMatcher } from './soft-match.ts';
import type { TitleMatcher } from './title-match.ts';

export type ExcerptOptions = {
  /** For long lists: similarity in meaning is left out (0) where it would need embedding now. */
  onlyCheap?: boolean | undefined;
  /** Widest excerpt in columns (see excerpt.ts). */
  maxWidth?: number | undefined;
};

/** A found passage with its excerpt. */
export type Excerpted<P extends Passage> = { passage: P; excerpt: Excerpt };

type Dependencies = {
  index: OpenIndex;
  embedder: Pick<Embedder, 'embed'>;
  matcher: SoftMatcher | undefined;
  titles: TitleMatcher;
  sentenceWeights?: SentenceWeights | undefined;
};

/**
 * An excerpt is chosen from at most this many passages of a section, about 13,000 characters. Of 1,240 sections of two
 * real wikis, one has more.
 */
const NEIGHBOURHOOD = 33;

/** Excerpts of passages, for the search that found or lists them. */
export function createExcerpts({
  index,
  embedder,
  matcher,
  titles,
  sentenceWeights,
}: Dependencies): <P extends Passage>(
  retrieval: Retrieval,
  passages: readonly P[],
  options?: ExcerptOptions,
) => Promise<Excerpted<P>[]> {
  return async function excerpts(retrieval, passages, { onlyCheap = false, maxWidth } = {}) {
    const { question } = retrieval;
    const found = passages.map((passage) => {
      const { article, section, sectionIndex, ordinalInSection } = passage;
      const fromStart =
        retrieval.named.has(section.firstPassage) ||
        titles.namesSection(question.terms, article.title, section.headingPath.at(-1) ?? '');
      const shaped = index.texts.section(sectionIndex);
      const sentences = neighbourhood(section, fromStart ? 0 : ordinalInSection).flatMap((ordinal) =>
        passageSentences(shaped, index.texts.passageRange(ordinal)).map((range, i) => ({
          ordinal,
          i,
          range,
        })),
      );
      return { passage, fromStart, shaped, sentences };
    });
    const soft = matches(
      retrieval,
      found.flatMap(({ sentences }) => sentences.map(({ ordinal }) => ordinal)),
    );
    // For other models the index has no data on sentences, so a few are embedded for each answer.
    const asked = soft === undefined && !onlyCheap ? retrieval.embedded?.vector : undefined;
    const texts = (): string[] =>
      found.flatMap(({ shaped, sentences }) => {
        const searched = searchable(shaped);
        return sentences.map(({ range }) => searched.slice(range.start, range.end));
      });
    const vectors = asked === undefined ? [] : await embedder.embed(texts(), 'passage');
    let at = 0;
    return found.map(({ passage, fromStart, shaped, sentences }) => {
      const scored = sentences.map(({ ordinal, i, range }): ScoredSentence => {
        const match = soft?.get(ordinal)?.[i];
        const vector = vectors[at++];
        const cosine = vector === undefined || asked === undefined ? 0 : dot(vector, 0, asked);
        return {
          range,
          score: match?.score ?? Math.max(0, cosine),
          coverage: match?.coverage ?? 0,
          carriedCoverage: match?.carriedCoverage ?? 0,
        };
      });
      const excerpt = chooseExcerpt({
        section: shaped,
        sentences: scored,
        passage: index.texts.passageRange(passage.ordinal),
        question,
        idf: (term) => index.lexical.idf(term),
        fromStart,
        weights: sentenceWeights,
        maxWidth,
      });
      return { passage, excerpt };
    });
  };

  /** The matches of the passages' sentences: known for ranked passages, computed for their neighbours. */
  function matches(
    { hits, embedded }: Retrieval,
    ordinals: readonly number[],
  ): Map<number, SentenceMatch[]> | undefined {
    if (matcher === undefined || embedded === undefined) return undefined;
    const known = new Map(hits.map(({ ordinal, soft }) => [ordinal, soft?.sentences ?? []]));
    const missing = [...new Set(ordinals)].filter((ordinal) => !known.has(ordinal));
    const found = matcher.match(embedded, missing);
    for (const [i, ordinal] of missing.entries()) known.set(ordinal, found[i]?.sentences ?? []);
    return known;
  }
}

/** Ordinals of the passages around one of a section (`at`, from 0), in order. */
function neighbourhood({ firstPassage, passages }: CatalogueSection, at: number): number[] {
  const count = Math.min(passages, NEIGHBOURHOOD);
  const start = Math.max(0, Math.min(at - Math.floor(NEIGHBOURHOOD / 2), passages - count));
  return Array.from({ length: count }, (_, i) => firstPassage + start + i);
}
