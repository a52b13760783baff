// sendMessage, sendRichMessage, sendPhoto, sendDocument, sendChatAction: what is sent to a chat, and where in it.
import type { User, UserFromGetMe } from 'grammy/types';
import type { Chats, MessageParts } from './chats.ts';
import { type Now, unixTime } from './clock.ts';
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

const REPLIED_NOT_FOUND = 'message to be replied not found';
/** Seconds during which an ephemeral message can be replied to. Source: Bot API, ReplyParameters. */
const EPHEMERAL_REPLY_S = 15;

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
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  files: Files;
  now: Now;
}): Methods {
  function send(payload: Payload, content: Partial<MessageParts>): ChatMessage {
    const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
    const keyboard = keyboardOf(payload, { isPrivate: room.chat.type === 'private' });
    const { is_bot, id, first_name, username } = bot;
    const receiver = receiverOf(payload, room);
    const message = chats.add(room, {
      from: { id, is_bot, first_name, username },
      ...(receiver === undefined ? {} : chats.ephemeralTo(room, receiver)),
      ...placeOf(payload, room, chats, now),
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
      const { message_thread_id: threadId } = placeOf(payload, room, chats, now);
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

/**
 * The account that alone sees a message; undefined for an ordinary one. Telegram does not document its refusals: these are
 * in the words of similar ones.
 * @throws Refusal
 */
function receiverOf(payload: Payload, room: Room): User | undefined {
  const parameters = structureOf(payload, 'ephemeral_message_parameters');
  if (parameters === undefined || parameters === null) return undefined;
  const id = isObject(parameters) ? integerOf(parameters, 'receiver_user_id') : undefined;
  if (id === undefined)
    throw badRequest('can\'t parse EphemeralMessageParameters: Can\'t find field "receiver_user_id"');
  if (room.chat.type === 'private') throw badRequest('ephemeral messages can be sent only to groups');
  const member = room.people.get(id);
  if (member === undefined) throw badRequest('USER_NOT_PARTICIPANT');
  return member.user;
}

/** The topic and the message replied to. @throws Refusal */
function placeOf(payload: Payload, room: Room, chats: Chats, now: Now): Place {
  const replied = repliedTo(payload, room, chats, now);
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

function repliedTo(payload: Payload, room: Room, chats: Chats, now: Now): ChatMessage | undefined {
  const parameters = structureOf(payload, 'reply_parameters');
  const isEphemeral = structureOf(payload, 'ephemeral_message_parameters') !== undefined;
  const options = isObject(parameters) ? parameters : payload;
  const elsewhere = textOf(options, 'chat_id');
  if (isObject(parameters) && elsewhere !== undefined && Number(elsewhere) !== room.chat.id)
    throw badRequest('the emulator knows replies within a chat only');
  const heard = integerOf(options, 'ephemeral_message_id');
  if (heard !== undefined) {
    const message = room.messages.find(({ ephemeral_message_id }) => ephemeral_message_id === heard);
    const isOpen = message !== undefined && unixTime(now) - message.date <= EPHEMERAL_REPLY_S;
    if (!isEphemeral || !isOpen) throw badRequest(REPLIED_NOT_FOUND);
    return message;
  }
  const id = isObject(parameters)
    ? integerOf(parameters, 'message_id')
    : integerOf(payload, 'reply_to_message_id');
  if (id === undefined || id <= 0) return undefined;
  const message = chats.find(room, id);
  if (message === undefined && (isEphemeral || !flagOf(options, 'allow_sending_without_reply')))
    throw badRequest(REPLIED_NOT_FOUND);
  return message;
}
