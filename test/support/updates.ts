// Updates as Telegram sends them, with the fields that decide their way.
import type { Update } from 'grammy/types';

/** A message in a private chat. */
export function said(update_id: number, chatId: number, { date = 1_700_000_000, text = '问' } = {}): Update {
  const person = { id: chatId, first_name: '读者' };
  return {
    update_id,
    message: {
      message_id: update_id,
      date,
      chat: { ...person, type: 'private' },
      from: { ...person, is_bot: false },
      text,
    },
  };
}

export function inlineQuery(update_id: number, userId: number, query = '问'): Update {
  const from = { id: userId, is_bot: false, first_name: '读者' };
  return { update_id, inline_query: { id: `q${update_id}`, from, query, offset: '' } };
}

/** Somebody calls the bot in a chat where it is no member. */
export function called(
  update_id: number,
  userId: number,
  { date = 1_700_000_000, text = '@bot 问' } = {},
): Update {
  return {
    update_id,
    guest_message: {
      message_id: 1,
      date,
      chat: { id: -9, type: 'group', title: '朋友' },
      from: { id: userId, is_bot: false, first_name: '读者' },
      text,
      guest_query_id: `g${update_id}`,
    },
  };
}

/** A button below a message in a private chat. */
export function pressed(update_id: number, chatId: number): Update {
  const { message } = said(update_id, chatId);
  const from = { id: chatId, is_bot: false, first_name: '读者' };
  return {
    update_id,
    callback_query: {
      id: `c${update_id}`,
      from,
      chat_instance: '1',
      data: 'x',
      ...(message && { message }),
    },
  };
}
