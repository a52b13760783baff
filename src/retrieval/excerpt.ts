// Chooses what to show of a section: the sentences, items and rows that answer best, verbatim and in their order.
import { searchable, type ShapedText, type Span, spansWithin } from '../corpus/shape.ts';
import { CLAUSE_END } from '../text/cuts.ts';
import { refersBack } from '../text/refers-back.ts';
import { isWithin, type Range } from '../text/sentences.ts';
import { cutAround } from './cut-around.ts';
import { type Group, groupsOf, type Sentence } from './excerpt-groups.ts';
import { matchIn } from './match-in.ts';
import type { Question } from './question.ts';
import { createSentenceWorth, type SentenceWeights, type Similarity } from './sentence-worth.ts';
import { standsBeside } from './stands-beside.ts';

/** A sentence of the section, verbatim, with the white space after it; or a code block. */
export type ExcerptSentence = {
  text: string;
  /** True for the sentence that matches the question best; at most one of an excerpt has it. */
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

/** The sentence that matches best, if one does. */
export function bestSentence({ sentences }: Excerpt): string | undefined {
  return sentences.find(({ best }) => best)?.text;
}

/** Whether nothing of the section was left out. */
export function isWhole({ sentences, gapAfter }: Excerpt): boolean {
  return !gapAfter && sentences.every(({ gapBefore }) => !gapBefore);
}

/**
 * Widest excerpt in columns: 300 Han characters or about 100 English words. Source: what a reader takes in at a glance
 * on a phone.
 */
export const MAX_EXCERPT_WIDTH = 600;

/** A term matches only a whole word; single characters are too common to be marked or to decide on a sentence. */
const MIN_MARKED_WEIGHT = 0.3;
/** Bonus for sentences of the found passage over others of its section. */
const FOUND_BONUS = 0.05;
/** Bonus for a piece next to a shown one: it is easier to understand than a distant one. */
const ADJACENT_BONUS = 0.8;
/** Bonus for the piece before a shown one that is not understood without it. */
const CONTEXT_BONUS = 3;
/** Share of its weight that a term still counts after a shown piece has it. */
const REPEATED_SHARE = 0.5;
/** What is left of a struck sentence. */
const BARE = /^\s*(?:- |\d+\. |[☑☐] )?\s*$/;
/** A sentence of the section: its range, and its similarity to the question. */
export type ScoredSentence = Similarity & { range: Range };

export type ExcerptInput = {
  section: ShapedText;
  /** The sentences to choose from, consecutive: all of the section, or those around the passage. */
  sentences: readonly ScoredSentence[];
  /** The found passage: its beginning is shown if no sentence has anything in common with the question. */
  passage: Range;
  question: Pick<Question, 'normalForm' | 'terms'>;
  idf: (term: string) => number;
  /** Whether the question names the section: then its beginning is shown. */
  fromStart: boolean;
  /** Those of `sentence-worth.ts` by default. */
  weights?: SentenceWeights | undefined;
  /** Widest excerpt in columns; 600 by default. */
  maxWidth?: number | undefined;
};

/**
 * Chooses the excerpt of a section for a question: the piece that answers best, then those that add most to it. Other
 * pieces join an item or a row only if they answer as well.
 * @returns whole pieces in their order, of at most `maxWidth` columns together, gaps counted; a single wider sentence is
 * cut at clause marks, a wider code block at line ends
 */
export function chooseExcerpt(input: ExcerptInput): Excerpt {
  const { section, passage, question, fromStart, maxWidth = MAX_EXCERPT_WIDTH } = input;
  const { text, spans } = section;
  const searched = searchable(section);
  const weights = new Map(
    question.terms
      .filter(({ weight }) => weight >= MIN_MARKED_WEIGHT)
      .map(({ term, weight }) => [term, weight * input.idf(term)]),
  );
  const mass = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const worthOf = createSentenceWorth(question.normalForm, input.weights);
  const sentences = input.sentences.map(({ range, ...similarity }): Sentence => {
    const inside = range.end > passage.start && range.start < passage.end;
    const own = searched.slice(range.start, range.end);
    const { normalForm, ...matched } = matchIn(own, weights);
    const near = worthOf(normalForm, similarity) + (inside ? FOUND_BONUS : 0);
    return {
      range,
      near,
      isStruck: BARE.test(own),
      refersBack: refersBack(normalForm),
      normalForm,
      ...matched,
    };
  });
  const groups = groupsOf(section, sentences, maxWidth);

  /** What a piece adds to those shown; −Infinity if it is struck. */
  const gain = ({ found, near, isStruck }: Group, index: number, shown: readonly number[]): number => {
    if (isStruck) return -Infinity;
    let gained = 0;
    for (const term of found) {
      const repeated = shown.some((other) => groups[other]!.found.has(term));
      gained += weights.get(term)! * (repeated ? REPEATED_SHARE : 1);
    }
    const isAdjacent = shown.includes(index - 1) || shown.includes(index + 1);
    const isContext = shown.includes(index + 1) && groups[index + 1]?.refersBack === true;
    const bonus = (isAdjacent ? ADJACENT_BONUS : 0) + (isContext ? CONTEXT_BONUS : 0);
    return (mass === 0 ? 0 : gained / mass) + near + bonus;
  };

  const bestIndex = highest(groups, (group, index) => gain(group, index, []));
  const best = groups[bestIndex];
  /** A reader who names a section wants to read it; of one that is struck as a whole, no sentence is best. */
  const inOrder = fromStart || best === undefined;
  const firstKept = groups.findIndex(({ isStruck }) => !isStruck);
  const first = inOrder ? Math.max(0, firstKept) : bestIndex;
  const start = groups[first];
  if (start === undefined) return { sentences: [], gapAfter: false };
  if (start.width > maxWidth) return cutPiece(section, start, maxWidth);

  const answersAsWell = inOrder ? () => true : standsBeside(best, groups, weights);
  const shown = [first];
  for (;;) {
    const next = highest(groups, (group, index) => {
      if (shown.includes(index) || widthOf([...shown, index]) > maxWidth) return -Infinity;
      if (inOrder) return shown.includes(index - 1) ? 0 : -Infinity;
      if (group.isStruck)
        return shown.includes(index - 1) && shown.includes(index + 1) ? Infinity : -Infinity;
      return answersAsWell(group) ? gain(group, index, shown) : -Infinity;
    });
    if (next < 0) break;
    shown.push(next);
  }
  shown.sort((a, b) => a - b);
  if (best !== undefined) while (groups[shown.at(-1)!]!.isStruck) shown.pop();
  const { sentences: candidates } = best !== undefined && shown.includes(bestIndex) ? best : start;
  const strongest = candidates[highest(candidates, worth)];
  return {
    sentences: shown.flatMap((index, i) =>
      groups[index]!.sentences.map((sentence, place): ExcerptSentence => {
        const { range, marks } = sentence;
        return {
          text: text.slice(range.start, range.end),
          best: sentence === strongest,
          spans: spansWithin(spans, range),
          marks,
          gapBefore: place === 0 && hasGapBefore(shown, i),
        };
      }),
    ),
    gapAfter: groups[shown.at(-1)!]!.range.end < text.length,
  };

  /** How well a sentence answers by itself. */
  function worth({ found, near, isStruck }: Sentence): number {
    let gained = 0;
    for (const term of found) gained += weights.get(term)!;
    return isStruck ? -Infinity : (mass === 0 ? 0 : gained / mass) + near;
  }

  /** Width of the chosen pieces in columns, with a sign and a blank for every gap. */
  function widthOf(indexes: readonly number[]): number {
    const order = [...indexes].sort((a, b) => a - b);
    return order.reduce((sum, index, i) => {
      const { width, space } = groups[index]!;
      return sum + (hasGapBefore(order, i) ? 2 : 0) + width + (i < order.length - 1 ? space : 0);
    }, 0);
  }

  /** Whether text is left out before one of the chosen pieces, which are in order. */
  function hasGapBefore(order: readonly number[], i: number): boolean {
    const [index, previous] = [order[i], order[i - 1]];
    return index === 0 ? groups[0]!.range.start > 0 : index !== (previous ?? -1) + 1;
  }
}

/** A piece wider than an excerpt: the part around its longest match. */
function cutPiece(
  { text, spans }: ShapedText,
  { range, isCode, isStruck, sentences }: Group,
  maxWidth: number,
): Excerpt {
  const matches = sentences.flatMap(({ range: { start }, marks }) => marks.map((mark) => moved(mark, start)));
  const cut = cutAround(text, range, matches, maxWidth, isCode === true ? /\n/ : CLAUSE_END);
  return {
    sentences: [
      {
        text: text.slice(cut.start, cut.end),
        best: !isStruck,
        spans: spansWithin(spans, cut),
        marks: matches.filter((mark) => isWithin(mark, cut)).map((mark) => moved(mark, -cut.start)),
        gapBefore: cut.start > 0,
      },
    ],
    gapAfter: cut.end < text.length,
  };
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

/** The index of the highest value, the first of equals; −1 if none is above −Infinity. */
function highest<T>(list: readonly T[], value: (item: T, index: number) => number): number {
  let best = -1;
  let bestValue = -Infinity;
  for (const [index, item] of list.entries()) {
    const own = value(item, index);
    if (own > bestValue) [best, bestValue] = [index, own];
  }
  return best;
}
