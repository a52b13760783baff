// deleteMessage, deleteMessages.
import type { UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import { type Now, unixTime } from './clock.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { integerOf, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { mayBot } from './rights.ts';
import type { ChatMessage, Room } from './room.ts';

/** Age in seconds after which a bot cannot delete a message any more. Source: Bot API, deleteMessage. */
const DELETABLE_S = 48 * 3600;
/** Messages of a request. Source: Bot API, deleteMessages. */
const MAX_MESSAGES = 100;

export function createDeletingMethods({
  bot,
  chats,
  events,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  now: Now;
}): Methods {
  /** @throws Refusal */
  function check(room: Room, message: ChatMessage): void {
    const isAllowed =
      room.chat.type === 'private' || message.from.id === bot.id || mayBot(room, 'can_delete_messages');
    // A topic goes as a whole.
    if (!isAllowed || message.forum_topic_created !== undefined) throw badRequest("message can't be deleted");
    if (unixTime(now) - message.date > DELETABLE_S) throw badRequest("message can't be deleted for everyone");
  }

  function remove(room: Room, { message_id: messageId }: ChatMessage): void {
    chats.remove(room, messageId);
    events.emit({ kind: 'deleted', chatId: room.chat.id, messageId });
  }

  return {
    deleteMessage: (payload) => {
      const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
      const message = chats.find(room, integerOf(payload, 'message_id') ?? 0);
      if (message === undefined) throw badRequest('message to delete not found');
      check(room, message);
      remove(room, message);
      return true;
    },
    deleteMessages: (payload) => {
      const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
      const ids = structureOf(payload, 'message_ids');
      if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
      if (ids.length > MAX_MESSAGES) throw badRequest('too many message identifiers specified');
      // Missing ones are skipped.
      const found = ids.flatMap((id) => chats.find(room, Number(id)) ?? []);
      for (const message of found) check(room, message);
      for (const message of found) remove(room, message);
      return true;
    },
  };
}
