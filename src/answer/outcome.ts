// How questions end, in the words that operators read: the same in counts of days and for Prometheus.
import { type Answer, type NothingAnswer, singleAnswers } from './answer.ts';

/** `failed`: the search itself. */
export const OUTCOMES = ['found', 'unsure', 'topics', 'nothing', 'small-talk', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * The outcome of each question of a message. Empty for "more" and the like, which go on with an answer and ask nothing.
 */
export function outcomesOf(answer: Answer): Outcome[] {
  return singleAnswers(answer).flatMap((single) => {
    if (single.kind === 'continued') return [];
    return single.kind === 'nothing' ? outcomeOfNothing(single) : [single.kind];
  });
}

function outcomeOfNothing({ reason }: NothingAnswer): Outcome[] {
  if (reason === 'no-match') return ['nothing'];
  if (reason === 'no-topic' || reason === 'no-more') return [];
  // A question without a content word says as little about the wiki as a greeting does.
  return ['small-talk'];
}

/** Among found, unsure, topics and nothing, the share of found, 0 to 1; undefined without any. */
export function shareAnswered(outcomes: Partial<Record<Outcome, number>>): number | undefined {
  const { found = 0, unsure = 0, topics = 0, nothing = 0 } = outcomes;
  const all = found + unsure + topics + nothing;
  return all === 0 ? undefined : found / all;
}
