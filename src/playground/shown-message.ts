// Messages of the emulator as the page shows them: only what it needs, and always as text.
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import type { Button, ShownMessage } from './page/wire.ts';
import { type ChatMessage, plainTextOf } from '../emulator/emulator.ts';

/** UTF-16 units of the line that names the message replied to. */
const QUOTE_LENGTH = 120;

/** Undefined for a message without text, such as a join notice, and for one that only others see. */
export function shownMessage(
  message: ChatMessage,
  readerId: number,
  reaction: string,
): ShownMessage | undefined {
  const { text, rich_message: rich, photo, document, reply_to_message: replied } = message;
  const { receiver_user: receiver } = message;
  if (receiver !== undefined && ![receiver.id, message.from.id].includes(readerId)) return undefined;
  if ([text, rich, photo, document].every((content) => content === undefined)) return undefined;
  const fileId = photo?.at(-1)?.file_id;
  const shown = textOf(message);
  // A link of invisible characters is for the bot; the Tab key shall not stop at it.
  const isSeen = ({ type, offset, length }: MessageEntity): boolean =>
    type !== 'text_link' || /[^\u200b-\u200f\u2060]/.test(shown.slice(offset, offset + length));
  return {
    id: idOf(message),
    onlyYou: receiver !== undefined,
    own: message.from.id === readerId,
    date: new Date(message.date * 1000).toISOString(),
    edited: message.edit_date !== undefined,
    text: shown,
    entities: (message.entities ?? message.caption_entities ?? []).filter(isSeen).map((entity) => {
      const { type, offset, length } = entity;
      return { type, offset, length, url: entity.type === 'text_link' ? entity.url : undefined };
    }),
    blocks: rich?.blocks,
    picture: fileId && `/chat/files/${fileId}`,
    file: document?.file_name,
    keyboard: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(shownButton)),
    replyTo: replied && {
      id: idOf(replied),
      own: replied.from?.id === readerId,
      text: textOf(replied).slice(0, QUOTE_LENGTH).toWellFormed(),
    },
    viaBot: message.via_bot !== undefined,
    reaction,
  };
}

/** Ephemeral messages have numbers of their own, shown as negative ones. */
function idOf({
  message_id: id,
  ephemeral_message_id: ephemeral,
}: Pick<ChatMessage, 'message_id' | 'ephemeral_message_id'>): number {
  return ephemeral === undefined ? id : -ephemeral;
}

/** Text of a message; the parameter of a start is for the bot only. */
function textOf({
  text,
  caption,
  rich_message: rich,
}: Pick<ChatMessage, 'text' | 'caption' | 'rich_message'>): string {
  if (rich !== undefined) return plainTextOf(rich);
  return (text ?? caption ?? '').replace(/^\/start [\w-]+$/, '/start');
}

function shownButton(button: InlineKeyboardButton): Button {
  const { text, style } = button;
  const look = style === undefined ? { text } : { text, style };
  if ('callback_data' in button) return { ...look, data: button.callback_data };
  if ('url' in button) return { ...look, url: button.url };
  if ('copy_text' in button) return { ...look, copy: button.copy_text.text };
  return look;
}
