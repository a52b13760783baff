// The changes to the state in the proof: the same for the same seed, so that the check of the files can make them
// again.
import type { StateStore } from '../../../src/storage/state-store.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';

/** Chats, sections and questions that recur. */
const FEW = 12;

/** The changes that a bot makes for an answered update, for different actions of readers in turn. */
export function applyChange(
  state: Omit<StateStore, 'isDurable' | 'flush' | 'close'>,
  seed: number,
  number: number,
): void {
  const random = randomNumbers(seed + number * 7919);
  const few = (): number => Math.floor(random() * FEW);
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000);
  const chatId = few() - FEW / 2;
  // Every action touches the ledger of answered updates, and one other table.
  const update_id = seed * 10_000 + number;
  const kept = state.updates.kept()[0]?.update.update_id;
  state.updates.add(kept !== undefined && random() < 0.5 ? kept : update_id);
  const actions: (() => void)[] = [
    () => {
      state.reads.add(`section-${few()}`);
    },
    () => {
      state.feedback.put({
        chatId,
        userId: few(),
        messageId: few(),
        vote: random() < 0.5 ? 'up' : 'down',
        question: `第${number}个问题`,
        sectionId: `section-${few()}`,
        generation: 'g',
        confidence: random(),
        at: at.toISOString(),
      });
    },
    () => {
      state.preferences.setLanguage(chatId, `language-${number}`);
    },
    () => {
      state.updates.keep({ update: { update_id: update_id + 5000 }, takenAt: at.getTime() });
    },
    () => {
      state.uploads.put(`content-${few()}`, `file-${number}`);
    },
    () => {
      state.members.add(few());
      state.invites.add(`code-${few()}`, at.getTime());
    },
    () => state.members.remove(few()),
    () => state.forgetChat(chatId),
    () => {
      state.moveChat(chatId, chatId + FEW);
    },
  ];
  actions[number % actions.length]?.();
}
