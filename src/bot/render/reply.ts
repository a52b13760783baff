import type { InlineKeyboardButton } from 'grammy/types';

/** A message ready to send: HTML text within Telegram's limit, and rows of buttons. */
export type Reply = { html: string; buttons: InlineKeyboardButton[][] };

/** Telegram's limit for a message, counted in UTF-16 units after the entities are taken out. */
export const MAX_MESSAGE_LENGTH = 4096;
