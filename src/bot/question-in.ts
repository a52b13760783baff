// Which words of a message are the question, and whether a message in a group is meant for the bot at all.
import type { Message, MessageEntity, User } from 'grammy/types';

type Me = Pick<User, 'id' | 'username'>;
type TextMessage = Pick<Message, 'text' | 'caption' | 'entities' | 'caption_entities'>;

/**
 * The question that an answer replies to, without the command, the mention or the sign in front of it. Nothing about a
 * chat is stored: the question is read from the chat itself. Empty when the message is gone.
 */
export function questionIn(message: TextMessage | undefined, me: Me): string {
  if (message === undefined) return '';
  return withoutMentions(message, me)
    .replace(/^(?:\/ask(?:@\w+)?\s+|❓\s*)/u, '')
    .trim();
}

/**
 * The question of a group's message that is meant for the bot: it mentions the bot's name anywhere, or replies to one of
 * its messages. Undefined for anything else, and for commands; empty when nothing but the name was said.
 */
export function addressedQuestion(
  message: Message,
  me: Me,
): { question: string; by: 'mention' | 'reply' } | undefined {
  const entities = entitiesOf(message);
  if (entities.some(({ type, offset }) => type === 'bot_command' && offset === 0)) return undefined;
  if (mentionsOf(message, me).length > 0) return { question: questionIn(message, me), by: 'mention' };
  const target = message.reply_to_message;
  // In a forum every message "replies" to the one that opened its topic, which the bot may have done.
  const isReply =
    target?.from?.id === me.id && target.via_bot === undefined && target.forum_topic_created === undefined;
  return isReply ? { question: questionIn(message, me), by: 'reply' } : undefined;
}

function withoutMentions(message: TextMessage, me: Me): string {
  const text = textOf(message);
  let rest = '';
  let at = 0;
  for (const { offset, length } of mentionsOf(message, me)) {
    rest += `${text.slice(at, offset)} `;
    at = offset + length;
  }
  return (rest + text.slice(at)).replace(/ {2,}/g, ' ').trim();
}

/** Where a message mentions the bot, by its name or, from people without names, by a link. */
function mentionsOf(message: TextMessage, me: Me): MessageEntity[] {
  const text = textOf(message);
  const name = `@${me.username ?? ''}`.toLowerCase();
  return entitiesOf(message).filter(
    (entity) =>
      (entity.type === 'mention' &&
        text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === name) ||
      (entity.type === 'text_mention' && entity.user.id === me.id),
  );
}

function textOf({ text, caption }: TextMessage): string {
  return text ?? caption ?? '';
}

function entitiesOf({ entities, caption_entities }: TextMessage): MessageEntity[] {
  return entities ?? caption_entities ?? [];
}
