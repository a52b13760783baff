// sendMessage, sendRichMessage, sendPhoto, sendDocument, sendChatAction: what is sent to a chat, and where in it.
import type { UserFromGetMe } from 'grammy/types';
import type { Chats, MessageParts } from './chats.ts';
import { repliedField, type ChatMessage, type Room } from './room.ts';
import type { Events } from './events.ts';
import type { Files } from './files.ts';
import { type FormattedText, formatText, MAX_CAPTION, MAX_TEXT } from './formatted-text.ts';
import { entitiesOf } from './given-entities.ts';
import { keyboardOf } from './keyboard.ts';
import type { Methods } from './method.ts';
import { flagOf, integerOf, isObject, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { readRichMessage } from './rich-message.ts';

const ACTIONS = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

export function createSendingMethods({
  bot,
  chats,
  events,
  files,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  files: Files;
}): Methods {
  function send(payload: Payload, content: Partial<MessageParts>): ChatMessage {
    const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
    const keyboard = keyboardOf(payload, { isPrivate: room.chat.type === 'private' });
    const { is_bot, id, first_name, username } = bot;
    const message = chats.add(room, {
      from: { id, is_bot, first_name, username },
      ...placeOf(payload, room, chats),
      ...content,
      ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
    });
    events.emit({ kind: 'message', chatId: room.chat.id, message });
    return message;
  }

  return {
    sendMessage: (payload) => {
      const { text, entities } = readText(payload, chats);
      if (text.length > MAX_TEXT) throw badRequest('message is too long');
      return send(payload, { text, ...(entities.length === 0 ? {} : { entities }) });
    },
    sendRichMessage: (payload) => {
      const rich = readRichMessage(payload);
      if (rich === undefined) throw badRequest('rich message must be non-empty');
      return send(payload, { rich_message: rich });
    },
    sendPhoto: async (payload) => {
      const { id, file } = await files.sent(payload, 'photo');
      const size = { file_id: id, file_unique_id: id, width: 1, height: 1, file_size: file.bytes.length };
      return send(payload, { photo: [size], ...readCaption(payload, chats) });
    },
    sendDocument: async (payload) => {
      const { id, file } = await files.sent(payload, 'document');
      const document = {
        file_id: id,
        file_unique_id: id,
        file_name: file.name,
        file_size: file.bytes.length,
      };
      return send(payload, { document, ...readCaption(payload, chats) });
    },
    sendChatAction: (payload) => {
      const action = textOf(payload, 'action')?.toLowerCase() ?? '';
      if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
      const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
      const { message_thread_id: threadId } = placeOf(payload, room, chats);
      events.emit({
        kind: 'action',
        chatId: room.chat.id,
        ...(threadId === undefined ? {} : { threadId }),
        action,
      });
      return true;
    },
  };
}

/** The formatted text of a request, of any length. @throws Refusal */
export function readText(
  payload: Payload,
  chats: Chats,
  [text, entities]: readonly [text: string, entities: string] = ['text', 'entities'],
): FormattedText {
  return formatText(
    {
      text: textOf(payload, text),
      parseMode: textOf(payload, 'parse_mode'),
      entities: entitiesOf(payload, entities, textOf(payload, text)),
    },
    chats.person,
  );
}

/** @throws Refusal */
function readCaption(payload: Payload, chats: Chats): Pick<MessageParts, 'caption' | 'caption_entities'> {
  if ((textOf(payload, 'caption') ?? '') === '') return {};
  const { text, entities } = readText(payload, chats, ['caption', 'caption_entities']);
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

type Place = Pick<MessageParts, 'message_thread_id' | 'is_topic_message' | 'reply_to_message'>;

/** The topic and the message replied to. @throws Refusal */
function placeOf(payload: Payload, room: Room, chats: Chats): Place {
  const replied = repliedTo(payload, room, chats);
  const asked = integerOf(payload, 'message_thread_id') ?? 0;
  // A reply stays in the topic of the message that it replies to.
  const threadId = asked === 0 ? topicOf(replied) : asked;
  return {
    ...(threadId === undefined ? {} : inTopic(room, threadId)),
    ...repliedField(replied),
  };
}

function topicOf(message: ChatMessage | undefined): number | undefined {
  return message?.is_topic_message === true ? message.message_thread_id : undefined;
}

function inTopic(room: Room, threadId: number): Place {
  const topic = room.topics.get(threadId);
  if (topic === undefined) throw badRequest('message thread not found');
  if (topic.closed && room.bot !== 'administrator' && room.bot !== 'creator')
    throw badRequest('TOPIC_CLOSED');
  return { message_thread_id: threadId, is_topic_message: true };
}

function repliedTo(payload: Payload, room: Room, chats: Chats): ChatMessage | undefined {
  const parameters = structureOf(payload, 'reply_parameters');
  const options = isObject(parameters) ? parameters : payload;
  const id = isObject(parameters)
    ? integerOf(parameters, 'message_id')
    : integerOf(payload, 'reply_to_message_id');
  if (id === undefined || id <= 0) return undefined;
  const elsewhere = textOf(options, 'chat_id');
  if (isObject(parameters) && elsewhere !== undefined && Number(elsewhere) !== room.chat.id)
    throw badRequest('the emulator knows replies within a chat only');
  const message = chats.find(room, id);
  if (message === undefined && !flagOf(options, 'allow_sending_without_reply'))
    throw badRequest('message to be replied not found');
  return message;
}
