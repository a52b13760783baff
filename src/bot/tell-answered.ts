// Tells readers that there is an answer now to what they had asked. A wish ends when Telegram has taken the message, so
// none is lost: a kill between the two tells it once more. Whether there is an answer is asked again at every start, so
// nothing else has to be remembered.
import { GrammyError } from 'grammy';
import type { FoundAnswer } from '../answer/answer.ts';
import type { Answerer } from '../answer/answerer.ts';
import type { Wish, Wishes } from '../insight/operator-tables.ts';

export type TellAnsweredDependencies = {
  /** Asks the newest wiki. */
  ask: Answerer['answer'];
  wishes: Wishes;
  /** Whether the reader may still use the bot. */
  isAllowed: (chat: number) => boolean;
  /** Sends the answer. Rejects when Telegram did not take it. */
  send: (wish: Wish, answer: FoundAnswer) => Promise<void>;
  /** Given when the process ends. */
  stop: AbortSignal;
};

/** Asks what readers wait for again, and tells those whose question is answered now. */
export async function tellAnswered(dependencies: TellAnsweredDependencies): Promise<void> {
  const { ask, wishes, isAllowed, send, stop } = dependencies;
  for (const wish of wishes.all()) {
    if (stop.aborted) return;
    if (!isAllowed(wish.chat)) {
      wishes.forget(wish.chat);
      continue;
    }
    const { question, carried } = wish;
    const answer = await ask(question, { carried });
    // Telling takes time, and the reader may have taken the wish back meanwhile.
    if (answer.kind !== 'found' || !wishes.has(wish)) continue;
    try {
      await send(wish, answer);
      wishes.remove(wish);
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      const { error_code: code, description } = error;
      // Blocked, or the account is gone; another refusal is about this one message.
      if (code === 403 || /chat not found|user is deactivated/i.test(description)) wishes.forget(wish.chat);
      else if (code === 400) wishes.remove(wish);
      else throw error;
    }
  }
}
