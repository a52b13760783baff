import type { InlineKeyboardButton } from 'grammy/types';

/** A message ready to send: HTML text within Telegram's limit, and rows of buttons. */
export type Reply = { html: string; buttons: InlineKeyboardButton[][] };
export type ButtonRow = InlineKeyboardButton[];

/** Longest title or heading path shown in a message, in UTF-16 units. */
export const MAX_HEADING = 160;

/** Rows without the empty ones. */
export function rows(...all: readonly ButtonRow[]): ButtonRow[] {
  return all.filter((row) => row.length > 0);
}

/** The buttons that work where the bot cannot be pressed: links, and what is copied. */
export function withoutPresses(buttons: readonly ButtonRow[]): ButtonRow[] {
  return rows(...buttons.map((row) => row.filter((button) => !('callback_data' in button))));
}
