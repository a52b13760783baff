// Decides which part of a message is the question, and whether a message in a group is meant for the bot.
import type { Message, MessageEntity, User } from 'grammy/types';

type Me = Pick<User, 'id' | 'username'>;
type TextMessage = Pick<Message, 'text' | 'caption' | 'entities' | 'caption_entities'>;

/**
 * The question of a message, without /ask, the bot's mentions or the leading sign; empty for other commands and for a
 * deleted message. Nothing about a chat is stored: later buttons read the question from the chat itself.
 */
export function questionIn(message: TextMessage | undefined, me: Me): string {
  if (message === undefined) return '';
  const command = commandOf(message);
  if (command !== undefined && !/^\/ask(?:@|$)/.test(textAt(message, command))) return '';
  return without(message, [...(command === undefined ? [] : [command]), ...mentionsOf(message, me)])
    .replace(/^❓\s*/u, '')
    .trim();
}

/**
 * The question of a group message that mentions the bot's name anywhere, or replies to one of its messages. Undefined
 * for other messages and for commands; empty if the message is only the name.
 */
export function addressedQuestion(
  message: Message,
  me: Me,
): { question: string; by: 'mention' | 'reply' } | undefined {
  if (commandOf(message) !== undefined) return undefined;
  if (mentionsOf(message, me).length > 0) return { question: questionIn(message, me), by: 'mention' };
  const target = message.reply_to_message;
  // In a forum every message "replies" to the one that opened its topic, which the bot may have done.
  const isReply =
    target?.from?.id === me.id && target.via_bot === undefined && target.forum_topic_created === undefined;
  return isReply ? { question: questionIn(message, me), by: 'reply' } : undefined;
}

/** A message's text without some of its entities. */
function without(message: TextMessage, entities: readonly MessageEntity[]): string {
  const text = textOf(message);
  let rest = '';
  let at = 0;
  for (const { offset, length } of entities) {
    rest += `${text.slice(at, offset)} `;
    at = offset + length;
  }
  return (rest + text.slice(at)).replace(/ {2,}/g, ' ').trim();
}

/** The command that a message begins with. */
function commandOf(message: TextMessage): MessageEntity | undefined {
  return entitiesOf(message).find(({ type, offset }) => type === 'bot_command' && offset === 0);
}

/** Where a message mentions the bot: by its username, or by a link. */
function mentionsOf(message: TextMessage, me: Me): MessageEntity[] {
  const name = `@${me.username ?? ''}`.toLowerCase();
  return entitiesOf(message).filter(
    (entity) =>
      (entity.type === 'mention' && textAt(message, entity).toLowerCase() === name) ||
      (entity.type === 'text_mention' && entity.user.id === me.id),
  );
}

function textAt(message: TextMessage, { offset, length }: MessageEntity): string {
  return textOf(message).slice(offset, offset + length);
}

function textOf({ text, caption }: TextMessage): string {
  return text ?? caption ?? '';
}

function entitiesOf({ entities, caption_entities }: TextMessage): MessageEntity[] {
  return entities ?? caption_entities ?? [];
}
