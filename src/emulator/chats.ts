// All chats, known people, and written messages.
import type { Chat, Message, User } from 'grammy/types';
import { type Now, unixTime } from './clock.ts';
import { badRequest } from './refusal.ts';
import type { Standing } from './rights.ts';
import { checkAccess, type ChatMessage, type EmulatedChat, type Room } from './room.ts';

export type Chats = {
  openPrivate(user: User): Room;
  openGroup(type: 'group' | 'supergroup', options: GroupOptions): Room;
  all(): Room[];
  /** @throws Error for a chat that was never opened, which is the caller's bug */
  get(chatId: number): Room;
  has(chatId: number): boolean;
  /** The chat that a request names, if the bot has the right there. @throws Refusal */
  forBot(chatId: string | undefined, access: 'read' | 'write'): Room;
  /** Anyone seen so far. */
  person: (userId: number) => User | undefined;
  meet(user: User): void;
  find(room: Room, messageId: number): ChatMessage | undefined;
  /** The fields that make a message one that a single receiver sees; such messages have no number of their own. */
  ephemeralTo(room: Room, receiver: User): Partial<Message>;
  /** Numbers, dates and stores a message; drops the oldest beyond the limit. */
  add(room: Room, parts: MessageParts): ChatMessage;
  replace(room: Room, message: ChatMessage): void;
  remove(room: Room, messageId: number): boolean;
};

export type GroupOptions = {
  id?: number;
  title: string;
  username?: string;
  isForum?: boolean;
  people?: readonly { user: User; standing?: Standing }[];
  /** The bot's initial membership; `left` by default. */
  bot?: Standing;
};

export type MessageParts = Partial<Message> & { from: User };

/** Telegram's ids of supergroups begin with -100. */
const FIRST_SUPERGROUP = -1_001_000_000_001;
const FIRST_GROUP = -5_001;

export function createChats({ now, historyLimit }: { now: Now; historyLimit: number }): Chats {
  const rooms = new Map<number, Room>();
  const known = new Map<number, User>();
  let nextGroup = FIRST_GROUP;
  let nextSupergroup = FIRST_SUPERGROUP;
  /** Private chats and groups share one sequence of message ids; each supergroup has its own. */
  let shared = 0;

  function open(chat: EmulatedChat, bot: Standing): Room {
    // The first message of a supergroup announces its creation, so no topic begins with it.
    let own = 1;
    const nextMessageId = chat.type === 'supergroup' ? () => ++own : () => ++shared;
    const room: Room = {
      chat,
      bot,
      rights: {},
      people: new Map(),
      topics: new Map(),
      messages: [],
      pinned: new Set(),
      keyboard: undefined,
      reactions: new Map(),
      movedTo: undefined,
      ephemeral: 0,
      nextMessageId,
    };
    rooms.set(chat.id, room);
    return room;
  }

  function forget(room: Room, index: number): void {
    for (const { message_id } of room.messages.splice(index, 1)) {
      room.reactions.delete(message_id);
      room.pinned.delete(message_id);
    }
  }

  function resolve(chatId: string | undefined): Room | undefined {
    if (chatId?.startsWith('@') !== true) return rooms.get(Number(chatId));
    const name = chatId.slice(1).toLowerCase();
    return [...rooms.values()].find(
      ({ chat }) => chat.type === 'supergroup' && chat.username?.toLowerCase() === name,
    );
  }

  return {
    openPrivate: (user) => {
      known.set(user.id, user);
      const { id, first_name, last_name, username } = user;
      const chat: Chat.PrivateChat = {
        id,
        type: 'private',
        first_name,
        ...(last_name === undefined ? {} : { last_name }),
        ...(username === undefined ? {} : { username }),
      };
      return rooms.get(id) ?? open(chat, 'left');
    },
    openGroup: (type, { id, title, username, isForum = false, people = [], bot = 'left' }) => {
      const room = open(
        type === 'group'
          ? { id: id ?? nextGroup--, type, title }
          : {
              id: id ?? nextSupergroup--,
              type,
              title,
              ...(username === undefined ? {} : { username }),
              ...(isForum ? { is_forum: true } : {}),
            },
        bot,
      );
      for (const { user, standing = 'member' } of people) {
        known.set(user.id, user);
        room.people.set(user.id, { user, standing });
      }
      return room;
    },
    all: () => [...rooms.values()],
    get: (chatId) => {
      const room = rooms.get(chatId);
      if (room === undefined) throw new Error(`there is no chat ${chatId}`);
      return room;
    },
    has: (chatId) => rooms.has(chatId),
    forBot: (chatId, access) => {
      if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
      const room = resolve(chatId);
      if (room === undefined) throw badRequest('chat not found');
      checkAccess(room, access);
      return room;
    },
    person: (userId) => known.get(userId),
    meet: (user) => {
      known.set(user.id, user);
    },
    find: (room, messageId) =>
      messageId === 0 ? undefined : room.messages.find(({ message_id }) => message_id === messageId),
    ephemeralTo: (room, receiver) => ({
      message_id: 0,
      receiver_user: receiver,
      ephemeral_message_id: ++room.ephemeral,
    }),
    add: (room, parts) => {
      const message = {
        message_id: parts.message_id ?? room.nextMessageId(),
        date: unixTime(now),
        chat: room.chat,
        ...parts,
      } as ChatMessage; // every kind of message has these fields and its own
      room.messages.push(message);
      if (room.messages.length > historyLimit) forget(room, 0);
      return message;
    },
    replace: (room, message) => {
      const index = room.messages.findIndex(({ message_id }) => message_id === message.message_id);
      if (index >= 0) room.messages[index] = message;
    },
    remove: (room, messageId) => {
      const index = room.messages.findIndex(({ message_id }) => message_id === messageId);
      if (index >= 0) forget(room, index);
      return index >= 0;
    },
  };
}
