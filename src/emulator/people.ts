// The people's side of a chat: their actions become messages, and updates for the bot if it may see them.
import type { Chat, Message, User, UserFromGetMe } from 'grammy/types';
import type { Chats, MessageParts } from './chats.ts';
import { type ChatMessage, inTopic, repliedField, type Room, without } from './room.ts';
import type { CallbackOutcome, Callbacks } from './callbacks.ts';
import { type Now, unixTime } from './clock.ts';
import { hasCaption } from './content.ts';
import type { InlineMessages } from './editing.ts';
import type { Events } from './events.ts';
import type { Files } from './files.ts';
import { formatText, MAX_CAPTION, MAX_TEXT } from './formatted-text.ts';
import type { Guests } from './guests.ts';
import type { Inline, InlineOutcome } from './inline.ts';
import { contentParts } from './inline-results.ts';
import type { Membership } from './membership.ts';
import { reachesBot } from './privacy-mode.ts';
import type { UpdatesQueue } from './updates-queue.ts';

export type SayOptions = {
  replyTo?: number | undefined;
  threadId?: number | undefined;
  /** An ephemeral message that is replied to: the reply is one too, for the bot alone. */
  replyToEphemeral?: number | undefined;
  /** The part that is quoted of the message replied to, or of one in another chat. */
  quote?: string | undefined;
  /** Further fields of the message: a photo, the id of an album, where it was forwarded from. */
  fields?: Partial<Message> | undefined;
};

export type People = {
  /**
   * Sends a text, which opens a private chat. It is trimmed as in Telegram. Below a photo or another file it is the
   * caption; with any further fields it may be empty.
   * @throws Error for what a client would not send: an empty text, more than 4096 characters, to an unknown chat
   */
  say(chatId: number, user: User, text: string, options?: SayOptions): ChatMessage;
  /** Changes the text of a message, or its caption. @throws Error for a text or message that cannot be changed so */
  edit(chatId: number, messageId: number, text: string): ChatMessage;
  /** Presses start, with the parameter of a deep link. */
  start(chatId: number, user: User, parameter?: string): ChatMessage;
  /** Presses a button; any data is possible, as from a forged client. @throws Error without such a message */
  press(chatId: number, messageId: number, user: User, callbackData: string): Promise<CallbackOutcome>;
  /** Types `@bot query` into a chat; the query tells the bot the kind of chat. */
  inline(user: User, query: string, offset?: string, chatId?: number): Promise<InlineOutcome>;
  /** Sends one of this user's inline results. @throws Error for any other */
  chooseInline(user: User, chatId: number, resultId: string, query: string): ChatMessage;
};

export function createPeople({
  bot,
  chats,
  updates,
  events,
  files,
  callbacks,
  inline,
  guests,
  membership,
  inlineMessages,
  inlineFeedback,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  updates: UpdatesQueue;
  events: Events;
  files: Files;
  callbacks: Callbacks;
  inline: Inline;
  guests: Guests;
  membership: Membership;
  inlineMessages: InlineMessages;
  inlineFeedback: boolean;
  now: Now;
}): People {
  /** The inline id of a message that the bot did not send into a chat of its own. */
  function inlineIdOf(chatId: number, messageId: number): string | undefined {
    const isThis = (place: { chatId: number; messageId: number }): boolean =>
      place.chatId === chatId && place.messageId === messageId;
    return [...inlineMessages].find(([, place]) => isThis(place))?.[0];
  }

  /** The chat that a person writes into; writing to the bot starts it, or lifts a block. */
  function enter(chatId: number, user: User): Room {
    chats.meet(user);
    const room = chatId === user.id ? chats.openPrivate(user) : chats.get(chatId);
    if (room.chat.type === 'private') {
      // The first message needs no update, but unblocking does.
      if (room.bot === 'kicked') membership.changeBot(room, 'member', user);
      else room.bot = 'member';
    } else if (!room.people.has(user.id)) room.people.set(user.id, { user, standing: 'member' });
    return room;
  }

  function post(room: Room, parts: MessageParts): ChatMessage {
    const message = chats.add(room, parts);
    events.emit({ kind: 'message', chatId: room.chat.id, message });
    if (reachesBot(room, message, bot)) updates.push({ message });
    else guests.hear(room, message);
    return message;
  }

  function say(
    chatId: number,
    user: User,
    text: string,
    { replyTo, replyToEphemeral, threadId, quote, fields = {} }: SayOptions = {},
  ): ChatMessage {
    const written = text === '' && Object.keys(fields).length > 0 ? {} : writtenIn(text, hasCaption(fields));
    const room = enter(chatId, user);
    files.met(fields);
    if (threadId !== undefined && !room.topics.has(threadId))
      throw new Error(`there is no topic ${threadId}`);
    // A message in a topic replies to the message that began it, unless it replies to another.
    const replied = chats.find(room, replyTo ?? threadId ?? 0);
    return post(room, {
      from: user,
      ...(replyToEphemeral === undefined ? {} : forBot(room, user, replyToEphemeral)),
      ...fields,
      ...written,
      ...(quote === undefined ? {} : { quote: { text: quote, position: 0, is_manual: true } }),
      ...(threadId === undefined ? {} : inTopic(threadId)),
      ...repliedField(replied),
    });
  }

  /** @throws Error */
  function forBot(room: Room, user: User, replyTo: number): Partial<Message> {
    const isShown = room.messages.some(
      ({ ephemeral_message_id, receiver_user }) =>
        ephemeral_message_id === replyTo && receiver_user?.id === user.id,
    );
    if (!isShown) throw new Error(`user ${user.id} sees no ephemeral message ${replyTo}`);
    const { id, is_bot, first_name, username } = bot;
    return chats.ephemeralTo(room, { id, is_bot, first_name, username });
  }

  /** @throws Error */
  function writtenIn(text: string, isCaption: boolean): Pick<Message, 'text' | 'caption'> {
    const formatted = formatText({ text, parseMode: undefined, entities: undefined }, chats.person);
    const max = isCaption ? MAX_CAPTION : MAX_TEXT;
    if (formatted.text.length > max) throw new Error(`a message has ${max} characters at most`);
    const entities = formatted.entities.length === 0 ? undefined : formatted.entities;
    return isCaption
      ? { caption: formatted.text, ...(entities === undefined ? {} : { caption_entities: entities }) }
      : { text: formatted.text, ...(entities === undefined ? {} : { entities }) };
  }

  function edit(chatId: number, messageId: number, text: string): ChatMessage {
    const room = chats.get(chatId);
    const message = chats.find(room, messageId);
    if (message === undefined || message.from.id === bot.id)
      throw new Error(`no person has written message ${messageId} in chat ${chatId}`);
    const isCaption = hasCaption(message);
    const edited: ChatMessage = {
      ...without(message, 'text', 'entities', 'caption', 'caption_entities'),
      ...(text === '' && isCaption ? {} : writtenIn(text, isCaption)),
      edit_date: unixTime(now),
    };
    chats.replace(room, edited);
    events.emit({ kind: 'edited', chatId, message: edited });
    if (reachesBot(room, edited, bot))
      updates.push({ edited_message: { ...edited, edit_date: unixTime(now) } });
    return edited;
  }

  /** A message as the server shows it now: what it replies to may have been edited or deleted since. */
  function current(room: Room, message: ChatMessage): ChatMessage {
    const replied = message.reply_to_message;
    if (replied === undefined) return message;
    return { ...without(message, 'reply_to_message'), ...repliedField(chats.find(room, replied.message_id)) };
  }

  return {
    say,
    edit,
    start: (chatId, user, parameter) =>
      say(chatId, user, parameter === undefined || parameter === '' ? '/start' : `/start ${parameter}`),
    press: (chatId, messageId, user, data) => {
      const room = chats.get(chatId);
      const message = chats.find(room, messageId);
      if (message === undefined) throw new Error(`there is no message ${messageId} in chat ${chatId}`);
      chats.meet(user);
      const inlineId = inlineIdOf(chatId, messageId);
      return callbacks.press(user, {
        data,
        ...(inlineId === undefined ? { message: current(room, message) } : { inline_message_id: inlineId }),
      });
    },
    inline: (user, query, offset = '', chatId) => {
      chats.meet(user);
      if (!bot.supports_inline_queries) return Promise.resolve({ answered: false });
      return inline.ask(
        user,
        query,
        offset,
        chatId === undefined ? undefined : kindOf(chats.get(chatId).chat, user),
      );
    },
    chooseInline: (user, chatId, resultId, query) => {
      const content = inline.content(user.id, resultId);
      if (content === undefined) throw new Error(`no inline result ${resultId} was shown to user ${user.id}`);
      const room = enter(chatId, user);
      const { id, is_bot, first_name, username } = bot;
      const message = post(room, {
        from: user,
        via_bot: { id, is_bot, first_name, username },
        ...contentParts(content),
      });
      const inlineId = content.keyboard === undefined ? undefined : `inline${inlineMessages.size + 1}`;
      if (inlineId !== undefined) inlineMessages.set(inlineId, { chatId, messageId: message.message_id });
      if (inlineFeedback) {
        const inline_message_id = inlineId === undefined ? {} : { inline_message_id: inlineId };
        updates.push({
          chosen_inline_result: { result_id: resultId, from: user, query, ...inline_message_id },
        });
      }
      return message;
    },
  };
}

function kindOf(chat: Chat, user: User): 'sender' | Chat['type'] {
  return chat.id === user.id ? 'sender' : chat.type;
}
