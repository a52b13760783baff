// How fast an inline query is answered while a reader types, next to the retriever alone for the same words.
import type { Catalogue } from '../../src/index/catalogue.ts';
import type { Retriever } from '../../src/retrieval/retriever.ts';
import { quantile } from './statistics.ts';
import { normalise } from '../../src/text/normal-form.ts';

export type TypingFigures = {
  /** Number of measured queries: every prefix of some typed texts. */
  queries: number;
  /** Milliseconds from the update to the answer's request, without the network. */
  inline: { p50ms: number; p95ms: number };
  /** Milliseconds of `retrieve` for the same words, in the same run. */
  retriever: { p50ms: number; p95ms: number };
  residentMB: number;
};

export type TypingOptions = {
  index: { catalogue: Catalogue };
  /** Not the bot's: what one of them has searched, it remembers. */
  retriever: Pick<Retriever, 'retrieve'>;
  /** Answers an inline query as the bot does. */
  answerInline: (query: string) => Promise<void>;
};

const TEXTS = 40;
/** Length of a typed inline query, in characters. */
const MAX_TYPED = 12;
/** Texts that are typed before, and not measured. */
const WARM_UP = 3;

/**
 * Types titles with a heading, evenly spaced over the corpus, character by character. The retriever is separate from
 * the bot's: each caches its own searches, so that every question is new to both.
 */
export async function measureTyping({
  index,
  retriever,
  answerInline,
}: TypingOptions): Promise<TypingFigures> {
  const all = index.catalogue.articles.flatMap(({ title, sections }) =>
    sections.map(({ headingPath }) => `${headingPath.at(-1) ?? ''} ${title}`),
  );
  const step = Math.max(1, Math.floor(all.length / (TEXTS + WARM_UP)));
  const texts = all.filter((_, i) => i % step === 0);
  const beginnings = (some: readonly string[]): string[] =>
    some.flatMap((text) =>
      Array.from({ length: Math.min(MAX_TYPED, text.length) }, (_, i) => text.slice(0, i + 1)),
    );
  const typed = new Set(beginnings(texts.slice(0, TEXTS)));
  const warmUp = new Set(beginnings(texts.slice(TEXTS, TEXTS + WARM_UP)));
  const time = async (task: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await task();
    return performance.now() - start;
  };
  for (const query of warmUp) if (!typed.has(query)) await answerInline(query);
  const inline: number[] = [];
  const own: number[] = [];
  for (const query of typed) {
    inline.push(await time(() => answerInline(query)));
    own.push(await time(() => retriever.retrieve(normalise(query))));
  }
  const figures = (times: number[]): TypingFigures['inline'] => ({
    p50ms: quantile(times, 0.5) ?? 0,
    p95ms: quantile(times, 0.95) ?? 0,
  });
  return {
    queries: typed.size,
    inline: figures(inline),
    retriever: figures(own),
    residentMB: process.memoryUsage().rss / 1e6,
  };
}

export function typingLines({ queries, inline, retriever, residentMB }: TypingFigures): string[] {
  const line = ({ p50ms, p95ms }: TypingFigures['inline']): string =>
    `p50 ${p50ms.toFixed(1)} ms, p95 ${p95ms.toFixed(1)} ms`;
  return [
    `inline query to answer: ${line(inline)} (${queries} queries, typed character by character)`,
    `the retriever alone, same words and run: ${line(retriever)}`,
    `memory: ${Math.round(residentMB)} MB resident`,
  ];
}
