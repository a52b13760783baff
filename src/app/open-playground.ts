// The playground's parts, connected: the same bot that Telegram gets talks to the Bot API emulator of this process. Its
// chats live in memory only, apart from a real bot's state, and end with the process.
import type { Hono } from 'hono';
import type { LiveWiki, Opened } from '../answer/live-wiki.ts';
import type { Carried } from '../answer/last-answer.ts';
import type { Observe } from '../answer/observed.ts';
import { type CallbackData, decodeCallback } from '../bot/callback-data.ts';
import { createBot } from '../bot/create-bot.ts';
import type { Program } from '../bot/dependencies.ts';
import { questionIn } from '../bot/question-in.ts';
import { createStartParameters } from '../bot/start-parameter.ts';
import { createPictures } from '../corpus/pictures.ts';
import { createTranslations, LOCALES, translateTo } from '../locales/translations.ts';
import { createPlayground } from '../playground/playground.ts';
import { READER_ID } from '../playground/reader-chats.ts';
import { createExplain, type WhySource } from '../playground/why.ts';
import { createMemoryState } from '../storage/memory-state.ts';
import { Failure } from '../system/failure.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { isLoopback } from '../web/local-only.ts';
import { articleUrl } from '../web/urls.ts';
import { adminAccess } from './admin-access.ts';
import type { Config } from './config.ts';
import type { IndexFollower } from './follow-index.ts';
import { runBot } from './run-bot.ts';
import type { ArticleLink, Site } from './site.ts';

export type PlaygroundService = {
  /** `/chat…` and `/telegram/…`. */
  routes: Hono;
  /** Address of the chat page. */
  url: string;
  /** Link that asks about an article on the chat page; undefined if remote readers cannot open that page. */
  askUrl: ArticleLink | undefined;
  /**
   * Starts the bot, once the routes are served.
   * @param onFailed called after the bot has ended with an error, which has been logged
   */
  start(onFailed: (failure: Failure) => void): void;
  /** Stops the bot; the routes must still be served. */
  stop(): Promise<void>;
};

export type PlaygroundParts = {
  config: Pick<Config, 'web' | 'articlesDir' | 'richMessages' | 'brand' | 'ephemeral'>;
  live: LiveWiki;
  follower: IndexFollower;
  program: Program;
  site: Pick<Site, 'url' | 'brand'>;
  observe: Observe;
  logger: Logger;
};

/** Nothing runs before `start`. */
export function openPlayground({
  config,
  live,
  follower,
  program,
  site,
  observe,
  logger,
}: PlaygroundParts): PlaygroundService {
  const { web, articlesDir, richMessages, brand, ephemeral } = config;
  const state = createMemoryState();
  const i18n = createTranslations((chatId) => state.preferences.language(chatId), brand.name);
  const { wiki } = live;
  const starts = createStartParameters({ now: Date.now });
  // On a page that only this machine can open, the reader is the operator.
  const operators = isLoopback(web.host) ? [READER_ID] : [];
  const playground = createPlayground({
    startBot: (options) =>
      runBot(
        createBot(options, {
          wiki,
          brand,
          state,
          i18n,
          observe,
          logger,
          during: live.during,
          admin: adminAccess(operators, { live, follower, program }),
          pageUrl: (...place) => articleUrl(web.publicUrl ?? site.url, ...place),
          pictures: createPictures(articlesDir),
          richMessages,
          ephemeral,
          now: Date.now,
          random: Math.random,
        }),
        { state, operators, i18n, logger },
      ),
    questionIn,
    explain: (question, data) =>
      live.during(() =>
        createExplain(wiki.unmetered, whySource(live.current()))(question, carriedBy(decodeCallback(data))),
      ),
    examples: (language) => wiki.examples.preferring(LOCALES[language].titles, state.reads),
    translate: (language) => translateTo(i18n, language),
    logger,
    hosts: [web.host],
    name: brand.name,
    looks: site.brand,
  });
  const url = `${site.url}/chat`;
  let finished = Promise.resolve();
  return {
    routes: playground.routes,
    url,
    askUrl:
      web.publicUrl === undefined
        ? (articleId) => `/chat?start=${starts.encode({ kind: 'article', articleId })}`
        : undefined,
    start: (onFailed) => {
      finished = playground.start(site.url).catch((error: unknown) => {
        logger.error('the playground has ended', errorDetails(error));
        onFailed(new Failure('web', 'the playground has ended (see above); start again'));
      });
      logger.info(`talk to the bot on ${url}`);
    },
    stop: async () => {
      await playground.stop();
      await finished;
    },
  };
}

function whySource({ index, retriever }: Opened): WhySource {
  return {
    headingPath: (ordinal) => index.catalogue.place(ordinal).section.headingPath,
    text: (ordinal) => {
      const { start, end } = index.texts.passageRange(ordinal);
      return index.texts.section(index.catalogue.place(ordinal).sectionIndex).text.slice(start, end);
    },
    cutOffs: retriever.calibration.cutOffs,
  };
}

function carriedBy(data: CallbackData | undefined): Carried | undefined {
  return data !== undefined && 'carried' in data ? data.carried : undefined;
}
