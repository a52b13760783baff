// What is written to the state in the proof: the same changes for the same seed, so that what looks at the files can make them
// again.
import type { StateStore } from '../../../src/storage/state-store.ts';
import { randomNumbers } from '../statistics.ts';

/** Chats, sections and questions that come up again and again. */
const FEW = 12;

/** What a bot writes for an answered update, by turns of what readers do. */
export function applyChange(
  state: Pick<StateStore, 'updates' | 'reads' | 'feedback' | 'preferences' | 'unanswered'>,
  seed: number,
  number: number,
): void {
  const random = randomNumbers(seed + number * 7919);
  const few = (): number => Math.floor(random() * FEW);
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000);
  const chatId = few() - FEW / 2;
  // Every one touches what restarts depend on, and one table more.
  state.updates.add(seed * 10_000 + number);
  const what = number % 4;
  if (what === 0) state.reads.add(`section-${few()}`);
  else if (what === 1)
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
  else if (what === 2) state.preferences.setLanguage(chatId, `language-${number}`);
  else state.unanswered.add(`没有答案的问题${few()}`, at);
}
