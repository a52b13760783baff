// 👍 and 👎 below an answer; after 👎, what was wrong.
import type { AnswerPassage } from '../../answer/answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { REASONS, type Vote } from '../../storage/state-store.ts';
import { decodeCallback } from '../callback-data.ts';
import type { VoteChoice, Voted } from '../vote-choice.ts';
import { button } from './buttons.ts';
import type { ButtonRow } from './reply.ts';

const SIGNS: Readonly<Record<Vote, string>> = { up: '👍', down: '👎' };
/** What the button to an earlier result begins with, in every language. */
const BACK = '‹';

/** @param confidence the answer's confidence in the passage */
export function voteRow({ ref }: AnswerPassage, confidence: number, generation: string): ButtonRow {
  return votesOn({ sectionId: ref.sectionId, confidence, generation });
}

/** The same buttons with other votes: the reader's vote is marked, and its button takes it back. */
export function withVotes(buttons: readonly ButtonRow[], voted: Voted, own: Vote | undefined): ButtonRow[] {
  return withVoteRows(buttons, [votesOn(voted, own)]);
}

/** The same buttons, but instead of the votes what may be wrong, the next result, and the way back. */
export function withReasons(buttons: readonly ButtonRow[], voted: Voted, t: Translate): ButtonRow[] {
  const reasons = REASONS.map((reason) => choiceButton(t(`reason-${reason}`), reason, voted));
  const others = buttons.filter((row) => !isVoteRow(row)).flat();
  const next = others.find(
    (candidate) => dataOf(candidate)?.kind === 'result' && !candidate.text.startsWith(BACK),
  );
  const undo = choiceButton(t('button-take-back'), 'none', voted);
  return withVoteRows(buttons, [reasons, next === undefined ? [undo] : [next, undo]]);
}

function votesOn(voted: Voted, own?: Vote): ButtonRow {
  return (['up', 'down'] as const).map((vote) =>
    vote === own ? choiceButton(`${SIGNS[vote]} ✓`, 'none', voted) : choiceButton(SIGNS[vote], vote, voted),
  );
}

function choiceButton(
  text: string,
  choice: VoteChoice,
  { sectionId, confidence, generation }: Voted,
): ButtonRow[number] {
  return button(text, { kind: 'vote', choice, sectionId, confidence, generation });
}

function withVoteRows(buttons: readonly ButtonRow[], voteRows: readonly ButtonRow[]): ButtonRow[] {
  const at = buttons.findIndex(isVoteRow);
  return buttons.flatMap((row, i) => (i === at ? voteRows : isVoteRow(row) ? [] : [row]));
}

function isVoteRow(row: ButtonRow): boolean {
  return row.some((one) => dataOf(one)?.kind === 'vote');
}

function dataOf(one: ButtonRow[number]): ReturnType<typeof decodeCallback> {
  return 'callback_data' in one ? decodeCallback(one.callback_data) : undefined;
}
