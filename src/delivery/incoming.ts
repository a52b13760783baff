// What comes from Telegram is checked before anything looks at it: its shape, and how old it is.
import type { Update } from 'grammy/types';
import { isObject } from '../system/is-object.ts';

/** An update with a time after which it was sent, in milliseconds since 1970; 0 if unknown. */
export type Arrival = { update: Update; sentAfter: number };

/** The server counts updates in 32 bits; confirming a larger number would confirm everything that is to come. */
const MAX_UPDATE_ID = 2 ** 31 - 1;
/** Objects in objects; Telegram's updates have some ten. JSON can be read at any depth, but not written. */
const MAX_DEPTH = 100;

/** The number by which Telegram can be told that a value has come; undefined if it has none. */
export function numberOf(value: unknown): number | undefined {
  const id = isObject(value) ? value['update_id'] : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 && id <= MAX_UPDATE_ID
    ? id
    : undefined;
}

/** Whether a value has the shape of an update that can be confirmed. */
export function isUpdate(value: unknown): value is Update {
  if (!isObject(value) || numberOf(value) === undefined || !isWritable(value, MAX_DEPTH)) return false;
  return Object.entries(value).every(
    ([kind, part]) => kind === 'update_id' || (isObject(part) && hasPlace(kind, part)),
  );
}

function isWritable(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isWritable(part, depth - 1));
}

/** Whether a part of an update says where it comes from, as far as its lane depends on that. */
function hasPlace(kind: string, { chat, from, message }: Record<string, unknown>): boolean {
  const hasId = (place: unknown): boolean => isObject(place) && Number.isSafeInteger(place['id']);
  if (['message', 'edited_message', 'my_chat_member'].includes(kind)) return hasId(chat);
  if (kind === 'callback_query' && message !== undefined) return isObject(message) && hasId(message['chat']);
  const byPerson = ['callback_query', 'inline_query', 'chosen_inline_result', 'guest_message'];
  return !byPerson.includes(kind) || hasId(from);
}

/**
 * Dates the updates of a batch. Telegram gives some kinds no date, inline queries among them, and refuses their answer
 * after 30 s; but updates are numbered as they come, so none is older than a message before it.
 * @param sentAfter when the queue was last seen empty, in milliseconds since 1970; 0 if never
 */
export function datedBatch(updates: readonly Update[], sentAfter: number): Arrival[] {
  let latest = sentAfter;
  return updates.map((update) => {
    latest = Math.max(latest, dateOf(update) * 1000);
    return { update, sentAfter: latest };
  });
}

/** Seconds since 1970; 0 for an update without a date. An edited message has the date of its edit. */
function dateOf({
  message,
  edited_message: edited,
  guest_message: guest,
  my_chat_member: membership,
}: Update): number {
  return message?.date ?? guest?.date ?? edited?.edit_date ?? membership?.date ?? 0;
}

/**
 * Updates with the same lane are handled one after the other, in their order. Messages and pressed buttons of a chat have
 * lanes of their own, as Telegram itself sends them: a press expires, and must not wait for an answer that cannot be sent.
 * The chat of a guest message is none of the bot's, and may have the number of one: its lane is its writer's.
 */
export function laneOf(update: Update): string {
  const { message, edited_message: edited, my_chat_member: membership, callback_query: pressed } = update;
  const chat = (message ?? edited ?? membership)?.chat.id;
  if (chat !== undefined) return `chat ${chat}`;
  if (pressed !== undefined) return `buttons ${pressed.message?.chat.id ?? pressed.from.id}`;
  if (update.inline_query !== undefined) return `inline ${update.inline_query.from.id}`;
  if (update.guest_message !== undefined) return `guest ${update.guest_message.from.id}`;
  const user = update.chosen_inline_result?.from.id;
  return user === undefined ? `update ${update.update_id}` : `chat ${user}`;
}
