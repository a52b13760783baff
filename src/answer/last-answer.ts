// What a conversation remembers of its last answer: enough to read the next question, and to show more of the same.
import { isWhole } from '../retrieval/excerpt.ts';
import { type Answer, type Reading, shownPassage } from './answer.ts';

/**
 * What a question takes over from the conversation: its topic, or words of the question before. Short enough for a
 * button.
 */
export type Carried = { articleId: string } | { words: string };

export type LastAnswer = {
  /** The article that was shown. */
  articleId: string;
  /** The section that was shown, and whether all of it was; undefined if a topic was opened. */
  shown?: { sectionId: string; isWhole: boolean } | undefined;
  /** The question; undefined if a topic was opened without one. */
  question?: string | undefined;
  carried?: Carried | undefined;
  /** Place of the shown passage in the list of results, from 0. */
  position: number;
};

/** What is to be remembered of an answer; undefined if it showed nothing, which leaves the conversation as it is. */
export function lastAnswerOf(answer: Answer): LastAnswer | undefined {
  if (answer.kind === 'parts') {
    const shown = answer.parts.find((part) => shownPassage(part) !== undefined);
    return shown && lastAnswerOf(shown);
  }
  // A message that names one topic goes over to it, as if it had been opened.
  if (answer.kind === 'topics' && answer.topics.length === 1)
    return answer.topics[0] && { articleId: answer.topics[0].articleId, position: 0 };
  const passage = shownPassage(answer);
  if (passage === undefined || answer.kind === 'topics' || answer.kind === 'nothing') return undefined;
  const { article, ref, excerpt } = passage;
  return {
    articleId: article.articleId,
    shown: { sectionId: ref.sectionId, isWhole: isWhole(excerpt) },
    question: answer.question,
    carried: carriedBy(answer),
    position: answer.kind === 'continued' ? answer.position : 0,
  };
}

/** What the reading of a question took over. */
export function carriedBy({ assumedTopic, carriedWords }: Reading): Carried | undefined {
  if (carriedWords !== undefined) return { words: carriedWords };
  return assumedTopic && { articleId: assumedTopic.articleId };
}
