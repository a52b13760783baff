// A chat with its content, and the bot's rights there.
import type {
  Chat,
  InlineKeyboardMarkup,
  Message,
  ReactionType,
  ReplyKeyboardMarkup,
  Update,
  User,
} from 'grammy/types';
import { badRequest, forbidden, Refusal } from './refusal.ts';
import type { Rights, Standing } from './rights.ts';

export type EmulatedChat = Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;
/** A message of such a chat; an edit replaces it and never changes it. */
export type ChatMessage = Message & Update.NonChannel;

export type Room = {
  chat: EmulatedChat;
  /** The bot's membership; in a private chat `kicked` means blocked, `left` not started yet. */
  bot: Standing;
  /** Its rights as an administrator, where they are not the usual ones. */
  rights: Rights;
  /** People in a group by their id. */
  people: Map<number, { user: User; standing: Standing }>;
  /** Topics of a forum by their thread id. */
  topics: Map<number, { name: string; closed: boolean; creator: User }>;
  messages: ChatMessage[];
  /** Ids of the pinned messages, oldest first. */
  pinned: Set<number>;
  /** The keyboard in place of the letters. */
  keyboard: ReplyKeyboardMarkup | undefined;
  /** The bot's reactions by message id: they are not part of a message, so that an edit keeps them. */
  reactions: Map<number, readonly ReactionType[]>;
  /** The id of the supergroup that this group has become. */
  movedTo: number | undefined;
  nextMessageId: () => number;
  /** The number of the last ephemeral message. */
  ephemeral: number;
};

/** @throws Refusal */
export function checkAccess({ chat, bot, movedTo }: Room, access: 'read' | 'write'): void {
  if (movedTo !== undefined) {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    throw new Refusal(400, description, { migrate_to_chat_id: movedTo });
  }
  if (chat.type === 'private') {
    if (access === 'read') return;
    if (bot === 'kicked') throw forbidden('bot was blocked by the user');
    if (bot === 'left') throw forbidden("bot can't initiate conversation with a user");
    return;
  }
  const kind = chat.type === 'group' ? 'group chat' : 'supergroup chat';
  if (bot === 'kicked') throw forbidden(`bot was kicked from the ${kind}`);
  if (bot === 'left') throw forbidden(`bot is not a member of the ${kind}`);
  if (bot === 'restricted' && access === 'write')
    throw badRequest('not enough rights to send text messages to the chat');
}

/** A message without some of its optional fields. */
export function without(message: ChatMessage, ...fields: readonly (keyof Message)[]): ChatMessage {
  const rest = { ...message };
  for (const field of fields) Reflect.deleteProperty(rest, field);
  return rest;
}

type Replied = { reply_to_message?: NonNullable<Message['reply_to_message']> };

/** The field of a message that replies to another; replies are not nested. */
export function repliedField(message: ChatMessage | undefined): Replied {
  if (message === undefined) return {};
  // The type requires the removed field to be undefined.
  const replied = without(message, 'reply_to_message') as unknown as NonNullable<Message['reply_to_message']>;
  return { reply_to_message: replied };
}

/** The fields of a message in a topic. */
export function inTopic(threadId: number): { message_thread_id: number; is_topic_message: true } {
  return { message_thread_id: threadId, is_topic_message: true };
}

/** The topic that a message stands in. */
export function topicOf({ is_topic_message, message_thread_id }: Partial<Message>): number | undefined {
  return is_topic_message === true ? message_thread_id : undefined;
}

/** A message with a new keyboard, or without one. */
export function withKeyboard(message: ChatMessage, keyboard: InlineKeyboardMarkup | undefined): ChatMessage {
  const rest = without(message, 'reply_markup');
  return keyboard === undefined ? rest : { ...rest, reply_markup: keyboard };
}
