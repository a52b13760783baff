// editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup, setMessageReaction.
import type { Message, UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import { type Now, unixTime } from './clock.ts';
import { contentOf, hasCaption, hasContent, withoutContent } from './content.ts';
import type { Events } from './events.ts';
import { MAX_TEXT } from './formatted-text.ts';
import { keyboardOf } from './keyboard.ts';
import type { MediaReader } from './media.ts';
import type { Methods } from './method.ts';
import { integerOf, type Payload, structureOf, textOf } from './parameters.ts';
import { readReactions } from './reactions.ts';
import { badRequest } from './refusal.ts';
import { readRichMessage } from './rich-message.ts';
import { type ChatMessage, type Room, without, withKeyboard } from './room.ts';
import { readCaption, readText } from './written-text.ts';

/** Messages sent by inline queries with a keyboard, by their inline_message_id. */
export type InlineMessages = Map<string, { chatId: number; messageId: number }>;

type Target = { room: Room; message: ChatMessage; isInline: boolean };

export function createEditingMethods({
  bot,
  chats,
  events,
  inlineMessages,
  reader,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  inlineMessages: InlineMessages;
  reader: MediaReader;
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
    if (message.from.id !== bot.id || !hasContent(message)) throw badRequest("message can't be edited");
    return { room, message, isInline: false };
  }

  /** Gives a message another content, or the same with another keyboard. @throws Refusal when nothing changes */
  function put(payload: Payload, found: Target, content: Partial<Message>): ChatMessage | true {
    const { room, message, isInline } = found;
    const keyboard = keyboardOf(payload, { isPrivate: room.chat.type === 'private', onlyInline: true });
    // Every kind of message has the fields of one content.
    const next = withKeyboard({ ...withoutContent(message), ...content } as ChatMessage, keyboard);
    if (changeable(next) === changeable(message)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    const edited: ChatMessage = { ...next, edit_date: unixTime(now) };
    chats.replace(room, edited);
    events.emit({ kind: 'edited', chatId: room.chat.id, message: edited });
    return isInline ? true : edited;
  }

  return {
    editMessageText: (payload) => {
      const rich = readRichMessage(payload);
      const formatted = rich === undefined ? readText(payload, chats) : undefined;
      const found = target(payload);
      if (found.message.text === undefined && found.message.rich_message === undefined)
        throw badRequest('there is no text in the message to edit');
      // Sending is checked before the server sees it, editing by the server: hence the two wordings.
      if (formatted !== undefined && formatted.text.length > MAX_TEXT) throw badRequest('MESSAGE_TOO_LONG');
      return put(payload, found, {
        ...(rich === undefined ? {} : { rich_message: rich }),
        ...(formatted === undefined ? {} : { text: formatted.text }),
        ...(formatted === undefined || formatted.entities.length === 0
          ? {}
          : { entities: formatted.entities }),
      });
    },
    editMessageCaption: (payload) => {
      const found = target(payload);
      if (!hasCaption(found.message)) throw badRequest('there is no caption in the message to edit');
      const file = contentOf(without(found.message, 'caption', 'caption_entities'));
      return put(payload, found, { ...file, ...readCaption(payload, chats) });
    },
    editMessageMedia: async (payload) => {
      const found = target(payload);
      const { content } = await reader.inputMedia(structureOf(payload, 'media'), payload);
      return put(payload, found, content);
    },
    editMessageReplyMarkup: (payload) => {
      const found = target(payload);
      return put(payload, found, contentOf(found.message));
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

/** The fields that an edit can change, in one order. */
function changeable(message: ChatMessage): string {
  const content = Object.entries(contentOf(message)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([content, message.reply_markup]);
}
