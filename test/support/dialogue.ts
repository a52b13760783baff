// A conversation with the real bot through grammY's own seams: updates go in by handleUpdate, requests come out where the
// network would be, and the judge looks at every one of them.
import assert from 'node:assert/strict';
import type { Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import type { Wiki } from '../../src/answer/wiki.ts';
import type { AdminAccess } from '../../src/bot/dependencies.ts';
import { createBot } from '../../src/bot/create-bot.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import type { Logger } from '../../src/system/logger.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import type { TestEngine } from './engine.ts';
import {
  type Act,
  BOT,
  createFakeTelegram,
  type FakeTelegram,
  type InlineShown,
  type Sent,
} from './fake-telegram.ts';
import { createJudge } from './judge/judge.ts';

type GroupMessage = {
  from?: Partial<User>;
  threadId?: number;
  replyTo?: Message;
  extra?: Partial<Message>;
};

export type Dialogue = Pick<FakeTelegram, 'failNext'> & {
  say: (text: string, options?: { replyTo?: Message }) => Promise<Act[]>;
  /** A message in a group; mentions and a command at its beginning become entities. */
  sayInGroup: (text: string, options?: GroupMessage) => Promise<Act[]>;
  /** Presses a button of the newest message that has one that begins with this text. */
  press: (button: string, options?: { expired?: boolean; by?: Partial<User> }) => Promise<Act[]>;
  /** Presses a button that the bot never sent. */
  pressData: (data: string) => Promise<Act[]>;
  inline: (query: string, offset?: string) => Promise<Act[]>;
  choose: (resultId: string) => Promise<Act[]>;
  send: (update: Omit<Update, 'update_id'>, updateId?: number) => Promise<Act[]>;
  /** A message of the dialogue by its id, as Telegram would hand it out. */
  message: (messageId: number) => Message;
  /** Everything logged as an error. */
  errors: string[];
  /** Everything logged as information or warning. */
  infos: string[];
  state: StateStore;
  /** Lets time pass, in minutes. */
  wait: (minutes: number) => void;
};

const USER: User = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
const CHAT: Chat.PrivateChat = { id: 7, type: 'private', first_name: '读者' };
export const GROUP: Chat.SupergroupChat = { id: -1005, type: 'supergroup', title: '群', is_forum: true };

export type DialogueOptions = {
  wiki?: Partial<Wiki>;
  state?: StateStore;
  language?: string;
  /** For /random; always the first topic by default. */
  random?: () => number;
  /** What getChatMember says of everybody. */
  status?: string;
  pageUrl?: (slug: string, sectionId?: string) => string;
  /** Makes the reader (account 7) an operator. */
  admin?: AdminAccess;
  /** Id of the update before the first one; for a second dialogue over the state of another. */
  updatesFrom?: number;
};

export function startDialogue(engine: TestEngine, options: DialogueOptions = {}): Dialogue {
  const errors: string[] = [];
  const infos: string[] = [];
  const logger: Logger = {
    debug: () => undefined,
    info: (message) => infos.push(message),
    warn: (message) => infos.push(message),
    error: (message, details) => errors.push(`${message} ${JSON.stringify(details)}`),
  };
  let clock = Date.parse('2026-11-24T12:00:00Z');
  const now = (): number => clock;
  const state = options.state ?? createMemoryState();
  const user: User = options.language === undefined ? USER : { ...USER, language_code: options.language };
  const telegram = createFakeTelegram({ chats: [CHAT, GROUP], user, status: options.status ?? 'member' });
  const judge = createJudge();
  const bot = createBot(
    {
      token: '123456:TEST',
      botInfo: BOT,
      transport: (call, method, payload, signal) => {
        const carryOut: typeof call = (...request) => telegram.transport(call, ...request);
        return judge.transformer(carryOut, method, payload, signal);
      },
    },
    {
      wiki: { ...engine.wiki, ...options.wiki },
      state,
      i18n: createTranslations((chatId) => state.preferences.language(chatId)),
      logger,
      now,
      random: options.random ?? (() => 0),
      ...(options.pageUrl === undefined ? {} : { pageUrl: options.pageUrl }),
      ...(options.admin === undefined ? {} : { admin: options.admin }),
    },
  );
  let updateId = options.updatesFrom ?? 100;
  let queryId = 0;

  async function send(parts: Omit<Update, 'update_id'>, id = ++updateId): Promise<Act[]> {
    const update: Update = { ...parts, update_id: id };
    judge.received(update);
    await bot.handleUpdate(update);
    judge.assertClean();
    return telegram.takeActs();
  }

  function say(text: string, { replyTo }: { replyTo?: Message } = {}): Promise<Act[]> {
    return receive({ chat: CHAT, from: user, text, ...(replyTo && { reply_to_message: replyTo }) });
  }

  function sayInGroup(text: string, { from, threadId, replyTo, extra }: GroupMessage = {}): Promise<Act[]> {
    return receive({
      chat: GROUP,
      from: { ...user, ...from },
      text,
      ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
      ...(replyTo && { reply_to_message: replyTo }),
      ...extra,
    });
  }

  function receive(parts: { text: string; [field: string]: unknown }): Promise<Act[]> {
    const message = {
      message_id: telegram.nextMessageId(),
      date: 1,
      entities: entitiesOf(parts.text),
      ...parts,
    } as unknown as Message & Update.NonChannel;
    telegram.messages.set(message.message_id, message);
    return send({ message });
  }

  async function pressOn(
    message: Message,
    data: string,
    { answers = 1, by = {} }: { answers?: number; by?: Partial<User> } = {},
  ): Promise<Act[]> {
    const acts = await send({
      callback_query: {
        id: String(++queryId),
        from: { ...user, ...by },
        chat_instance: '1',
        data,
        message,
      },
    });
    const answered = acts.filter(({ did }) => did === 'answered a button').length;
    assert.equal(answered, answers, 'every pressed button is answered once');
    return acts;
  }

  return {
    say,
    sayInGroup,
    send,
    errors,
    infos,
    state,
    failNext: telegram.failNext,
    message: (id) => telegram.messages.get(id) ?? assert.fail(`no message ${id}`),
    wait: (minutes) => {
      clock += minutes * 60_000;
    },
    press: (text, { expired = false, by = {} } = {}) => {
      for (const message of [...telegram.messages.values()].reverse()) {
        const button = message.reply_markup?.inline_keyboard
          .flat()
          .find((candidate) => candidate.text.startsWith(text) && 'callback_data' in candidate);
        if (button !== undefined && 'callback_data' in button)
          return pressOn(message, button.callback_data, { answers: expired ? 0 : 1, by });
      }
      assert.fail(`no button "${text}"`);
    },
    pressData: (data) => pressOn({ message_id: 1, date: 1, chat: CHAT, from: BOT, text: 'x' }, data),
    inline: (query, offset = '') =>
      send({ inline_query: { id: `i${++queryId}`, from: user, query, offset } }),
    choose: (resultId) => send({ chosen_inline_result: { result_id: resultId, from: user, query: '' } }),
  };
}

/** A command at the beginning and every @name, as Telegram marks them. */
function entitiesOf(text: string): MessageEntity[] {
  const command = /^\/\w+(?:@\w+)?/.exec(text)?.[0];
  return [
    ...(command === undefined ? [] : [{ type: 'bot_command' as const, offset: 0, length: command.length }]),
    ...Array.from(text.matchAll(/(?<![\w/])@\w+/g), ({ index, 0: name }) => ({
      type: 'mention' as const,
      offset: index,
      length: name.length,
    })),
  ].filter(({ offset }) => command === undefined || offset === 0 || offset >= command.length);
}

/** The messages among some acts. */
export function messagesOf(acts: readonly Act[]): Sent[] {
  return acts.filter((act): act is Sent => act.did === 'sent' || act.did === 'edited');
}

/** The one message among some acts. */
export function only(acts: readonly Act[]): Sent {
  const messages = messagesOf(acts);
  const [message] = messages;
  assert.ok(messages.length === 1 && message !== undefined, JSON.stringify(acts));
  return message;
}

/** The one answer to an inline query. */
export function shownInline(acts: readonly Act[]): InlineShown {
  const [act] = acts;
  assert.ok(acts.length === 1 && act?.did === 'answered inline', JSON.stringify(acts));
  return act;
}
