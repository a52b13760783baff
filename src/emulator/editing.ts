// editMessageText, editMessageReplyMarkup, deleteMessage, setMessageReaction: methods that change an existing message.
import type { UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import { type ChatMessage, type Room, without, withKeyboard } from './room.ts';
import { type Now, unixTime } from './clock.ts';
import type { Events } from './events.ts';
import { MAX_TEXT } from './formatted-text.ts';
import { keyboardOf } from './keyboard.ts';
import type { Methods } from './method.ts';
import { integerOf, type Payload, textOf } from './parameters.ts';
import { readReactions } from './reactions.ts';
import { badRequest } from './refusal.ts';
import { readRichMessage } from './rich-message.ts';
import { readText } from './sending.ts';

/** Messages sent by inline queries with a keyboard, by their inline_message_id. */
export type InlineMessages = Map<string, { chatId: number; messageId: number }>;

/** Age in seconds after which a bot cannot delete a message any more. Source: Bot API, deleteMessage. */
const DELETABLE_S = 48 * 3600;

type Target = { room: Room; message: ChatMessage; isInline: boolean };

export function createEditingMethods({
  bot,
  chats,
  events,
  inlineMessages,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  inlineMessages: InlineMessages;
  now: Now;
}): Methods {
  /** The message to edit, if it is the bot's. @throws Refusal */
  function target(payload: Payload): Target {
    const inlineId = textOf(payload, 'inline_message_id');
    if (inlineId !== undefined) {
      const place = inlineMessages.get(inlineId);
      const room = place === undefined ? undefined : chats.get(place.chatId);
      const message = room && place ? chats.find(room, place.messageId) : undefined;
      if (room === undefined || message === undefined) throw badRequest('MESSAGE_ID_INVALID');
      return { room, message, isInline: true };
    }
    const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
    const id = integerOf(payload, 'message_id');
    if (id === undefined) throw badRequest('message identifier is not specified');
    const message = chats.find(room, id);
    if (message === undefined) throw badRequest('message to edit not found');
    const isOwn = message.from.id === bot.id;
    if (!isOwn || (message.text === undefined && message.rich_message === undefined))
      throw badRequest("message can't be edited");
    return { room, message, isInline: false };
  }

  function put({ room, message, isInline }: Target, next: ChatMessage): ChatMessage | true {
    if (content(next) === content(message)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    const edited: ChatMessage = { ...next, edit_date: unixTime(now) };
    chats.replace(room, edited);
    events.emit({ kind: 'edited', chatId: room.chat.id, message: edited });
    return isInline ? true : edited;
  }

  const keyboard = (payload: Payload, room: Room): ReturnType<typeof keyboardOf> =>
    keyboardOf(payload, { isPrivate: room.chat.type === 'private', onlyInline: true });

  return {
    editMessageText: (payload) => {
      const rich = readRichMessage(payload);
      const formatted = rich === undefined ? readText(payload, chats) : undefined;
      const found = target(payload);
      const rest = without(found.message, 'text', 'entities', 'rich_message');
      // Sending is checked before the server sees it, editing by the server: hence the two wordings.
      if (formatted !== undefined && formatted.text.length > MAX_TEXT) throw badRequest('MESSAGE_TOO_LONG');
      const next: ChatMessage = {
        ...rest,
        ...(rich === undefined ? {} : { rich_message: rich }),
        ...(formatted === undefined ? {} : { text: formatted.text }),
        ...(formatted === undefined || formatted.entities.length === 0
          ? {}
          : { entities: formatted.entities }),
      };
      return put(found, withKeyboard(next, keyboard(payload, found.room)));
    },
    editMessageReplyMarkup: (payload) => {
      const found = target(payload);
      return put(found, withKeyboard(found.message, keyboard(payload, found.room)));
    },
    deleteMessage: (payload) => {
      const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
      const message = chats.find(room, integerOf(payload, 'message_id') ?? 0);
      if (message === undefined) throw badRequest('message to delete not found');
      const isAllowed =
        room.chat.type === 'private' || message.from.id === bot.id || room.bot === 'administrator';
      if (!isAllowed) throw badRequest("message can't be deleted");
      if (unixTime(now) - message.date > DELETABLE_S)
        throw badRequest("message can't be deleted for everyone");
      const messageId = message.message_id;
      chats.remove(room, messageId);
      events.emit({ kind: 'deleted', chatId: room.chat.id, messageId });
      return true;
    },
    setMessageReaction: (payload) => {
      const reactions = readReactions(payload);
      const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
      const messageId = integerOf(payload, 'message_id') ?? 0;
      if (chats.find(room, messageId) === undefined) throw badRequest('message to react not found');
      room.reactions.set(messageId, reactions);
      events.emit({ kind: 'reaction', chatId: room.chat.id, messageId, reactions });
      return true;
    },
  };
}

/** The fields that an edit can change. */
function content({ text, entities = [], rich_message, reply_markup }: ChatMessage): string {
  return JSON.stringify([text, entities, rich_message, reply_markup]);
}
