import type { Embedder } from '../embedding/embedder.ts';
import type { Question } from './question.ts';
import { type SoftQuestion, softQuestion } from './soft-match.ts';

/**
 * A question's vector, and its tokens where the model has vectors for them. A question that is not in Chinese is
 * embedded together with the synonyms of its words: little else brings it close to Chinese text.
 */
export function createQuestionEmbedder(embedder: Embedder): (question: Question) => Promise<SoftQuestion> {
  const { tokens } = embedder;
  return async function embedQuestion({ normalForm, segments, foreign }) {
    if (tokens !== undefined) {
      const parts = segments.flatMap(({ text, alternatives }) => [text, ...alternatives]);
      const [all, plain] = tokens.embedParts([parts, [normalForm]], 'query');
      if (all !== undefined && plain !== undefined)
        return softQuestion((foreign ? all : plain).vector, all.parts, segments);
    }
    const [vector] = await embedder.embed([normalForm], 'query');
    if (vector === undefined) throw new Error('the embedder gave no vector for the question');
    return { vector, segments: [] };
  };
}
