import type { UserFromGetMe } from 'grammy/types';
import { hasContent } from './content.ts';
import type { ChatMessage, Room } from './room.ts';

/** In groups, with privacy mode, a bot gets only messages meant for it. Source: Bot API, "Privacy mode". */
export function reachesBot({ chat, bot: standing }: Room, message: ChatMessage, bot: UserFromGetMe): boolean {
  if (standing === 'left' || standing === 'kicked') return false;
  if (chat.type === 'private' || bot.can_read_all_group_messages || standing === 'administrator') return true;
  const { reply_to_message: replied, via_bot: via, receiver_user: receiver } = message;
  // Service messages, such as join notices, are for every bot.
  if (!hasContent(message)) return true;
  if ([replied?.from, via, receiver].some((user) => user?.id === bot.id)) return true;
  return wordsOf(message).some(
    ({ type, word }) => names(bot, type, word) || (type === 'bot_command' && !word.includes('@')),
  );
}

/** Whether a message mentions the bot, or begins with a command for it by name. */
export function namesBot(message: ChatMessage, bot: UserFromGetMe): boolean {
  return wordsOf(message).some(({ type, word }) => names(bot, type, word));
}

function names({ username }: UserFromGetMe, type: string, word: string): boolean {
  const own = `@${username}`.toLowerCase();
  return type === 'mention' ? word === own : word.endsWith(own);
}

/** The mentions of a message, and the command that it begins with. */
function wordsOf(message: ChatMessage): { type: 'mention' | 'bot_command'; word: string }[] {
  const text = message.text ?? message.caption ?? '';
  return (message.entities ?? message.caption_entities ?? []).flatMap(({ type, offset, length }) => {
    if (type !== 'mention' && !(type === 'bot_command' && offset === 0)) return [];
    return [{ type, word: text.slice(offset, offset + length).toLowerCase() }];
  });
}
