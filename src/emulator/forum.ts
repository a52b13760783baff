// Topics of a forum, as people and the bot create, name, close and delete them.
import type { User, UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { integerOf, type Payload, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { mayBot } from './rights.ts';
import { inTopic, type Room } from './room.ts';
import type { Announce } from './service-messages.ts';

/** Topics as people change them; the bot is told by service messages, but not of a deletion. */
export type ForumActs = {
  /** Switches topics on or off. */
  setForum(chatId: number, isForum: boolean): void;
  /** Begins a topic of a forum; returns its thread id. */
  createTopic(chatId: number, user: User, name: string): number;
  renameTopic(chatId: number, threadId: number, user: User, name: string): void;
  /** `by`: whoever began the topic, by default. */
  setTopicClosed(chatId: number, threadId: number, closed: boolean, by?: User): void;
  /** Deletes a topic with its messages; from then on it is refused as not found. */
  deleteTopic(chatId: number, threadId: number): void;
};

type Topic = { room: Room; threadId: number; topic: NonNullable<ReturnType<Room['topics']['get']>> };

/** Characters of a name. Source: Bot API, createForumTopic. */
const MAX_NAME = 128;
const COLORS = [0x6f_b9_f0, 0xff_d6_7e, 0xcb_86_db, 0x8e_ee_98, 0xff_93_b2, 0xfb_6f_5f] as const;

export function createForum({
  bot,
  chats,
  events,
  announce,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  announce: Announce;
}): { methods: Methods; acts: ForumActs } {
  const { id, is_bot, first_name, username } = bot;
  const botUser: User = { id, is_bot, first_name, username };

  /** The thread id of a topic is the id of the message that began it. */
  function begin(room: Room, creator: User, name: string, icon_color: (typeof COLORS)[number]): number {
    const threadId = room.nextMessageId();
    const forum_topic_created = { name, icon_color };
    announce(room, { message_id: threadId, from: creator, ...inTopic(threadId), forum_topic_created });
    room.topics.set(threadId, { name, closed: false, creator });
    return threadId;
  }

  function rename({ room, threadId, topic }: Topic, by: User, name: string): void {
    topic.name = name;
    announce(room, { from: by, ...inTopic(threadId), forum_topic_edited: { name } });
  }

  function setClosed({ room, threadId, topic }: Topic, by: User, closed: boolean): void {
    topic.closed = closed;
    const what = closed ? { forum_topic_closed: {} as const } : { forum_topic_reopened: {} as const };
    announce(room, { from: by, ...inTopic(threadId), ...what });
  }

  function remove({ room, threadId }: Topic): void {
    room.topics.delete(threadId);
    for (const { message_id: messageId, message_thread_id } of [...room.messages])
      if (message_thread_id === threadId && chats.remove(room, messageId))
        events.emit({ kind: 'deleted', chatId: room.chat.id, messageId });
  }

  /** @throws Refusal */
  function forumOf(payload: Payload): Room {
    const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
    if (room.chat.is_forum !== true) throw badRequest('the chat is not a forum');
    return room;
  }

  /** The topic of a request; those who began it may do what others need a right for. @throws Refusal */
  function topicOf(payload: Payload, doing: string): Topic {
    const room = forumOf(payload);
    const threadId = integerOf(payload, 'message_thread_id') ?? 0;
    if (threadId <= 0) throw badRequest('invalid message thread identifier specified');
    const topic = room.topics.get(threadId);
    if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
    if (topic.creator.id !== id && !mayBot(room, 'can_manage_topics'))
      throw badRequest(`not enough rights to ${doing} the topic`);
    return { room, threadId, topic };
  }

  function close(payload: Payload, closed: boolean): true {
    const found = topicOf(payload, 'close or open');
    if (found.topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
    setClosed(found, botUser, closed);
    return true;
  }

  /** A topic as people see it. @throws Error for one that is not there */
  function seen(chatId: number, threadId: number): Topic {
    const room = chats.get(chatId);
    const topic = room.topics.get(threadId);
    if (topic === undefined) throw new Error(`there is no topic ${threadId}`);
    return { room, threadId, topic };
  }

  return {
    methods: {
      createForumTopic: (payload) => {
        const room = forumOf(payload);
        if (!mayBot(room, 'can_manage_topics')) throw badRequest('not enough rights to create a topic');
        const name = nameIn(payload);
        if (name === '') throw badRequest('title must be non-empty');
        const color = integerOf(payload, 'icon_color') ?? COLORS[0];
        const icon_color = COLORS.find((known) => known === color);
        if (icon_color === undefined) throw badRequest('TOPIC_ICON_COLOR_INVALID');
        return { message_thread_id: begin(room, botUser, name, icon_color), name, icon_color };
      },
      editForumTopic: (payload) => {
        const found = topicOf(payload, 'edit');
        const name = nameIn(payload);
        if (name === '') return true;
        if (name === found.topic.name) throw badRequest('TOPIC_NOT_MODIFIED');
        rename(found, botUser, name);
        return true;
      },
      closeForumTopic: (payload) => close(payload, true),
      reopenForumTopic: (payload) => close(payload, false),
      deleteForumTopic: (payload) => {
        const room = forumOf(payload);
        const threadId = integerOf(payload, 'message_thread_id') ?? 0;
        const topic = room.topics.get(threadId);
        if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
        // The right is needed for a topic of its own as well; TDLib leaves that refusal to the server.
        if (!mayBot(room, 'can_delete_messages'))
          throw badRequest(
            topic.creator.id === id ? 'CHAT_ADMIN_REQUIRED' : 'not enough rights to delete the topic',
          );
        remove({ room, threadId, topic });
        return true;
      },
    },
    acts: {
      setForum: (chatId, isForum) => {
        const room = chats.get(chatId);
        if (room.chat.type !== 'supergroup') throw new Error(`chat ${chatId} is not a supergroup`);
        const chat = { ...room.chat };
        delete chat.is_forum;
        room.chat = isForum ? { ...chat, is_forum: true } : chat;
        events.emit({ kind: 'chat', chat: room.chat });
      },
      createTopic: (chatId, user, name) => {
        const room = chats.get(chatId);
        if (room.chat.is_forum !== true) throw new Error(`chat ${chatId} is not a forum`);
        return begin(room, user, name, COLORS[0]);
      },
      renameTopic: (chatId, threadId, user, name) => {
        rename(seen(chatId, threadId), user, name);
      },
      setTopicClosed: (chatId, threadId, closed, by) => {
        const found = seen(chatId, threadId);
        setClosed(found, by ?? found.topic.creator, closed);
      },
      deleteTopic: (chatId, threadId) => {
        remove(seen(chatId, threadId));
      },
    },
  };
}

function nameIn(payload: Payload): string {
  return (textOf(payload, 'name') ?? '').trim().slice(0, MAX_NAME);
}
