// Changes to a whole chat: members, topics, blocks, the upgrade to a supergroup.
import type { User, UserFromGetMe } from 'grammy/types';
import type { Chats, GroupOptions, MessageParts } from './chats.ts';
import type { ChatMessage, EmulatedChat, Room, Standing } from './room.ts';
import type { Events } from './events.ts';
import type { Membership } from './membership.ts';
import type { UpdatesQueue } from './updates-queue.ts';

export type Groups = {
  /** Opens the private chat of a user without a message. */
  openPrivateChat(user: User): EmulatedChat;
  createGroup(options: GroupOptions): EmulatedChat;
  createSupergroup(options: GroupOptions): EmulatedChat;
  /** Begins a topic of a forum; returns its thread id. */
  createTopic(chatId: number, user: User, name: string): number;
  setTopicClosed(chatId: number, threadId: number, closed: boolean): void;
  addBotTo(chatId: number, by: User): void;
  removeBotFrom(chatId: number, by: User): void;
  /** Makes the bot an administrator, restricts it, and so on. */
  setBotStanding(chatId: number, standing: Standing, by: User): void;
  /** A reader blocks the bot; writing to it lifts the block. */
  block(user: User): void;
  /** Upgrades a group; from then on its old id is refused with the new one. */
  migrate(chatId: number, by: User): EmulatedChat;
  /** Deletes a message as a person would: bots are not told. */
  deleteMessage(chatId: number, messageId: number): void;
};

export function createGroups({
  bot,
  chats,
  updates,
  events,
  membership,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  updates: UpdatesQueue;
  events: Events;
  membership: Membership;
}): Groups {
  /** A service message about the chat; every bot in it gets those. */
  function announce(room: Room, parts: MessageParts): ChatMessage {
    const message = chats.add(room, parts);
    events.emit({ kind: 'message', chatId: room.chat.id, message });
    if (room.bot !== 'left' && room.bot !== 'kicked') updates.push({ message });
    return message;
  }

  function opened(room: Room): EmulatedChat {
    events.emit({ kind: 'chat', chat: room.chat });
    return room.chat;
  }

  function addBotTo(chatId: number, by: User): void {
    const room = groupOf(chats.get(chatId));
    chats.meet(by);
    membership.changeBot(room, 'member', by);
    const { id, is_bot, first_name, username } = bot;
    announce(room, { from: by, new_chat_members: [{ id, is_bot, first_name, username }] });
  }

  function removeBotFrom(chatId: number, by: User): void {
    membership.changeBot(groupOf(chats.get(chatId)), 'kicked', by);
  }

  return {
    openPrivateChat: (user) => opened(chats.openPrivate(user)),
    createGroup: (options) => opened(chats.openGroup('group', options)),
    createSupergroup: (options) => opened(chats.openGroup('supergroup', options)),
    createTopic: (chatId, user, name) => {
      const room = chats.get(chatId);
      if (room.chat.is_forum !== true) throw new Error(`chat ${chatId} is not a forum`);
      const threadId = announceTopic(room, user, name);
      room.topics.set(threadId, { name, closed: false });
      return threadId;
    },
    setTopicClosed: (chatId, threadId, closed) => {
      const topic = chats.get(chatId).topics.get(threadId);
      if (topic === undefined) throw new Error(`there is no topic ${threadId}`);
      topic.closed = closed;
    },
    addBotTo,
    removeBotFrom,
    setBotStanding: (chatId, standing, by) => {
      membership.changeBot(groupOf(chats.get(chatId)), standing, by);
    },
    block: (user) => {
      membership.changeBot(chats.openPrivate(user), 'kicked', user);
    },
    migrate: (chatId, by) => {
      const old = chats.get(chatId);
      if (old.chat.type !== 'group') throw new Error(`chat ${chatId} is not a group`);
      const next = chats.openGroup('supergroup', {
        title: old.chat.title,
        people: [...old.people.values()],
        bot: old.bot,
      });
      announce(old, { from: by, migrate_to_chat_id: next.chat.id });
      old.movedTo = next.chat.id;
      announce(next, { from: by, migrate_from_chat_id: chatId });
      return opened(next);
    },
    deleteMessage: (chatId, messageId) => {
      if (chats.remove(chats.get(chatId), messageId)) events.emit({ kind: 'deleted', chatId, messageId });
    },
  };

  /** The thread id of a topic is the id of the message that began it. */
  function announceTopic(room: Room, user: User, name: string): number {
    const forum_topic_created = { name, icon_color: 0x6f_b9_f0 as const };
    const message_id = room.nextMessageId();
    announce(room, {
      message_id,
      from: user,
      message_thread_id: message_id,
      is_topic_message: true,
      forum_topic_created,
    });
    return message_id;
  }
}

function groupOf(room: Room): Room {
  if (room.chat.type === 'private') throw new Error('a private chat has no members to change');
  return room;
}
