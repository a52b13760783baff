import type { BotCommand, ReactionType, ReplyKeyboardMarkup, User } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Commands } from './commands.ts';
import type { Events } from './events.ts';
import type { Files, SentFile } from './files.ts';
import type { Profile } from './profile.ts';
import type { Standing } from './rights.ts';
import type { ChatMessage, EmulatedChat } from './room.ts';

/** The data that a client shows. Reading changes nothing. */
export type Screen = {
  /** In the order in which they were opened. */
  chats(): EmulatedChat[];
  /** The history of a chat, oldest first. */
  messages(chatId: number): readonly ChatMessage[];
  /** The bot's reactions to a message. */
  reactions(chatId: number, messageId: number): readonly ReactionType[];
  /** Ids of the pinned messages. */
  pinned(chatId: number): number[];
  /** The keyboard in place of the letters. */
  keyboard(chatId: number): ReplyKeyboardMarkup | undefined;
  /** A file that the bot has sent, by its `file_id`; undefined after fifty newer ones. */
  file(fileId: string): SentFile | undefined;
  topics(chatId: number): { threadId: number; name: string; closed: boolean }[];
  botStanding(chatId: number): Standing;
  /** The command menu that a user sees in a chat. */
  commandsFor(chatId: number, user: User): BotCommand[];
  /** Name and descriptions in a user's language. */
  profileFor: Profile['visible'];
  subscribe: Events['subscribe'];
};

export function createScreen({
  chats,
  events,
  files,
  commands,
  profile,
}: {
  chats: Chats;
  events: Events;
  files: Files;
  commands: Commands;
  profile: Profile;
}): Screen {
  return {
    chats: () => chats.all().map(({ chat }) => chat),
    messages: (chatId) => [...chats.get(chatId).messages],
    reactions: (chatId, messageId) => chats.get(chatId).reactions.get(messageId) ?? [],
    pinned: (chatId) => [...chats.get(chatId).pinned],
    keyboard: (chatId) => chats.get(chatId).keyboard,
    file: files.get,
    topics: (chatId) =>
      [...chats.get(chatId).topics].map(([threadId, { name, closed }]) => ({ threadId, name, closed })),
    botStanding: (chatId) => chats.get(chatId).bot,
    commandsFor: (chatId, { id, language_code }) =>
      commands.visible(chats.get(chatId), { id, languageCode: language_code }),
    profileFor: profile.visible,
    subscribe: events.subscribe,
  };
}
