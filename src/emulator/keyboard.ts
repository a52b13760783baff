// Checks the keyboard below a message.
import type { InlineKeyboardMarkup } from 'grammy/types';
import { checkLink } from './links.ts';
import { isObject, type Payload, structureOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Bytes of callback_data. Source: Bot API, InlineKeyboardButton. */
const MAX_DATA = 64;
/** Most buttons of a keyboard; the server refuses more. */
const MAX_BUTTONS = 100;
const ACTIONS = [
  'url',
  'login_url',
  'web_app',
  'callback_data',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];
const OTHER_MARKUP = ['keyboard', 'remove_keyboard', 'force_reply'];

/**
 * The inline keyboard of a request; undefined without one. Other markup is accepted for new messages, but not stored.
 * @throws Refusal
 */
export function keyboardOf(
  payload: Payload,
  { isPrivate, onlyInline = false }: { isPrivate: boolean; onlyInline?: boolean },
): InlineKeyboardMarkup | undefined {
  const markup = structureOf(payload, 'reply_markup');
  if (markup === undefined || markup === null) return undefined;
  if (!isObject(markup)) throw badRequest('object expected as reply markup');
  const keyboard = markup['inline_keyboard'];
  if (keyboard === undefined) {
    if (onlyInline && OTHER_MARKUP.some((kind) => kind in markup))
      throw badRequest('inline keyboard expected');
    return undefined;
  }
  if (!Array.isArray(keyboard))
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array');
  const rows = keyboard.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard: row of buttons must be an Array");
    for (const button of row) checkButton(button, isPrivate);
    // The used fields are checked above; the others are passed on.
    return row as InlineKeyboardMarkup['inline_keyboard'][number];
  });
  const filled = rows.filter((row) => row.length > 0);
  if (filled.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  return filled.length === 0 ? undefined : { inline_keyboard: filled };
}

function checkButton(button: unknown, isPrivate: boolean): void {
  if (!isObject(button))
    throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
  const { text, callback_data: data, url, copy_text: copy } = button;
  if (typeof text !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (!ACTIONS.some((action) => button[action] !== undefined))
    throw badRequest('text buttons are unallowed in the inline keyboard');
  if (data !== undefined) {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
    if (bytes < 1 || bytes > MAX_DATA) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (url !== undefined) {
    const given = typeof url === 'string' ? url : '';
    const link = checkLink(given);
    if ('wrong' in link) throw badRequest(`inline keyboard button URL '${given}' is invalid: ${link.wrong}`);
  }
  if (button['web_app'] !== undefined && !isPrivate) throw badRequest('BUTTON_TYPE_INVALID');
  if (copy !== undefined) {
    const copied = isObject(copy) ? copy['text'] : undefined;
    if (typeof copied !== 'string' || copied.length < 1 || copied.length > 256)
      throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
}
