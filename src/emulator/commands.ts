// Command menus by scope and language, and the choice of the one that a user sees.
import type { BotCommand } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Room } from './room.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { isObject, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Source: Bot API, setMyCommands and BotCommand. */
const MAX_COMMANDS = 100;
const MAX_DESCRIPTION = 256;

export type Commands = {
  methods: Methods;
  /** The menu that a user with this language sees in a chat: the narrowest scope first, its language before none. */
  visible(room: Room, user: { id: number; languageCode: string | undefined }): BotCommand[];
};

export function createCommands({ chats, events }: { chats: Chats; events: Events }): Commands {
  const menus = new Map<string, BotCommand[]>();
  const keyOf = (scope: string, language: string): string => `${scope}|${language}`;

  function keyOfRequest(payload: Payload): string {
    return keyOf(scopeOf(structureOf(payload, 'scope'), chats), languageOf(payload));
  }

  return {
    methods: {
      setMyCommands: (payload) => {
        const commands = structureOf(payload, 'commands');
        if (!Array.isArray(commands)) throw badRequest("can't parse commands: Array of BotCommand expected");
        if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
        menus.set(keyOfRequest(payload), commands.map(readCommand));
        events.emit({ kind: 'commands' });
        return true;
      },
      getMyCommands: (payload) => menus.get(keyOfRequest(payload)) ?? [],
      deleteMyCommands: (payload) => {
        menus.delete(keyOfRequest(payload));
        events.emit({ kind: 'commands' });
        return true;
      },
    },
    visible: (room, { id, languageCode }) => {
      const language = languageCode?.slice(0, 2).toLowerCase() ?? '';
      for (const scope of scopesOf(room, id)) {
        const menu = menus.get(keyOf(scope, language)) ?? menus.get(keyOf(scope, ''));
        if (menu !== undefined) return menu;
      }
      return [];
    },
  };
}

/** The language of a request, '' for everybody. @throws Refusal */
export function languageOf(payload: Payload): string {
  const language = textOf(payload, 'language_code') ?? '';
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function readCommand(command: unknown): BotCommand {
  if (!isObject(command)) throw badRequest("can't parse BotCommand: an Object is expected");
  const { command: name, description } = command;
  if (typeof name !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string')
    throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
  const word = name.replace(/^\//, '');
  if (!/^[a-z\d_]{1,32}$/.test(word)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > MAX_DESCRIPTION)
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: word, description: description.trim() };
}

const PLAIN_SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];

function scopeOf(scope: unknown, chats: Chats): string {
  if (scope === undefined || scope === null) return 'default';
  const type = isObject(scope) ? scope['type'] : undefined;
  if (!isObject(scope) || typeof type !== 'string')
    throw badRequest("can't parse BotCommandScope: an Object with a type is expected");
  if (PLAIN_SCOPES.includes(type)) return type;
  if (type !== 'chat' && type !== 'chat_administrators' && type !== 'chat_member')
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const { chat } = chats.forBot(textOf(scope, 'chat_id'), 'read');
  if (chat.type === 'private' && type !== 'chat') throw badRequest("can't use the scope in private chats");
  return type === 'chat_member'
    ? `${type}:${chat.id}:${textOf(scope, 'user_id') ?? ''}`
    : `${type}:${chat.id}`;
}

/** Source: Bot API, "Determining list of commands". */
function scopesOf({ chat, people }: Room, userId: number): string[] {
  if (chat.type === 'private') return [`chat:${chat.id}`, 'all_private_chats', 'default'];
  const standing = people.get(userId)?.standing;
  const manages = standing === 'creator' || standing === 'administrator';
  return [
    `chat_member:${chat.id}:${userId}`,
    ...(manages ? [`chat_administrators:${chat.id}`] : []),
    `chat:${chat.id}`,
    ...(manages ? ['all_chat_administrators'] : []),
    'all_group_chats',
    'default',
  ];
}
