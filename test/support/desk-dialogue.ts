// The real bot with a desk, over the emulated Bot API: a reader, and two of the staff in a group with topics. Requests go
// in and out without a network; time passes by hand.
import assert from 'node:assert/strict';
import { Composer } from 'grammy';
import type { Update, User } from 'grammy/types';
import type { WendaContext } from '../../src/bot/context.ts';
import { createBot } from '../../src/bot/create-bot.ts';
import type { Observed } from '../../src/answer/observed.ts';
import type { AuditEntry } from '../../src/desk/audit-log.ts';
import type { DeskStore } from '../../src/desk/desk-store.ts';
import { createMemoryDeskStore } from '../../src/desk/open-desk-store.ts';
import { createSensitiveWords, parseSensitiveWords } from '../../src/desk/sensitive-words.ts';
import { createService, type Service, type ServiceOptions } from '../../src/desk/service.ts';
import {
  type BotApiEmulator,
  type ChatMessage,
  createBotApiEmulator,
  emojiOf,
  type SayOptions,
} from '../../src/emulator/emulator.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { isAborted } from '../../src/system/signals.ts';
import type { TestEngine } from './engine.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createJudge } from './judge/judge.ts';
import { BOT, OTHER, READER, TOKEN } from './people.ts';

export const STAFF_CHAT = -1009;
export const WANG: User = { id: 101, is_bot: false, first_name: '小王' };
export const LI: User = { id: 102, is_bot: false, first_name: '小李' };
/** Has left the staff's group. */
export const ZHAO: User = { id: 103, is_bot: false, first_name: '小赵' };

export type DeskDialogue = {
  telegram: BotApiEmulator;
  service: Service;
  /** What operators could see. */
  observed: Observed[];
  audit: AuditEntry[];
  store: DeskStore;
  clock: HandClock;
  /** People act, and everything that follows at once happens. */
  during: (act: (telegram: BotApiEmulator) => unknown) => Promise<void>;
  reads: (text: string, options?: SayOptions, reader?: User) => Promise<ChatMessage>;
  /** A member of the staff writes in a reader's forum topic. */
  writes: (text: string, options?: SayOptions & { by?: User; to?: User }) => Promise<ChatMessage>;
  topicOf: (reader?: User) => number;
  /** What a reader sees; the bot's words have › before them. */
  seenBy: (reader?: User) => string[];
  /** What is in the reader's forum topic, without what began it. */
  inTopic: (reader?: User) => string[];
  reactionTo: (message: ChatMessage) => string;
  /** Everything logged. */
  logged: string[];
  /** Answers requests of a method instead of Telegram, until it is called without a function. */
  meddle: (method: string, how?: Meddling) => void;
  /** Ends the process without a word, and starts it again with the same store. */
  restart: () => Promise<void>;
};

/** Gets what would carry the request out; rejects like a network that breaks. */
export type Meddling = (carryOut: () => Promise<unknown>) => Promise<unknown>;

export type DeskDialogueOptions = {
  store?: DeskStore;
  refusals?: readonly RegExp[];
  /** Lines of the file with sensitive words. */
  sensitive?: string;
  settings?: Partial<Pick<ServiceOptions, 'hours' | 'timeZone' | 'limits' | 'supervisors' | 'teaching'>>;
};

/** Refusals that belong to how the desk works. */
const EXPECTED = [
  /is not modified/,
  /to edit not found/,
  /can't be edited/,
  /thread not found/,
  /TOPIC_/,
  /not found/,
  /blocked by the user/,
];

export async function startDeskDialogue(
  engine: TestEngine,
  { store = createMemoryDeskStore(), refusals = [], sensitive = '', settings = {} }: DeskDialogueOptions = {},
): Promise<DeskDialogue> {
  let requests = 0;
  const clock = createHandClock({ settled: quiet });
  const logged: string[] = [];
  const log = (message: string, details?: unknown): void =>
    void logged.push(`${message} ${JSON.stringify(details)}`);
  const logger = { debug: log, info: log, warn: log, error: log };
  const updates: Update[] = [];
  const refused: string[] = [];
  const telegram = createBotApiEmulator({
    token: TOKEN,
    bot: BOT,
    now: clock.now,
    later: () => () => undefined,
    onUpdate: (update) => updates.push(update),
    onResult: (method, _payload, response) => {
      if (!response.ok && ![...EXPECTED, ...refusals].some((one) => one.test(response.description)))
        refused.push(`${method}: ${response.description}`);
    },
  });
  telegram.createSupergroup({
    id: STAFF_CHAT,
    title: '客服',
    isForum: true,
    people: [{ user: WANG }, { user: LI }, { user: ZHAO, standing: 'left' }],
  });
  const meddlings = new Map<string, Meddling>();
  const judge = createJudge({ mayProbe: true });
  const state = createMemoryState();
  const observed: Observed[] = [];
  const audit: AuditEntry[] = [];
  const words = createSensitiveWords(parseSensitiveWords(sensitive, 'sensitive.txt').rules);
  let running = begin();

  function begin(): { service: Service; handle: (update: Update) => Promise<void>; kill: () => void } {
    const killed = new AbortController();
    const i18n = createTranslations((chatId) => state.preferences.language(chatId));
    // The desk needs the bot's requests, the bot the desk's middleware.
    const [first, features] = [new Composer<WendaContext>(), new Composer<WendaContext>()];
    const bot = createBot(
      {
        token: TOKEN,
        botInfo: BOT,
        transport: (_call, method, payload, signal) => {
          const carryOut = async (): Promise<unknown> => {
            const body = JSON.stringify(payload);
            const headers = { 'content-type': 'application/json' };
            const url = `http://telegram/bot${TOKEN}/${method}`;
            const response = await telegram.handle(new Request(url, { method: 'POST', headers, body }));
            return response.json();
          };
          const asked = async (): Promise<unknown> => {
            requests++;
            if (isAborted(killed.signal)) return new Promise(() => undefined);
            const answer = await (meddlings.get(method)?.(carryOut) ?? carryOut());
            // A process that is killed meanwhile does not hear it.
            return isAborted(killed.signal) ? new Promise(() => undefined) : answer;
          };
          // The result's type depends on the method; the emulator returns that type.
          return judge.transformer((() => asked()) as never, method, payload, signal);
        },
      },
      {
        wiki: engine.wiki,
        state,
        i18n,
        logger,
        now: clock.now,
        later: () => undefined,
        random: () => 0,
        observe: (event) => {
          observed.push(event);
          service.observe(event);
        },
        extensions: {
          first: [first],
          features: [features],
          offers: (ctx, answer) => service.offers(ctx, answer),
          keeps: [
            { privacy: (t) => t('privacy-talks'), forget: ({ asker }) => service.forget(Number(asker)) },
          ],
        },
      },
    );
    const service = createService({
      store,
      api: bot.api,
      staffChat: STAFF_CHAT,
      staffLanguage: () => 'zh-hans',
      operators: [OTHER.id],
      chosenLanguage: () => 'en',
      i18n,
      wiki: engine.wiki,
      linksOf: () => (href) => href,
      observe: (event) => observed.push(event),
      timeZone: 'Asia/Shanghai',
      limits: { 'first-reply': undefined, 'next-reply': undefined, solution: undefined },
      supervisors: [],
      sensitive: () => words,
      audit: { note: (entry) => audit.push(entry) },
      ...settings,
      now: clock.now,
      wait: clock.wait,
      random: () => 0,
      logger,
    });
    first.use(service.first);
    features.use(service.features);
    service.start();
    const kill = (): void => {
      killed.abort();
      // What it waits for never comes.
      void service.stop();
    };
    const handle = async (update: Update): Promise<void> => {
      judge.received(update);
      await bot.handleUpdate(update);
      judge.assertClean();
    };
    return { service, handle, kill };
  }

  /** Until no request has been made for some turns of the event loop. */
  async function quiet(): Promise<void> {
    for (let turns = 0, last = requests; turns < 15; turns = requests === last ? turns + 1 : 0) {
      last = requests;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function during(act: (telegram: BotApiEmulator) => unknown): Promise<void> {
    act(telegram);
    for (let update = updates.shift(); update !== undefined; update = updates.shift())
      await running.handle(update);
    await quiet();
    assert.deepEqual(refused, []);
  }

  const topicOf = (reader = READER): number =>
    store.readers.get(reader.id)?.threadId ?? assert.fail('no topic');
  const shown = ({
    from,
    text,
    caption,
    photo,
    location,
    reply_to_message: replied,
  }: ChatMessage): string => {
    const words = text ?? caption ?? '';
    const what = photo === undefined ? (location === undefined ? '' : '[location]') : '[photo]';
    const isReply = replied !== undefined && replied.forum_topic_created === undefined;
    const reply = isReply ? ` ↩ ${replied.text ?? replied.caption ?? ''}` : '';
    return `${from.id === BOT.id ? '› ' : ''}${what}${words}${reply}`;
  };

  async function say(chat: number, by: User, text: string, options: SayOptions): Promise<ChatMessage> {
    let said: ChatMessage | undefined;
    await during(() => (said = telegram.say(chat, by, text, options)));
    return said ?? assert.fail();
  }

  await during(() => {
    telegram.addBotTo(STAFF_CHAT, WANG);
    telegram.setBotStanding(STAFF_CHAT, 'administrator', WANG);
    telegram.start(READER.id, READER);
  });

  // What the bot says at first.
  const greetings = telegram.messages(READER.id).length;
  return {
    telegram,
    get service() {
      return running.service;
    },
    observed,
    audit,
    store,
    clock,
    during,
    topicOf,
    reads: (text, options = {}, reader = READER) => say(reader.id, reader, text, options),
    writes: (text, { by = WANG, to = READER, ...options } = {}) =>
      say(STAFF_CHAT, by, text, { threadId: topicOf(to), ...options }),
    seenBy: (reader = READER) => telegram.messages(reader.id).slice(greetings).map(shown),
    inTopic: (reader = READER) =>
      telegram
        .messages(STAFF_CHAT)
        .filter((message) => message.message_thread_id === topicOf(reader) && !isService(message))
        .map(shown),
    reactionTo: ({ chat, message_id: id }) => emojiOf(telegram.reactions(chat.id, id)),
    logged,
    meddle: (method, how) => {
      if (how === undefined) meddlings.delete(method);
      else meddlings.set(method, how);
    },
    restart: async () => {
      running.kill();
      running = begin();
      await quiet();
    },
  };
}

/** A button in the chat's messages, the newest first. */
export function button(
  { telegram }: DeskDialogue,
  chat: number,
  text: string,
): { message: number; data: string } {
  for (const { message_id: message, reply_markup: markup } of telegram.messages(chat).toReversed())
    for (const one of (markup?.inline_keyboard ?? []).flat())
      if (one.text === text && 'callback_data' in one) return { message, data: one.callback_data };
  return assert.fail(`no button ${text}`);
}

/** Presses it. */
export async function press(dialogue: DeskDialogue, chat: number, text: string, by = READER): Promise<void> {
  const { message, data } = button(dialogue, chat, text);
  await dialogue.during((telegram) => void telegram.press(chat, message, by, data));
}

function isService(message: ChatMessage): boolean {
  return ['forum_topic_created', 'forum_topic_closed', 'forum_topic_reopened', 'pinned_message'].some(
    (kind) => kind in message,
  );
}
