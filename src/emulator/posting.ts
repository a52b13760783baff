// Puts a message of the bot into a chat: where in it, for whom, with which keyboard.
import type { Message, User, UserFromGetMe } from 'grammy/types';
import type { Chats, MessageParts } from './chats.ts';
import { type Now, unixTime } from './clock.ts';
import type { Events } from './events.ts';
import { keyboardOf } from './keyboard.ts';
import { flagOf, integerOf, isObject, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { replyKeyboardOf } from './reply-keyboard.ts';
import { mayBot } from './rights.ts';
import { type ChatMessage, inTopic, repliedField, type Room, topicOf } from './room.ts';

export type Posting = {
  /** Sends a content as a request wants it. @throws Refusal */
  post: (payload: Payload, content: Partial<Message>) => ChatMessage;
  /** The topic and the message replied to. @throws Refusal */
  placeOf: (payload: Payload, room: Room) => Place;
};

export type Place = Pick<MessageParts, 'message_thread_id' | 'is_topic_message' | 'reply_to_message'>;

const REPLIED_NOT_FOUND = 'message to be replied not found';
/** Seconds during which an ephemeral message can be replied to. Source: Bot API, ReplyParameters. */
const EPHEMERAL_REPLY_S = 15;

export function createPosting({
  bot: { is_bot, id, first_name, username },
  chats,
  events,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  now: Now;
}): Posting {
  function placeOf(payload: Payload, room: Room): Place {
    const replied = repliedTo(payload, room);
    const asked = integerOf(payload, 'message_thread_id') ?? 0;
    // A reply stays in the topic of the message that it replies to.
    const threadId = asked === 0 ? replied && topicOf(replied) : asked;
    if (threadId !== undefined) checkTopic(room, threadId);
    return { ...(threadId === undefined ? {} : inTopic(threadId)), ...repliedField(replied) };
  }

  /** In a closed topic write only those who could open it. @throws Refusal */
  function checkTopic(room: Room, threadId: number): void {
    const topic = room.topics.get(threadId);
    if (topic === undefined) throw badRequest('message thread not found');
    if (topic.closed && topic.creator.id !== id && !mayBot(room, 'can_manage_topics'))
      throw badRequest('TOPIC_CLOSED');
  }

  function repliedTo(payload: Payload, room: Room): ChatMessage | undefined {
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
    const asked = isObject(parameters)
      ? integerOf(parameters, 'message_id')
      : integerOf(payload, 'reply_to_message_id');
    if (asked === undefined || asked <= 0) return undefined;
    const message = chats.find(room, asked);
    if (message === undefined && (isEphemeral || !flagOf(options, 'allow_sending_without_reply')))
      throw badRequest(REPLIED_NOT_FOUND);
    return message;
  }

  return {
    placeOf,
    post: (payload, content) => {
      const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
      const isPrivate = room.chat.type === 'private';
      const keyboard = keyboardOf(payload, { isPrivate });
      const replyKeyboard = replyKeyboardOf(payload, isPrivate);
      const receiver = receiverOf(payload, room);
      const message = chats.add(room, {
        from: { id, is_bot, first_name, username },
        ...(receiver === undefined ? {} : chats.ephemeralTo(room, receiver)),
        ...placeOf(payload, room),
        ...content,
        ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
      });
      if (replyKeyboard !== undefined)
        room.keyboard = replyKeyboard === 'removed' ? undefined : replyKeyboard;
      events.emit({ kind: 'message', chatId: room.chat.id, message });
      return message;
    },
  };
}

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
