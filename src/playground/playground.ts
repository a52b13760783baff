// The bot without Telegram: an emulated Bot API, one reader with three chats, and the page that shows them. The
// composition root starts the bot itself; to this file it is only a client of the Bot API.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Message, User, UserFromGetMe } from 'grammy/types';
import { Hono } from 'hono';
import { errorDetails, type Logger } from '../system/logger.ts';
import { type Language, LANGUAGES, LOCALES, type Translate } from '../locales/translations.ts';
import type { Looks } from './chat-html.ts';
import { createChatRoutes } from './chat-routes.ts';
import { createBotApiEmulator, findEntities } from '../emulator/emulator.ts';
import { type Setup, type Why, WORDS, type Words } from './page/wire.ts';
import { openReaderChats } from './reader-chats.ts';

export type PlaygroundOptions = {
  /** Starts the bot against an emulated Bot API. */
  startBot: (options: { token: string; apiRoot: string }) => {
    finished: Promise<void>;
    stop(): Promise<void>;
  };
  /** The question that the bot finds in a message; empty if there is none. */
  questionIn: (said: Pick<Message, 'text' | 'entities'>, bot: User) => string;
  /** `data`: that of a button of the answer, which says what the question took over from the conversation. */
  explain: (question: string, data: string) => Promise<Why>;
  /** Titles that can be asked. */
  examples: (language: Language) => readonly { question: string }[];
  /** Wordings of a language. */
  translate: (language: Language) => Translate;
  logger: Logger;
  /** Names under which the page may be reached, besides those of this machine; for servers bound to another address. */
  hosts?: readonly string[] | undefined;
  /** What the operator calls the wiki; it is the bot's name. */
  name?: string | undefined;
  /** The operator's own looks. */
  looks?: Looks | undefined;
};

export type Playground = {
  /** `/chat…` and `/telegram/…`. */
  routes: Hono;
  /**
   * Starts the bot, once the routes are being served.
   * @param baseUrl `http://host:port` of the routes
   * @returns after the bot has stopped; rejects if the bot does
   */
  start(baseUrl: string): Promise<void>;
  /** Stops the bot and ends all streams; the routes must still be served. */
  stop(): Promise<void>;
};

const BOT_ID = 1_000_000_001;
const USERNAME = 'wenda';

/** Nothing runs before `start`. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const { startBot, questionIn, explain, examples, translate, logger, hosts, looks } = options;
  const bot = botUser(options.name);
  const token = `${BOT_ID}:${randomBytes(24).toString('base64url')}`;
  const emulator = createBotApiEmulator({ token, bot, now: Date.now, inlineFeedback: true });
  const chats = openReaderChats(emulator);

  function setup(): Setup {
    const language = chats.language();
    const t = translate(language);
    const words = Object.fromEntries(WORDS.map((word) => [word, t(`chat-${word}`, { text: USERNAME })]));
    return {
      language,
      languages: LANGUAGES.map((code) => ({ code, name: LOCALES[code].name, html: LOCALES[code].html })),
      words: words as Words, // every key of the list is set
      bot: { name: emulator.profileFor(language).name, username: USERNAME },
      examples: examples(language).map(({ question }) => question),
    };
  }

  const chat = createChatRoutes({
    emulator,
    chats,
    setup,
    explain,
    questionIn: (said) => questionIn({ text: said, entities: findEntities(said) }, bot),
    assetsDir: path.join(import.meta.dirname, 'page'),
    hosts,
    looks,
    onError: (error) => {
      logger.error('the chat page failed', errorDetails(error));
    },
  });

  const routes = new Hono();
  // Here the token is enough, under any host name: the bot's own requests go to the address that the server is bound
  // to.
  routes.all('/telegram/*', (context) => emulator.handle(context.req.raw));
  routes.route('/', chat.routes);

  let running: ReturnType<typeof startBot> | undefined;
  return {
    routes,
    start: (baseUrl) => {
      running = startBot({ token, apiRoot: `${baseUrl}/telegram` });
      return running.finished;
    },
    stop: async () => {
      chat.close();
      await running?.stop();
      emulator.close();
    },
  };
}

function botUser(name = 'Wenda'): UserFromGetMe {
  return {
    id: BOT_ID,
    is_bot: true,
    first_name: name,
    username: USERNAME,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: true,
    supports_guest_queries: true,
  } as UserFromGetMe; // newer fields of getMe come and go
}
