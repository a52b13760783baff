// 👍 and 👎 below an answer.
import type { AnswerPassage } from '../../answer/answer.ts';
import type { Vote } from '../../storage/state-store.ts';
import { button } from './buttons.ts';
import { buttonText } from './html.ts';
import type { ButtonRow } from './reply.ts';

/** @param confidence the answer's confidence in the passage */
export function voteRow({ ref }: AnswerPassage, confidence: number, generation: string): ButtonRow {
  const { sectionId } = ref;
  return (['up', 'down'] as const).map((vote) =>
    button(VOTE_SIGNS[vote], { kind: 'vote', vote, sectionId, confidence, generation }),
  );
}

const VOTE_SIGNS: Readonly<Record<Vote, string>> = { up: '👍', down: '👎' };

/** A vote's button, marked if it is the reader's vote. */
export function voteText(vote: Vote, chosen: boolean): string {
  return buttonText(chosen ? `${VOTE_SIGNS[vote]} ✓` : VOTE_SIGNS[vote]);
}
