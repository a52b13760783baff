// Whether a request whose answer was lost was carried out: Telegram cannot be asked for a request, nor for a message. But
// it refuses to change nothing in a message of the bot's with words of its own, and numbers of messages only grow:
//
//   known before the request ┐
//   … 41 (staff)  42 (copy)  │  43 (reader)  44 ?  45 (staff)  …
//                            └ above         └ "message is not modified": an own one that nobody knows, so it was
//                                              carried out as 44. All others are "not found" or "can't be edited".
import { type Api, GrammyError } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { isUnchanged } from './refusal.ts';

/** More messages than come into a chat while one request is on its way. */
const WINDOW = 50;

export type Search = {
  api: Api;
  chat: number;
  above: number;
  /** Messages of people, and of requests that were answered. */
  isKnown: (message: number) => boolean;
};

/**
 * The messages that a lost request has sent, in their order; none if it was not carried out.
 * @param keyboard what they have below; whatever else is found loses its own
 * @throws what is no refusal, such as errors of the network
 */
export async function findSent(
  { api, chat, above, isKnown }: Search,
  count: number,
  keyboard: InlineKeyboardMarkup | undefined,
): Promise<number[]> {
  const found: number[] = [];
  const markup = keyboard === undefined ? {} : { reply_markup: keyboard };
  for (let message = above + 1; message <= above + WINDOW && found.length < count; message++)
    if (!isKnown(message) && (await isRefusedAsSame(api.editMessageReplyMarkup(chat, message, markup))))
      found.push(message);
  return found;
}

/**
 * The forum topic that a lost request has made; undefined if it was not carried out.
 * @throws what is no refusal, such as errors of the network
 */
export async function findTopic({ api, chat, above, isKnown }: Search): Promise<number | undefined> {
  // A topic has the number of the message that tells of it.
  for (let thread = above + 1; thread <= above + WINDOW; thread++)
    if (!isKnown(thread) && (await isRefusedAsSame(api.reopenForumTopic(chat, thread)))) return thread;
  return undefined;
}

async function isRefusedAsSame(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return false;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code !== 429 && error.error_code < 500)
      return isUnchanged(error);
    throw error;
  }
}
