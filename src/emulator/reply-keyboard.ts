// The keyboard that stands in place of the letters.
import type { ReplyKeyboardMarkup } from 'grammy/types';
import { isObject, type Payload, structureOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Requests for what people have are for private chats only. */
const ASKED: Record<string, string> = {
  request_users: 'users',
  request_chat: 'chats',
  request_contact: 'phone number',
  request_location: 'location',
  request_poll: 'poll',
};

/** The reply keyboard of a request, or that the last one is taken away. @throws Refusal */
export function replyKeyboardOf(
  payload: Payload,
  isPrivate: boolean,
): ReplyKeyboardMarkup | 'removed' | undefined {
  const markup = structureOf(payload, 'reply_markup');
  if (!isObject(markup)) return undefined;
  if (markup['remove_keyboard'] === true) return 'removed';
  const rows = markup['keyboard'];
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) throw badRequest('field "keyboard" of the ReplyKeyboardMarkup must be an Array');
  for (const row of rows as unknown[]) {
    if (!Array.isArray(row)) throw badRequest("can't parse keyboard: row of buttons must be an Array");
    for (const button of row) checkButton(button, isPrivate);
  }
  return markup as unknown as ReplyKeyboardMarkup; // the used fields are checked above
}

function checkButton(button: unknown, isPrivate: boolean): void {
  if (typeof button === 'string') return;
  if (!isObject(button) || typeof button['text'] !== 'string')
    throw badRequest('can\'t parse keyboard button: Can\'t find field "text"');
  const asked = Object.keys(ASKED).find((request) => button[request] !== undefined);
  if (asked === undefined) return;
  const what = ASKED[asked] ?? '';
  if (!isPrivate) throw badRequest(`${what} can be requested in private chats only`);
  const { request_chat: request } = button;
  if (!isObject(request)) return;
  if (typeof request['request_id'] !== 'number' || typeof request['chat_is_channel'] !== 'boolean')
    throw badRequest("can't parse keyboard button: wrong request_chat");
  const { bot_administrator_rights: bots = {}, user_administrator_rights: persons = {} } = request;
  if (wanted(bots).some((right) => !wanted(persons).includes(right))) throw badRequest('BUTTON_INVALID');
}

const wanted = (rights: unknown): string[] =>
  Object.entries(isObject(rights) ? rights : {}).flatMap(([right, value]) => (value === true ? [right] : []));
