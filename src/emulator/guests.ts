// Guest mode: a person calls the bot by its name where it is no member; the bot answers once, into that chat.
import type { User, UserFromGetMe } from 'grammy/types';
import { TOO_OLD } from './callbacks.ts';
import type { Chats } from './chats.ts';
import type { Now } from './clock.ts';
import type { InlineMessages } from './editing.ts';
import type { Events } from './events.ts';
import { contentParts, readResult } from './inline-results.ts';
import type { Methods } from './method.ts';
import { structureOf, textOf } from './parameters.ts';
import { namesBot } from './privacy-mode.ts';
import { badRequest } from './refusal.ts';
import type { ChatMessage, Room } from './room.ts';
import type { UpdatesQueue } from './updates-queue.ts';

export type Guests = {
  methods: Methods;
  /** Tells the bot of a message if that calls it from a chat where it is no member. */
  hear(room: Room, message: ChatMessage): void;
};

/** Milliseconds during which a call can be answered. Telegram does not say how long; inline queries have as much. */
const VALID_MS = 30_000;

export function createGuests({
  bot,
  chats,
  updates,
  events,
  inlineMessages,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  updates: UpdatesQueue;
  events: Events;
  inlineMessages: InlineMessages;
  now: Now;
}): Guests {
  const pending = new Map<string, { room: Room; caller: User; at: number }>();
  let nextId = now() * 1000;

  return {
    hear: (room, message) => {
      if (bot.supports_guest_queries !== true || room.bot !== 'left' || room.chat.type === 'private') return;
      if (message.via_bot !== undefined || !namesBot(message, bot)) return;
      const id = String(nextId++);
      pending.set(id, { room, caller: message.from, at: now() });
      updates.push({ guest_message: { ...message, guest_query_id: id } });
    },
    methods: {
      answerGuestQuery: (payload) => {
        const { content } = readResult(structureOf(payload, 'result'), chats.person);
        const id = textOf(payload, 'guest_query_id') ?? '';
        const query = pending.get(id);
        if (query === undefined || now() - query.at > VALID_MS) throw badRequest(TOO_OLD);
        pending.delete(id);
        const { room, caller } = query;
        const { is_bot, id: botId, first_name, username } = bot;
        const message = chats.add(room, {
          from: { id: botId, is_bot, first_name, username },
          guest_bot_caller_user: caller,
          ...contentParts(content),
        });
        const inlineId = `inline${inlineMessages.size + 1}`;
        inlineMessages.set(inlineId, { chatId: room.chat.id, messageId: message.message_id });
        events.emit({ kind: 'message', chatId: room.chat.id, message });
        return { inline_message_id: inlineId };
      },
    },
  };
}
