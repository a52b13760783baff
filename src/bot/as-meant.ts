// A message as its writer means it. Telegram finds a command only where a blank or a mark follows, and leaves captions to
// the bot; in Chinese nobody types a blank after /ask, and /etc/hosts is no command.
import type { Message, MessageEntity, User } from 'grammy/types';
import { onCharacterBoundary } from '../text/cuts.ts';
import { COMMANDS } from './command-menus.ts';
import { MAX_INLINE_QUERY, MAX_MESSAGE } from './limits.ts';

export type Me = Pick<User, 'id' | 'username'>;
export type Written = Pick<Message, 'text' | 'caption' | 'entities' | 'caption_entities' | 'quote'>;

/** Digits may follow at once (/ask2024年的税率), a path or the name of a file may not. */
const COMMAND = /^[/／]([a-z_]+)(?:[@＠](\w+)(?!\w)|(?![a-z_@＠]))(?![/\\]|[.-][a-z\d])/iu;
const KNOWN: ReadonlySet<string> = new Set(COMMANDS.operator);

/**
 * A message whose caption is its text, cut to Telegram's limit, with a command entity where a command is meant: one that
 * there is, whatever follows and however it is spelt, or one for another bot, or any that is the whole message.
 */
export function asMeant<M extends Written>(message: M, me: Me): M {
  const written = message.text ?? message.caption;
  const { entities: ofText, caption_entities: ofCaption } = message;
  const rest = { ...message };
  for (const field of ['text', 'caption', 'entities', 'caption_entities'] as const)
    Reflect.deleteProperty(rest, field);
  if (written === undefined) return rest;
  const cut = cutTo(written, MAX_MESSAGE);
  const command = commandIn(cut, me);
  const text = command === undefined ? cut : command + cut.slice(command.length);
  const given = ((message.text === undefined ? ofCaption : ofText) ?? []).filter(
    ({ type, offset, length }) => offset + length <= text.length && !(type === 'bot_command' && offset === 0),
  );
  const entities: MessageEntity[] =
    command === undefined ? given : [{ type: 'bot_command', offset: 0, length: command.length }, ...given];
  return Object.assign(rest, { text, entities });
}

/** An inline query within Telegram's limit. */
export function queryAsMeant(query: string): string {
  return cutTo(query, MAX_INLINE_QUERY);
}

/** The command that a text begins with, as it is registered: /ask@name. */
function commandIn(text: string, me: Me): string | undefined {
  const [typed, name = '', bot] = COMMAND.exec(text) ?? [];
  if (typed === undefined) return undefined;
  const isForOther = bot !== undefined && bot.toLowerCase() !== me.username?.toLowerCase();
  const isWhole = bot === undefined && typed === text.trim();
  if (!KNOWN.has(name.toLowerCase()) && !isForOther && !isWhole) return undefined;
  return typed.toLowerCase().replace('／', '/').replace('＠', '@');
}

function cutTo(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, onCharacterBoundary(text, max));
}
