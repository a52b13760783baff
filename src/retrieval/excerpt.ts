// The sentences that are shown: a window of whole sentences of one section around the one that matches best, verbatim.
import type { QueryTerm } from '../indexing/lexical-index.ts';
import { CLAUSE_END, onCharacterBoundary } from '../text/cuts.ts';
import { type Range, splitSentences } from '../text/sentences.ts';
import { tokenise } from '../text/tokens.ts';

/** A sentence of the section, as it stands there (white space behind it included). */
export type ExcerptSentence = {
  text: string;
  /** True for the sentence that matches the question best; exactly one sentence of an excerpt has it. */
  best: boolean;
  /** UTF-16 ranges of `text` that match words of the question, in order, not touching each other. */
  marks: Range[];
  /** Text of the section was left out in front of this sentence. */
  gapBefore: boolean;
};

export type Excerpt = {
  sentences: ExcerptSentence[];
  /** Text of the section was left out at the end. */ gapAfter: boolean;
};

/** Longest excerpt in UTF-16 units. Source: what a reader takes in at a glance on a phone. */
export const MAX_EXCERPT_LENGTH = 300;

/** A term matches a word only as a whole; single characters are too common to be marked or to choose a sentence. */
const MIN_MARKED_WEIGHT = 0.3;

export type ExcerptInput = {
  sectionText: string;
  /** The passage that was found: without a matching word, its beginning is shown. */
  passage: Range;
  terms: readonly QueryTerm[];
  idf: (term: string) => number;
};

/**
 * Chooses the excerpt of a section for a question.
 * @returns whole sentences of at most 300 characters together; a single longer sentence is cut at clause marks
 */
export function chooseExcerpt({ sectionText, passage, terms, idf }: ExcerptInput): Excerpt {
  const weights = new Map(
    terms
      .filter(({ weight }) => weight >= MIN_MARKED_WEIGHT)
      .map(({ term, weight }) => [term, weight * idf(term)]),
  );
  const sentences = splitSentences(sectionText).map((range) => ({
    range,
    ...match(sectionText, range, weights),
  }));
  const bestIndex = chooseBest(sentences, passage);
  const best = sentences[bestIndex];
  if (best === undefined) return { sentences: [], gapAfter: false };
  if (length(sectionText, best.range) > MAX_EXCERPT_LENGTH) return cutLongSentence(sectionText, best);

  let first = bestIndex;
  let last = bestIndex;
  for (;;) {
    const grown = [
      { first: first - 1, last, score: sentences[first - 1]?.score ?? -1 },
      // What follows explains more often than what precedes: at equal scores the window grows to the end.
      { first, last: last + 1, score: (sentences[last + 1]?.score ?? -1) + 1e-9 },
    ]
      .filter(({ first, last, score }) => score >= 0 && first >= 0 && last < sentences.length)
      .filter(({ first, last }) => length(sectionText, span(sentences, first, last)) <= MAX_EXCERPT_LENGTH)
      .sort((a, b) => b.score - a.score)[0];
    if (grown === undefined) break;
    ({ first, last } = grown);
  }
  return {
    sentences: sentences.slice(first, last + 1).map(({ range, marks }, i) => ({
      text: sectionText.slice(range.start, range.end),
      best: first + i === bestIndex,
      marks,
      gapBefore: i === 0 && first > 0,
    })),
    gapAfter: last < sentences.length - 1,
  };
}

type MatchedSentence = { range: Range; score: number; marks: Range[] };

/** Idf mass of the question's terms in a sentence, each term once, and where they stand. */
function match(
  text: string,
  range: Range,
  weights: ReadonlyMap<string, number>,
): { score: number; marks: Range[] } {
  const seen = new Set<string>();
  const marks: Range[] = [];
  let score = 0;
  for (const { term, start, end } of tokenise(text.slice(range.start, range.end))) {
    const weight = weights.get(term);
    if (weight === undefined) continue;
    if (!seen.has(term)) score += weight;
    seen.add(term);
    const previous = marks.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else marks.push({ start, end });
  }
  return { score, marks };
}

/**
 * The sentence with the highest score: of the passage that was found when it has one with a match, else of the whole
 * section; without any match, the first sentence of the passage.
 */
function chooseBest(sentences: readonly MatchedSentence[], passage: Range): number {
  const inside = ({ range }: MatchedSentence): boolean =>
    range.end > passage.start && range.start < passage.end;
  let best = sentences.findIndex(inside);
  for (const candidates of [sentences.filter(inside), sentences]) {
    let bestScore = 0;
    for (const sentence of candidates) {
      if (sentence.score <= bestScore) continue;
      best = sentences.indexOf(sentence);
      bestScore = sentence.score;
    }
    if (bestScore > 0) return best;
  }
  return best;
}

/** A sentence longer than an excerpt: the part around its longest match, cut at clause marks. */
function cutLongSentence(text: string, { range, marks }: MatchedSentence): Excerpt {
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
      { text: sentence.slice(start, end), best: true, marks: kept, gapBefore: range.start > 0 || start > 0 },
    ],
    gapAfter: end < sentence.length || range.end < text.length,
  };
}

function span(sentences: readonly MatchedSentence[], first: number, last: number): Range {
  return { start: sentences[first]?.range.start ?? 0, end: sentences[last]?.range.end ?? 0 };
}

/** White space at the end is not shown and does not count. */
function length(text: string, range: Range): number {
  return text.slice(range.start, range.end).trimEnd().length;
}
