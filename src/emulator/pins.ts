// pinChatMessage, unpinChatMessage, unpinAllForumTopicMessages.
import type { UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Methods } from './method.ts';
import { integerOf, type Payload, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { mayBot } from './rights.ts';
import { inTopic, repliedField, type Room, topicOf } from './room.ts';
import type { Announce } from './service-messages.ts';

export function createPinningMethods({
  bot: { id, is_bot, first_name, username },
  chats,
  announce,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  announce: Announce;
}): Methods {
  /** @throws Refusal */
  function roomOf(payload: Payload): Room {
    const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
    if (room.chat.type !== 'private' && !mayBot(room, 'can_pin_messages'))
      throw badRequest('not enough rights to manage pinned messages in the chat');
    return room;
  }

  return {
    pinChatMessage: (payload) => {
      const room = roomOf(payload);
      const message = chats.find(room, integerOf(payload, 'message_id') ?? 0);
      if (message === undefined) throw badRequest('message to pin not found');
      if (room.pinned.has(message.message_id)) return true;
      room.pinned.add(message.message_id);
      const threadId = topicOf(message);
      const { reply_to_message: pinned } = repliedField(message);
      announce(room, {
        from: { id, is_bot, first_name, username },
        ...(threadId === undefined ? {} : inTopic(threadId)),
        ...(pinned === undefined ? {} : { pinned_message: pinned }),
      });
      return true;
    },
    unpinChatMessage: (payload) => {
      const room = roomOf(payload);
      const messageId = integerOf(payload, 'message_id') ?? [...room.pinned].at(-1);
      if (messageId === undefined || !room.pinned.delete(messageId))
        throw badRequest('message to unpin not found');
      return true;
    },
    unpinAllForumTopicMessages: (payload) => {
      const room = roomOf(payload);
      const threadId = integerOf(payload, 'message_thread_id') ?? 0;
      if (!room.topics.has(threadId)) throw badRequest('TOPIC_ID_INVALID');
      for (const messageId of [...room.pinned]) {
        const pinned = chats.find(room, messageId);
        if (pinned !== undefined && topicOf(pinned) === threadId) room.pinned.delete(messageId);
      }
      return true;
    },
  };
}
