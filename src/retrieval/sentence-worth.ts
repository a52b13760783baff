// How likely a sentence of a found section is the one that answers. The words that it shares with the question are
// counted by the excerpt; this is everything else. A restated question ("注册商标的期限如下") has all the words and no
// answer, so what is asked for (a length of time, a sum) counts as much as they do.
import { type AnswerType, holds, thingsAsked, typesAsked } from '../text/answer-types.ts';
import type { Normal } from '../text/normal-form.ts';
import { fits, type Quantity, quantitiesIn } from '../text/quantities.ts';
import type { SentenceMatch } from './soft-match.ts';

/**
 * What each sign is worth, relative to all words of the question. Source: a listwise softmax over the sentences of the
 * right section, on the tune half of the labelled questions, 50 others and a third of DRCD-dev, each set with the same
 * weight; rounded, then adjusted by hand on the same sets: a fit cross-validated by article finds the sentence .02 to .04
 * less often on ours, as often on DRCD. `range` and `entry` have few examples there: `entry` is set to about the worth of a
 * type, `range` to more than the words that one of the other cases may share with the question.
 */
export const SENTENCE_WEIGHTS = {
  score: 1.4,
  coverage: 2.6,
  carriedCoverage: 3,
  /** It holds what is asked for: a length of time, a sum, a number, what a word means. */
  figure: 1,
  /** It holds the word for what is to be named: 哪个部门, 第几类. */
  thing: 0.5,
  /** A number of the question lies in a range of it. */
  range: 1.5,
  /** It is an entry for words of the question: "领售权：…", "E07: …". */
  entry: 0.8,
  /** It introduces what follows. */
  introduction: -0.5,
};

export type SentenceWeights = Readonly<Record<keyof typeof SENTENCE_WEIGHTS, number>>;

/** A few words before a colon, behind a list marker. */
const ENTRY = /^(?:[-☑☐] |\d+\. )?([^:,，。;；]{2,20}): ?[^ ]/u;
const INTRODUCTION = /: ?$/u;
/** A number of a date is no amount. */
const DATES: ReadonlySet<string> = new Set(['年', '月', '日']);

/** Similarity of a sentence to the question; only `score` for models without token vectors. */
export type Similarity = Pick<SentenceMatch, 'score' | 'coverage' | 'carriedCoverage'>;

/** @returns a function that gives what a sentence is worth, besides its words; above 0 if it is of use */
export function createSentenceWorth(
  question: Normal,
  weights: SentenceWeights = SENTENCE_WEIGHTS,
): (sentence: Normal, similarity: Similarity) => number {
  const asked = typesAsked(question);
  const things = thingsAsked(question);
  const amounts = quantitiesIn(question).filter(({ unit }) => !DATES.has(unit));

  return (sentence, { score, coverage, carriedCoverage }) => {
    const has = (type: AnswerType): boolean => holds(sentence, type);
    const isMeant = (amount: Quantity): boolean =>
      quantitiesIn(sentence).some((held) => held.min < held.max && fits(amount, held));
    const entry = ENTRY.exec(sentence)?.[1];
    return (
      weights.score * score +
      weights.coverage * coverage +
      weights.carriedCoverage * carriedCoverage +
      weights.figure * Number(asked.some(has)) +
      weights.thing * Number(things.some((thing) => sentence.includes(thing))) +
      weights.range * Number(amounts.some(isMeant)) +
      weights.entry * Number(entry !== undefined && question.includes(entry)) +
      weights.introduction * Number(INTRODUCTION.test(sentence))
    );
  };
}
