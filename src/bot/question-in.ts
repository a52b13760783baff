// Decides which part of a message is the question, and whether a message in a group is meant for the bot.
import type { Message, MessageEntity } from 'grammy/types';
import { pointingIn } from '../answer/pointing.ts';
import type { Range } from '../text/sentences.ts';
import { asMeant, type Me, type Written } from './as-meant.ts';

/**
 * The question of a message, without /ask, the bot's mentions or the leading sign; with what it quotes, if it means
 * nothing without. Empty for other commands and for a deleted message. Nothing about a chat is stored: later buttons
 * read the question from the chat itself.
 */
export function questionIn(written: Written | undefined, me: Me): string {
  if (written === undefined) return '';
  const message = asMeant(written, me);
  const command = commandOf(message);
  if (isOther(command, message)) return '';
  const own = without(message, [
    ...(command === undefined ? [] : [rangeOf(command)]),
    ...mentionsOf(message, me),
  ])
    .replace(/^❓\s*/u, '')
    .trim();
  if (message.quote === undefined) return own;
  const pointing = pointingIn(own);
  if (pointing === 'no') return own;
  const { text, entities = [] } = message.quote;
  const quoted = questionIn({ text, entities }, me);
  return pointing === 'about' ? `${quoted} ${own}`.trim() : quoted || own;
}

/**
 * What a message, read as meant, asks, and the message that says it: "what about this?" asks about the one replied to.
 */
export function askedBy(message: Message, me: Me): { question: string; messageId: number } {
  const question = questionIn(message, me);
  const own = { question, messageId: message.message_id };
  const target = message.reply_to_message;
  if (target === undefined || target.from?.id === me.id || isOther(commandOf(message), message)) return own;
  if (pointingIn(question) !== 'at') return own;
  const said = questionIn(target, me);
  return said === '' ? own : { question: said, messageId: target.message_id };
}

/**
 * How a group message addresses the bot: by its name anywhere, or as a reply to one of its messages. Undefined for other
 * messages and for commands.
 */
export function addressedBy(message: Message, me: Me): 'mention' | 'reply' | undefined {
  if (commandOf(message) !== undefined) return undefined;
  if (mentionsOf(message, me).length > 0) return 'mention';
  // Only the bot sees it; Telegram may leave out what it replies to.
  if (message.ephemeral_message_id !== undefined) return 'reply';
  const target = message.reply_to_message;
  // In a forum every message "replies" to the one that opened its topic, which the bot may have done.
  const isReply =
    target?.from?.id === me.id && target.via_bot === undefined && target.forum_topic_created === undefined;
  return isReply ? 'reply' : undefined;
}

/** A message's text without some ranges of it. */
function without({ text = '' }: Written, ranges: readonly Range[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of ranges) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return (rest + text.slice(at)).replace(/ {2,}/g, ' ').trim();
}

/** The command that a message begins with. */
function commandOf({ entities = [] }: Written): MessageEntity | undefined {
  return entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
}

function isOther(command: MessageEntity | undefined, message: Written): boolean {
  return command !== undefined && !/^\/ask(?:@|$)/.test(textAt(message, command));
}

/** What a name in it does not mention. */
const NO_MENTION: ReadonlySet<MessageEntity['type']> = new Set(['url', 'email', 'code', 'pre']);

/**
 * Where a message mentions the bot: by its username, also where Chinese runs into it and Telegram finds none, or by a
 * link. In order, none overlapping.
 */
function mentionsOf(message: Written, me: Me): Range[] {
  const { text = '', entities = [] } = message;
  const linked = entities
    .filter((entity) => entity.type === 'text_mention' && entity.user.id === me.id)
    .map(rangeOf);
  const taken = [...entities.filter(({ type }) => NO_MENTION.has(type)).map(rangeOf), ...linked];
  const named = [...namesIn(text, me)].filter(
    (name) => !taken.some(({ start, end }) => name.start < end && start < name.end),
  );
  return [...linked, ...named].sort((a, b) => a.start - b.start);
}

/** The bot's name in a text, with a command before it (/ask@name): not in an address, not as the beginning of another. */
function namesIn(text: string, { username }: Me): Range[] {
  if (username === undefined) return [];
  const name = new RegExp(
    String.raw`(?:(?<![\w/])[/／]\w+|(?<![\w.+/-]))[@＠]${username}(?!\w|\.[a-z\d])`,
    'giu',
  );
  return Array.from(text.matchAll(name), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

function rangeOf({ offset, length }: MessageEntity): Range {
  return { start: offset, end: offset + length };
}

function textAt({ text = '' }: Written, { offset, length }: MessageEntity): string {
  return text.slice(offset, offset + length);
}
