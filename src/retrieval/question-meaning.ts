// What a question is compared with other questions by. Nothing is searched.
import type { LexicalIndex } from '../index/lexical-index.ts';
import type { Normal } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type { Question } from './question.ts';

/** A unit vector, and the words with their synonyms, weighted by their rarity in the wiki. */
export type QuestionMeaning = { vector: Float32Array; words: ReadonlyMap<string, number> };

type Dependencies = {
  parse: (question: Normal) => Question;
  embed: (question: Question) => Promise<{ vector: Float32Array }>;
  lexical: Pick<LexicalIndex, 'idf'>;
};

/** Nothing is cached. The function's promise rejects with Failure `model` when the model stops working. */
export function createQuestionMeaning({
  parse,
  embed,
  lexical,
}: Dependencies): (question: Normal) => Promise<QuestionMeaning> {
  return async (asked) => {
    const question = parse(withoutPadding(asked));
    const { vector } = await embed(question);
    return {
      vector,
      words: new Map(question.terms.map(({ term, weight }) => [term, weight * lexical.idf(term)])),
    };
  };
}
