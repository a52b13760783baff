// The choices below an answer, and their codes in callback data.
import type { Reason, Vote } from '../storage/state-store.ts';

/** A vote, its withdrawal, or why it is down. */
export type VoteChoice = Vote | 'none' | Reason;

/** What a vote is on: how sure the answer was of the section (0 to 1), and the generation that it came from. */
export type Voted = { sectionId: string; confidence: number; generation: string };

const CODES: Readonly<Record<VoteChoice, string>> = {
  up: '+',
  down: '-',
  none: '0',
  irrelevant: 'i',
  outdated: 'd',
  incomplete: 'n',
  other: 'o',
};

export function codeOfChoice(choice: VoteChoice): string {
  return CODES[choice];
}

/** @throws RangeError for what is no code of a choice */
export function choiceOfCode(code: string): VoteChoice {
  const entries = Object.entries(CODES) as [VoteChoice, string][]; // as its type says
  const found = entries.find(([, own]) => own === code);
  if (found === undefined) throw new RangeError(`"${code}" is no choice`);
  return found[0];
}
