// Passages → what is shown of their sections: the text is read, cut into sentences, scored and chosen from, once for each.
// An excerpt is chosen from the passages around the one that was found: all of them in an ordinary section, a bounded
// number in one of a megabyte.
import { passageSentences } from '../corpus/passages.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { CatalogueSection } from '../index/catalogue-article.ts';
import { dot } from '../index/exact-index.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { chooseExcerpt, type Excerpt, type ScoredSentence } from './excerpt.ts';
import type { Passage } from './hit.ts';
import type { Retrieval } from './retrieval.ts';
import type { SentenceMatch, SoftMatcher } from './soft-match.ts';
import type { TitleMatcher } from './title-match.ts';

export type ExcerptOptions = {
  /** Nearness in meaning is left out (0) where it would have to be embedded now: for long lists. */
  onlyCheap?: boolean | undefined;
};

/** What was found with its excerpt. */
export type Excerpted<P extends Passage> = { passage: P; excerpt: Excerpt };

type Dependencies = {
  index: OpenIndex;
  embedder: Pick<Embedder, 'embed'>;
  matcher: SoftMatcher | undefined;
  titles: TitleMatcher;
};

/**
 * Most passages of a section that an excerpt is chosen from: about 13,000 characters. Of 1,240 sections of two real wikis
 * one has more.
 */
const NEIGHBOURHOOD = 33;

/** Excerpts of passages for the search that found them, or one that they are listed with. */
export function createExcerpts({
  index,
  embedder,
  matcher,
  titles,
}: Dependencies): <P extends Passage>(
  retrieval: Retrieval,
  passages: readonly P[],
  options?: ExcerptOptions,
) => Promise<Excerpted<P>[]> {
  return async function excerpts(retrieval, passages, { onlyCheap = false } = {}) {
    const { terms } = retrieval.question;
    const found = passages.map((passage) => {
      const { article, section, sectionIndex, ordinalInSection } = passage;
      const fromStart = titles.namesSection(terms, article.title, section.headingPath.at(-1) ?? '');
      const sectionText = index.texts.sectionText(sectionIndex);
      const sentences = neighbourhood(section, fromStart ? 0 : ordinalInSection).flatMap((ordinal) =>
        passageSentences(sectionText, index.texts.passageRange(ordinal)).map((range, i) => ({
          ordinal,
          i,
          range,
        })),
      );
      return { passage, fromStart, sectionText, sentences };
    });
    const soft = matches(
      retrieval,
      found.flatMap(({ sentences }) => sentences.map(({ ordinal }) => ordinal)),
    );
    // Other models have no vectors of sentences in the index: they are embedded now, a few for each answer.
    const asked = soft === undefined && !onlyCheap ? retrieval.embedded?.vector : undefined;
    const texts = found.flatMap(({ sentences, sectionText }) =>
      sentences.map(({ range }) => sectionText.slice(range.start, range.end)),
    );
    const vectors = asked === undefined ? [] : await embedder.embed(texts, 'passage');
    let at = 0;
    return found.map(({ passage, fromStart, sectionText, sentences }) => {
      const scored = sentences.map(({ ordinal, i, range }): ScoredSentence => {
        const match = soft?.get(ordinal)?.[i];
        const vector = vectors[at++];
        const cosine = vector === undefined || asked === undefined ? 0 : dot(vector, 0, asked);
        return { range, score: match?.score ?? Math.max(0, cosine), ownCoverage: match?.ownCoverage ?? 0 };
      });
      const excerpt = chooseExcerpt({
        sectionText,
        sentences: scored,
        passage: index.texts.passageRange(passage.ordinal),
        terms,
        idf: (term) => index.lexical.idf(term),
        fromStart,
      });
      return { passage, excerpt };
    });
  };

  /** How the sentences of passages match: known of those that were ranked, computed for their neighbours. */
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
