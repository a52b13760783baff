// Chooses the sentences to show: those of one section that answer best, verbatim and in their order.
import { searchable, type ShapedText, type Span, spansWithin } from '../corpus/shape.ts';
import type { QueryTerm } from '../index/lexical-index.ts';
import { CLAUSE_END, onCharacterBoundary } from '../text/cuts.ts';
import type { Range } from '../text/sentences.ts';
import { tokenise } from '../text/tokens.ts';

/** A sentence of the section, verbatim, with the white space after it. */
export type ExcerptSentence = {
  text: string;
  /** True for the sentence that matches the question best; exactly one sentence of an excerpt has it. */
  best: boolean;
  /** What the text means; ranges count from its start. */
  spans: Span[];
  /** UTF-16 ranges of `text` that match words of the question, in order; no two touch. */
  marks: Range[];
  /** Text of the section was left out before this sentence. */
  gapBefore: boolean;
};

export type Excerpt = {
  sentences: ExcerptSentence[];
  /** Text of the section was left out at the end. */
  gapAfter: boolean;
};

/** Longest excerpt in UTF-16 units. Source: what a reader takes in at a glance on a phone. */
export const MAX_EXCERPT_LENGTH = 300;

/** A term matches only a whole word; single characters are too common to be marked or to decide on a sentence. */
const MIN_MARKED_WEIGHT = 0.3;
/** Weight of similarity in meaning (by cosine, and word by word) relative to the share of the question's words. */
const VECTOR_WEIGHT = 0.4;
const SOFT_WEIGHT = 0.6;
/** Bonus for sentences of the found passage over others of its section. */
const FOUND_BONUS = 0.05;
/** Bonus for a sentence next to a shown one: it is easier to understand than a distant one. */
const ADJACENT_BONUS = 0.1;
/** Share of its weight that a term still counts after a shown sentence has it. */
const REPEATED_SHARE = 0.5;

/** A sentence of the section: its range, and its similarity in meaning to the question (0 to 1 each). */
export type ScoredSentence = { range: Range; score: number; ownCoverage: number };

export type ExcerptInput = {
  section: ShapedText;
  /** The sentences to choose from, consecutive: all of the section, or those around the passage. */
  sentences: readonly ScoredSentence[];
  /** The found passage: its beginning is shown if no sentence has anything in common with the question. */
  passage: Range;
  terms: readonly QueryTerm[];
  idf: (term: string) => number;
  /** Whether the question names the section: then its beginning is shown. */
  fromStart: boolean;
};

/**
 * Chooses the excerpt of a section for a question: the sentence that answers best, then those that add most to it.
 * @returns whole sentences in their order, of at most 300 characters together, gaps counted; a single longer sentence
 * is cut at clause marks
 */
export function chooseExcerpt(input: ExcerptInput): Excerpt {
  const { section, passage, terms, fromStart } = input;
  const { text: sectionText, spans } = section;
  const searched = searchable(section);
  const weights = new Map(
    terms
      .filter(({ weight }) => weight >= MIN_MARKED_WEIGHT)
      .map(({ term, weight }) => [term, weight * input.idf(term)]),
  );
  const mass = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const sentences = input.sentences.map((sentence): MatchedSentence => {
    const { range } = sentence;
    const inside = range.end > passage.start && range.start < passage.end;
    const { found, marks } = match(searched, range, weights);
    const near =
      VECTOR_WEIGHT * sentence.score + SOFT_WEIGHT * sentence.ownCoverage + (inside ? FOUND_BONUS : 0);
    return { range, marks, found, near, length: length(sectionText, range) };
  });
  const gain = (index: number, shown: readonly number[]): number => {
    const sentence = sentences[index]!;
    let gained = 0;
    for (const term of sentence.found) {
      const repeated = shown.some((other) => sentences[other]!.found.has(term));
      gained += weights.get(term)! * (repeated ? REPEATED_SHARE : 1);
    }
    const isAdjacent = shown.includes(index - 1) || shown.includes(index + 1);
    return (mass === 0 ? 0 : gained / mass) + sentence.near + (isAdjacent ? ADJACENT_BONUS : 0);
  };

  if (sentences.length === 0) return { sentences: [], gapAfter: false };
  /** Whether the section begins before the first of the sentences. */
  const startsWithin = sentences[0]!.range.start > 0;
  const bestIndex = highest(sentences.length, (index) => gain(index, []));
  const best = sentences[bestIndex]!;
  const startsWith = fromStart ? 0 : bestIndex;
  if (startsWith === bestIndex && best.length > MAX_EXCERPT_LENGTH) return cutLongSentence(section, best);

  const shown: number[] = [];
  for (;;) {
    const next =
      shown.length === 0
        ? startsWith
        : highest(sentences.length, (index) => {
            if (shown.includes(index) || shownLength([...shown, index]) > MAX_EXCERPT_LENGTH)
              return -Infinity;
            // Consecutive sentences from the start: a reader who names a section wants to read it.
            return fromStart ? -index : gain(index, shown);
          });
    if (next < 0) break;
    shown.push(next);
  }
  shown.sort((a, b) => a - b);
  const first = shown[0]!;
  const shownBest = shown.includes(bestIndex) ? bestIndex : first;
  if (shownLength(shown) > MAX_EXCERPT_LENGTH) return cutLongSentence(section, sentences[first]!);
  return {
    sentences: shown.map((index, i) => {
      const { range, marks } = sentences[index]!;
      return {
        text: sectionText.slice(range.start, range.end),
        best: index === shownBest,
        spans: spansWithin(spans, range),
        marks,
        gapBefore: hasGapBefore(shown, i),
      };
    }),
    gapAfter: sentences[shown.at(-1)!]!.range.end < sectionText.length,
  };

  /** Length of the chosen sentences in UTF-16 units, plus one for every gap. */
  function shownLength(indexes: readonly number[]): number {
    const order = [...indexes].sort((a, b) => a - b);
    return order.reduce((sum, index, i) => {
      return sum + Number(hasGapBefore(order, i)) + sentences[index]!.length;
    }, 0);
  }

  /** Whether text is left out before one of the chosen sentences, which are in order. */
  function hasGapBefore(order: readonly number[], i: number): boolean {
    const [index, previous] = [order[i], order[i - 1]];
    return index === 0 ? startsWithin : index !== (previous ?? -1) + 1;
  }
}

type MatchedSentence = {
  range: Range;
  marks: Range[];
  /** Terms of the question in the sentence. */
  found: ReadonlySet<string>;
  near: number;
  length: number;
};

/** The terms of the question in a sentence, and their ranges. */
function match(
  text: string,
  range: Range,
  weights: ReadonlyMap<string, number>,
): { found: ReadonlySet<string>; marks: Range[] } {
  const found = new Set<string>();
  const marks: Range[] = [];
  for (const { term, start, end } of tokenise(text.slice(range.start, range.end))) {
    if (!weights.has(term)) continue;
    found.add(term);
    const previous = marks.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else marks.push({ start, end });
  }
  return { found, marks };
}

/** The index (below `count`) of the highest value, the first of equals; −1 if none is above −Infinity. */
function highest(count: number, value: (index: number) => number): number {
  let best = -1;
  let bestValue = -Infinity;
  for (let index = 0; index < count; index++) {
    const own = value(index);
    if (own > bestValue) [best, bestValue] = [index, own];
  }
  return best;
}

/** A sentence longer than an excerpt: the part around its longest match, cut at clause marks. */
function cutLongSentence(
  { text, spans }: ShapedText,
  { range, marks }: Pick<MatchedSentence, 'range' | 'marks'>,
): Excerpt {
  const sentence = text.slice(range.start, range.end);
  // The longest match: 注销公告 rather than 公司 four hundred characters earlier.
  const longest = [...marks].sort((a, b) => b.end - b.start - (a.end - a.start))[0];
  const focus = longest?.start ?? 0;
  let start = Math.max(0, Math.min(focus - MAX_EXCERPT_LENGTH / 3, sentence.length - MAX_EXCERPT_LENGTH));
  let end = Math.min(sentence.length, start + MAX_EXCERPT_LENGTH);
  if (start > 0) {
    const clause = sentence.slice(start, focus).search(CLAUSE_END);
    start = clause < 0 ? onCharacterBoundary(sentence, start) : start + clause + 1;
  }
  if (end < sentence.length) {
    let clause = end;
    while (clause > focus + 1 && !CLAUSE_END.test(sentence.charAt(clause - 1))) clause--;
    end = clause > focus + 1 ? clause : onCharacterBoundary(sentence, end);
  }
  const kept = marks
    .filter((mark) => mark.start >= start && mark.end <= end)
    .map((mark) => ({ start: mark.start - start, end: mark.end - start }));
  return {
    sentences: [
      {
        text: sentence.slice(start, end),
        best: true,
        spans: spansWithin(spans, { start: range.start + start, end: range.start + end }),
        marks: kept,
        gapBefore: range.start > 0 || start > 0,
      },
    ],
    gapAfter: end < sentence.length || range.end < text.length,
  };
}

/** White space at the end is neither shown nor counted. */
function length(text: string, range: Range): number {
  return text.slice(range.start, range.end).trimEnd().length;
}
