import type { Message, UserFromGetMe } from 'grammy/types';
import type { ChatMessage, Room } from './room.ts';

const MEDIA = ['photo', 'video', 'document', 'audio', 'voice', 'animation'] as const;

/** Whether a message is a file, which may have a caption. */
export function hasMedia(message: Partial<Message>): boolean {
  return MEDIA.some((kind) => message[kind] !== undefined);
}

/** In groups, with privacy mode, a bot gets only messages meant for it. Source: Bot API, "Privacy mode". */
export function reachesBot({ chat, bot: standing }: Room, message: ChatMessage, bot: UserFromGetMe): boolean {
  if (standing === 'left' || standing === 'kicked') return false;
  if (chat.type === 'private' || bot.can_read_all_group_messages || standing === 'administrator') return true;
  const { reply_to_message: replied, via_bot: via } = message;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  // Service messages, such as join notices, are for every bot.
  if (message.text === undefined && message.rich_message === undefined && !hasMedia(message)) return true;
  if (replied?.from?.id === bot.id || via?.id === bot.id) return true;
  const own = `@${bot.username}`.toLowerCase();
  return entities.some(({ type, offset, length }) => {
    const word = text.slice(offset, offset + length).toLowerCase();
    if (type === 'mention') return word === own;
    return type === 'bot_command' && offset === 0 && (!word.includes('@') || word.endsWith(own));
  });
}
