// What of an answer is compared with the labels of its question.
import { type Answer, shownPassage, singleAnswers } from '../../src/answer/answer.ts';
import type { Explanation } from '../../src/answer/answerer.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import { bestSentence } from '../../src/retrieval/excerpt.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { isIn, type LabelledQuestion, type SectionLabel } from './questions.ts';

export function sectionOf(answer: Answer): string | undefined {
  return shownPassage(answer)?.ref.sectionId;
}

export function shownOrdinals(index: OpenIndex, answer: Answer): number[] {
  const found = index.catalogue.bySectionId(sectionOf(answer) ?? '');
  return found === undefined ? [] : [found.section.firstPassage];
}

/**
 * What a question with one label is judged by if it was answered in parts: the part that ranks the label best; without
 * one, the surest part.
 */
export function judgedPart(whole: Explanation, rankOf: (part: Explanation) => number): Explanation {
  const place = (part: Explanation): number => rankOf(part) || Infinity;
  const [first, ...others] = whole.parts;
  return first === undefined
    ? whole
    : others.reduce((best, part) => {
        const [one, other] = [place(best), place(part)];
        const isBetter = other < one || (other === one && part.answer.confidence > best.answer.confidence);
        return isBetter ? part : best;
      }, first);
}

/**
 * A half is right if one of the shown passages lies in its section; one that the wiki has no answer to, if its own part says
 * so or shows its passage with a doubt.
 */
export function halvesRight(answer: Answer, question: LabelledQuestion): [boolean, boolean] | undefined {
  const { second } = question;
  if (second === undefined) return undefined;
  const parts = singleAnswers(answer);
  const right = (label: SectionLabel, own: Answer | undefined): boolean => {
    if (label.article === undefined) return parts.length > 1 && own?.kind !== 'found';
    return parts.some((part) => {
      const shown = shownPassage(part);
      return shown !== undefined && isIn({ article: shown.article, section: shown }, label);
    });
  };
  return [right(question, parts[0]), right(second, parts.at(-1))];
}

/** Whether the excerpt, and its best sentence, contain the answer string; undefined if there is none. */
export type AnswerStringShown = { excerptRight: boolean | undefined; bestRight: boolean | undefined };

export function shownOf(answer: Answer, wanted: string | undefined): AnswerStringShown {
  if (wanted === undefined) return { excerptRight: undefined, bestRight: undefined };
  const excerpt = shownPassage(answer)?.excerpt ?? { sentences: [], gapAfter: false };
  const holds = (text: string): boolean => normalise(text).includes(normalise(wanted));
  return {
    excerptRight: holds(excerpt.sentences.map(({ text }) => text).join('')),
    bestRight: holds(bestSentence(excerpt) ?? ''),
  };
}
