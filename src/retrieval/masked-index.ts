// An index as if the wiki did not have one of its articles. Its passages have consecutive ordinals; they stay in the
// index, and what is found of them is dropped. For measurements: searches take somewhat longer.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';

export type MaskedIndex = {
  /** The index without the article that was hidden last. Closing it closes nothing. */
  index: OpenIndex;
  /** Hides an article; all others are there again. No search may be running. */
  hide(article: CatalogueArticle): void;
};

export function createMaskedIndex(whole: OpenIndex): MaskedIndex {
  const { vectors, lexical, tokens } = whole;
  let first = 0;
  let end = 0;
  /** Of each token, the number of hidden passages that hold it. */
  let hiddenTokens = new Map<number, number>();
  const isHidden = (ordinal: number): boolean => ordinal >= first && ordinal < end;
  /** The first `k` that are not hidden. */
  const visible = <T extends { ordinal: number }>(found: readonly T[], k: number): T[] =>
    found.filter(({ ordinal }) => !isHidden(ordinal)).slice(0, k);

  /** A term that only the hidden passages hold is unknown; others keep their number, which hardly matters. */
  function documentFrequency(term: string): number {
    const all = lexical.documentFrequency(term);
    if (all === 0 || all > end - first) return all;
    const ordinals = Array.from({ length: end - first }, (_, i) => first + i);
    const holding = lexical.search([{ term, weight: 1 }], 0, ordinals).also;
    return all - holding.filter(({ coverage }) => coverage > 0).length;
  }

  return {
    index: {
      ...whole,
      vectors: {
        ...vectors,
        search: (vector, k) => visible(vectors.search(vector, k + end - first), k),
      },
      lexical: {
        ...lexical,
        documentFrequency,
        named: (name) => lexical.named(name).filter((ordinal) => !isHidden(ordinal)),
        search: (terms, k, also) => {
          const found = lexical.search(terms, k + end - first, also);
          return { ...found, hits: visible(found.hits, k) };
        },
      },
      tokens: tokens && {
        ...tokens,
        documentFrequency: (token) => tokens.documentFrequency(token) - (hiddenTokens.get(token) ?? 0),
      },
      close: () => undefined,
    },
    hide: ({ sections }) => {
      const last = sections.at(-1);
      first = sections[0]?.firstPassage ?? 0;
      end = last === undefined ? first : last.firstPassage + last.passages;
      hiddenTokens = new Map();
      for (let ordinal = first; ordinal < end; ordinal++) {
        const held = new Set(tokens?.partsOf(ordinal).flatMap((part) => [...part]));
        for (const token of held) hiddenTokens.set(token, (hiddenTokens.get(token) ?? 0) + 1);
      }
    },
  };
}
