// A conversation with the real bot over the emulated Bot API, without a network between them: people act, the resulting
// updates go in through handleUpdate, requests come out where the network would be, and the judge checks each of them.
import assert from 'node:assert/strict';
import { type Api, BotError, InputFile, type RawApi } from 'grammy';
import type { Chat, Update, User } from 'grammy/types';
import { isUnanswered, questionInFull, singleAnswers } from '../../src/answer/answer.ts';
import type { Observed } from '../../src/answer/observed.ts';
import type { Wiki } from '../../src/answer/wiki.ts';
import type { AllowedReaders } from '../../src/bot/access.ts';
import type { AdminAccess, Extensions } from '../../src/bot/dependencies.ts';
import { createBot } from '../../src/bot/create-bot.ts';
import type { BotDependencies } from '../../src/bot/dependencies.ts';
import type { Pictures } from '../../src/corpus/pictures.ts';
import {
  type BotApiEmulator,
  type ChatMessage,
  createBotApiEmulator,
  type RefusalParameters,
  type SayOptions,
  type Standing,
} from '../../src/emulator/emulator.ts';
import type { Brand } from '../../src/locales/brand.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { errorDetails, type Logger } from '../../src/system/logger.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { normalise } from '../../src/text/normal-form.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { type Act, actOf } from './acts.ts';
import type { TestEngine } from './engine.ts';
import { createJudge } from './judge/judge.ts';
import { BOT, READER, TOKEN } from './people.ts';

export { messagesOf, only, shownInline } from './acts.ts';

export type Dialogue = {
  say: (text: string, options?: SayOptions) => Promise<Act[]>;
  sayInGroup: (text: string, options?: SayOptions & { from?: Partial<User> }) => Promise<Act[]>;
  /** Edits a message of a person at once after the last step. */
  edit: (chatId: number, messageId: number, text: string) => Promise<Act[]>;
  /** Presses a button of the newest message that has one that begins with this text. */
  press: (button: string, options?: { expired?: boolean; by?: Partial<User> }) => Promise<Act[]>;
  /** Presses a button that the bot never sent, below a message of its own. */
  pressData: (data: string, message?: ChatMessage, by?: User) => Promise<Act[]>;
  inline: (query: string, offset?: string, by?: User) => Promise<Act[]>;
  choose: (resultId: string) => Promise<Act[]>;
  /** Any update, for events that the emulator's people cannot cause. */
  send: (update: Omit<Update, 'update_id'>) => Promise<Act[]>;
  /** Any action on the emulated chats, and the bot's acts after it. */
  during: (act: (telegram: BotApiEmulator) => unknown) => Promise<Act[]>;
  /** An earlier message of the bot, by default of one letter. */
  written: (chatId: number, replyTo?: number, html?: string) => Promise<ChatMessage>;
  telegram: BotApiEmulator;
  /** The bot's own requests. */
  api: Api;
  /** The next request of a method fails like this. */
  failNext: (
    method: keyof RawApi,
    description: string,
    code?: number,
    parameters?: RefusalParameters,
  ) => void;
  /** Everything logged as an error. */
  errors: string[];
  /** Everything logged as information or warning. */
  infos: string[];
  state: StateStore;
  /** Milliseconds since 1970. */
  now: () => number;
  /** What the bot told about it. */
  observed: Observed[];
  /** The questions that were left open, in normal form. */
  unanswered: () => string[];
  /** Lets time pass, in minutes. */
  wait: (minutes: number) => void;
  /** The same, with what the bot does by itself meanwhile. */
  waitFor: (minutes: number) => Promise<Act[]>;
};

export const GROUP: Chat.SupergroupChat = { id: -1005, type: 'supergroup', title: '群', is_forum: true };

export type DialogueOptions = {
  /** Parts instead of the engine's. */
  wiki?: Partial<Wiki>;
  /** A wiki whose parts change, instead of the engine's. */
  live?: Wiki;
  state?: StateStore;
  language?: string;
  /** For /random; always the first topic by default. */
  random?: () => number;
  /** The reader's membership in the group. */
  status?: Standing;
  pageUrl?: (slug: string, sectionId?: string) => string;
  pictures?: Pictures;
  richMessages?: boolean;
  ephemeral?: boolean;
  /** Parameters that an older server ignores. */
  ignored?: readonly string[];
  /** Whether the bot can be called as a guest. */
  guests?: boolean;
  /** Makes the reader (account 7) an operator. */
  admin?: AdminAccess;
  /** Makes the wiki one that is not public. */
  allowed?: AllowedReaders;
  questionsPerMinute?: number;
  /** What else takes updates. */
  extensions?: Extensions;
  /** Told what the bot tells about it. */
  observe?: (event: Observed) => void;
  /** What the operator calls the wiki, and whom readers can turn to. */
  brand?: Pick<Brand, 'name' | 'contact'>;
  /** Id before that of the first update; for a second dialogue with the same state. */
  updatesFrom?: number;
  /** What else takes updates. */
  extend?: (parts: Pick<BotDependencies, 'state' | 'i18n' | 'logger'>) => BotDependencies['extensions'];
  /** Beginnings of allowed refusals, besides those of `failNext`. */
  refusals?: readonly string[];
};

export function startDialogue(engine: TestEngine, options: DialogueOptions = {}): Dialogue {
  const errors: string[] = [];
  const infos: string[] = [];
  const observed: Observed[] = [];
  const logger: Logger = {
    debug: () => undefined,
    info: (message) => infos.push(message),
    warn: (message) => infos.push(message),
    error: (message, details) => errors.push(`${message} ${JSON.stringify(details)}`),
  };
  let clock = Date.parse('2026-11-24T12:00:00Z');
  const state = options.state ?? createMemoryState();
  const user: User = { ...READER, language_code: options.language ?? 'zh-hans' };

  const me = { ...BOT, supports_guest_queries: options.guests ?? true };

  const updates: Update[] = [];
  let acts: Act[] = [];
  /** Beginnings of allowed refusals, and the unexpected refusals. */
  const expected = [...(options.refusals ?? [])];
  const refused: string[] = [];
  /** The message that was last sent or edited. */
  let newest: ChatMessage | undefined;
  /** All messages that were sent or edited, the newest last. */
  const shown = new Map<string, ChatMessage>();
  let steps = 0;
  let timers: { at: number; task: () => Promise<void> }[] = [];
  const telegram = createBotApiEmulator({
    token: TOKEN,
    bot: me,
    // Time passes between steps, so that nothing is answered from Telegram's cache.
    now: () => clock + 3_600_000 * steps,
    later: () => () => undefined,
    ignored: options.ignored,
    firstUpdateId: options.updatesFrom ?? 100,
    onUpdate: (update) => updates.push(update),
    onResult: (method, payload, response) => {
      const act = response.ok ? actOf(method, payload, newest) : undefined;
      if (act !== undefined) acts.push(act);
      if (!response.ok && !expected.some((begin) => response.description.startsWith(begin)))
        refused.push(`${method}: ${response.description}`);
    },
  });
  telegram.subscribe((event) => {
    if (event.kind !== 'message' && event.kind !== 'edited') return;
    newest = event.message;
    const key = `${event.chatId}:${newest.message_id}`;
    shown.delete(key);
    shown.set(key, newest);
  });
  const { id, title, is_forum: isForum = false } = GROUP;
  const people = [{ user, standing: options.status ?? 'member' }];
  // An administrator gets every message and must ignore most.
  telegram.createSupergroup({ id, title, isForum, people, bot: 'administrator' });
  // The reader has opened the private chat before this conversation.
  telegram.start(user.id, user);
  updates.length = 0;

  async function request(method: string, payload: object): Promise<{ ok: true; result: unknown }> {
    const response = await telegram.handle(
      new Request(`http://telegram/bot${TOKEN}/${method}`, { method: 'POST', ...(await bodyOf(payload)) }),
    );
    return (await response.json()) as { ok: true; result: unknown }; // or a refusal, which grammY distinguishes
  }

  const judge = createJudge();
  const i18n = createTranslations((chatId) => state.preferences.language(chatId), options.brand?.name);
  const bot = createBot(
    {
      token: TOKEN,
      botInfo: me,
      transport: (_call, method, payload, signal) =>
        // The result's type depends on the method; the emulator returns that type.
        judge.transformer((...[name, fields]) => request(name, fields) as never, method, payload, signal),
    },
    {
      wiki: options.live ?? { ...engine.wiki, ...options.wiki },
      state,
      observe: (event) => {
        observed.push(event);
        options.observe?.(event);
      },
      i18n,
      extensions: options.extensions ?? options.extend?.({ state, i18n, logger }),
      brand: options.brand,
      logger,
      now: () => clock,
      later: (ms, task) => timers.push({ at: clock + ms, task }),
      random: options.random ?? (() => 0),
      ...(options.pageUrl === undefined ? {} : { pageUrl: options.pageUrl }),
      ...(options.admin === undefined ? {} : { admin: options.admin }),
      allowed: options.allowed,
      questionsPerMinute: options.questionsPerMinute,
      pictures: options.pictures,
      richMessages: options.richMessages,
      ephemeral: options.ephemeral,
    },
  );

  async function during(act: (telegram: BotApiEmulator) => unknown): Promise<Act[]> {
    steps++;
    act(telegram);
    for (let update = updates.shift(); update !== undefined; update = updates.shift()) {
      judge.received(update);
      // What the intake would do with it.
      const { update_id: id } = update;
      await bot.handleUpdate(update).catch((error: unknown) => {
        logger.error(`update ${id} failed`, errorDetails(error instanceof BotError ? error.error : error));
      });
    }
    judge.assertClean();
    assert.deepEqual(refused, []);
    const done = acts;
    acts = [];
    return done;
  }

  const send = (update: Omit<Update, 'update_id'>): Promise<Act[]> => during(() => telegram.deliver(update));

  async function pressOn(
    message: ChatMessage,
    data: string,
    { answers = 1, by = user }: { answers?: number; by?: User } = {},
  ): Promise<Act[]> {
    const done = await during(() => telegram.press(message.chat.id, message.message_id, by, data));
    const answered = done.filter(({ did }) => did === 'answered a button').length;
    assert.equal(answered, answers, 'every pressed button is answered once');
    return done;
  }

  async function written(chatId: number, replyTo?: number, html = 'x'): Promise<ChatMessage> {
    const reply = replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo } };
    const { result } = await request('sendMessage', {
      ...{ chat_id: chatId, text: html, parse_mode: 'HTML', ...reply },
    });
    acts = [];
    return result as ChatMessage; // the result of sendMessage
  }

  return {
    during,
    written,
    telegram,
    api: bot.api,
    errors,
    infos,
    state,
    now: () => clock,
    observed,
    unanswered: () =>
      observed.flatMap((one) =>
        one.kind === 'asked'
          ? singleAnswers(one.answer)
              .filter(isUnanswered)
              .map((answer) => normalise(questionInFull(answer)))
          : [],
      ),
    say: (text, said = {}) => during(() => telegram.say(user.id, user, text, said)),
    sayInGroup: (text, { from, ...said } = {}) =>
      during(() => telegram.say(GROUP.id, { ...user, ...from }, text, said)),
    edit: (chatId, messageId, text) => {
      steps--;
      return during(() => telegram.edit(chatId, messageId, text));
    },
    send,
    failNext: (method, description, code = 400, parameters = {}) => {
      expected.push(description);
      telegram.failNext(method, { code, description, parameters });
    },
    wait: (minutes) => {
      clock += minutes * 60_000;
    },
    waitFor: async (minutes) => {
      clock += minutes * 60_000;
      const due = timers.filter(({ at }) => at <= clock);
      timers = timers.filter(({ at }) => at > clock);
      for (const { task } of due) await task();
      return during(() => undefined);
    },
    press: (text, { expired = false, by = {} } = {}) => {
      for (const message of [...shown.values()].reverse()) {
        const button = message.reply_markup?.inline_keyboard
          .flat()
          .find((candidate) => candidate.text.startsWith(text) && 'callback_data' in candidate);
        if (button !== undefined && 'callback_data' in button)
          return pressOn(message, button.callback_data, {
            answers: expired ? 0 : 1,
            by: { ...user, ...by },
          });
      }
      assert.fail(`no button "${text}"`);
    },
    pressData: async (data, message, by = user) => pressOn(message ?? (await written(user.id)), data, { by }),
    choose: (resultId) => send({ chosen_inline_result: { result_id: resultId, from: user, query: '' } }),
    inline: (query, offset = '', by = user) => during(() => telegram.inline(by, query, offset)),
  };
}

/** A request's parameters as JSON; with a file to upload, as a form. */
async function bodyOf(
  payload: object,
): Promise<{ headers?: Record<string, string>; body: string | FormData }> {
  const files = new Map<string, InputFile>();
  /** A file within a field is named there, and comes beside the fields; one that is a field has its name. */
  const attached = (value: unknown, field?: string): unknown => {
    if (value instanceof InputFile) {
      const name = field ?? `file${files.size}`;
      files.set(name, value);
      return field === undefined ? `attach://${name}` : undefined;
    }
    if (Array.isArray(value)) return value.map((one) => attached(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, attached(part)]));
  };
  const fields = Object.entries(payload).map(([name, value]) => [name, attached(value, name)] as const);
  if (files.size === 0)
    return {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(fields)),
    };
  const body = new FormData();
  for (const [name, file] of files) {
    const content = await file.toRaw();
    assert.ok(content instanceof Uint8Array);
    body.set(name, new File([Uint8Array.from(content)], file.filename ?? 'file'));
  }
  for (const [name, value] of fields)
    if (value !== undefined) body.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return { body };
}
