// The composition root of the serving process: index, model, pages, then the bot, the playground or both, and a clean stop.
import type { Answerer } from './answer/answerer.ts';
import { createBot } from './bot/create-bot.ts';
import { runBot } from './bot/run-bot.ts';
import { createStartParameters } from './bot/start-parameter.ts';
import { type Engine, openEngine } from './app/open-engine.ts';
import { loadNativeLibraryOrWarn } from './app/native-library.ts';
import { warmUp } from './app/warm-up.ts';
import { terminalWords } from './app/terminal-words.ts';
import { runCommand } from './app/command-line.ts';
import { loggerFor } from './app/run-main.ts';
import { PROJECT_ROOT } from './app/environment.ts';
import { type Config, loadConfig, type Mode } from './app/config.ts';
import { Failure } from './system/failure.ts';
import { createTranslations, type Translate } from './locales/translations.ts';
import type { Logger } from './system/logger.ts';
import { type Pages, startPages } from './app/site.ts';
import { isAborted, onAbort, stopOnSignals } from './system/signals.ts';
import { openLowdbState } from './storage/lowdb-state.ts';
import { runPrompt } from './terminal/prompt.ts';
import { followIndex, type IndexFollower } from './app/follow-index.ts';
import { startPlayground } from './app/start-playground.ts';
import { bringIndexUpToDate } from './app/up-to-date.ts';
import { articleUrl } from './web/urls.ts';

const START = {
  name: 'npm start',
  about: `Builds the index when articles have changed, then serves the Telegram bot and the pages; without BOT_TOKEN
the chat page and a prompt. Settings come from the environment or the file .env: see .env.example.`,
  options: { playground: { type: 'flag', help: 'the chat page beside the Telegram bot' } },
  exitCodes: { 0: 'stopped', 1: 'failed' },
} as const;

await runCommand(START, async (env, { values }) => {
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  const stop = stopOnSignals(logger);
  const pages = await startPages(config, logger);
  try {
    await serveWiki({
      config,
      pages,
      words: terminalWords(env),
      logger,
      stop,
      withPlayground: values.playground,
    });
  } finally {
    await pages.close();
  }
  logger.info('stopped');
  return 0;
});

type Serving = {
  config: Config;
  pages: Pages;
  /** For the terminal. */
  words: Translate;
  logger: Logger;
  stop: AbortController;
  /** The playground beside a real bot; without one it is always there. */
  withPlayground: boolean;
};

async function serveWiki({ config, pages, words, logger, stop, withPlayground }: Serving): Promise<void> {
  const native = loadNativeLibraryOrWarn(logger);
  await bringIndexUpToDate(config, logger, native, stop.signal);
  if (isAborted(stop.signal)) return;
  logger.debug('loading the model and the index');
  let modelStopped: Error | undefined;
  // An object, because the compiler believes that nothing changes a variable meanwhile.
  const playgroundHas = { failed: false };
  const engine = await openEngine(config, logger, native, (error) => {
    modelStopped = error;
    stop.abort();
  });
  try {
    const wiki = engine.wiki(() => 0);
    await warmUp(wiki);
    if (isAborted(stop.signal)) return;
    const { articles, passages } = engine.index.manifest.corpus;
    const memory = Math.round(process.memoryUsage().rss / 1e6);
    logger.info(
      `serving ${articles} articles, ${passages} passages, with ${engine.embedder.model.id} (${memory} MB resident)`,
    );
    pages.serves(engine.index.manifest);
    engine.live.onSwap(({ index }) => {
      pages.serves(index.manifest);
    });
    const follower = followIndex(
      {
        indexDir: config.indexDir,
        served: () => engine.live.newest().index.manifest.generation,
        take: engine.take,
        logger,
      },
      stop.signal,
    );
    const { mode } = config;
    const playground =
      mode.kind === 'telegram' && !withPlayground
        ? undefined
        : startPlayground(engine, { pages, web: config.web, logger }, () => {
            playgroundHas.failed = true;
            stop.abort();
          });
    if (playground !== undefined) logger.info(`talk to the bot on ${playground.url}`);
    try {
      if (mode.kind === 'telegram')
        await serveTelegram(config, mode, { engine, pages, follower }, logger, stop.signal);
      else {
        pages.show(wiki, engine.live.during);
        const watched = pages.watch(wiki);
        const answer: Answerer['answer'] = (question, options) =>
          engine.live.during(() => watched.answerer.answer(question, options));
        await serveTerminal({ answer }, words, playground?.url ?? pages.url, stop.signal);
      }
    } finally {
      await playground?.stop();
    }
  } finally {
    await engine.close();
  }
  // Without its model the bot would answer every question with an apology for ever: better end, and be started again.
  if (modelStopped !== undefined) throw new Failure('model', modelStopped.message);
  if (playgroundHas.failed) throw new Failure('web', 'the playground has ended (see above); start again');
}

async function serveTelegram(
  config: Config,
  mode: Extract<Mode, { kind: 'telegram' }>,
  { engine, pages, follower }: { engine: Engine; pages: Pages; follower: IndexFollower },
  logger: Logger,
  stop: AbortSignal,
): Promise<void> {
  const state = await openLowdbState({
    stateDir: config.stateDir,
    onProblem: (message) => {
      logger.warn(`[state] ${message}`);
    },
  });
  try {
    const i18n = createTranslations((chatId) => state.preferences.language(chatId));
    const { publicUrl } = config.web;
    const wiki = engine.wiki((id) => state.reads.count(id));
    pages.show(wiki, engine.live.during);
    const bot = createBot(
      { token: mode.token, apiRoot: mode.apiRoot },
      {
        wiki: pages.watch(wiki),
        during: engine.live.during,
        admin: {
          ids: new Set(config.adminIds),
          status: () => {
            const { manifest } = engine.live.newest().index;
            return { ...manifest, model: manifest.model.id, refused: follower.refused() };
          },
          reload: follower.look,
        },
        ...(publicUrl === undefined
          ? {}
          : { pageUrl: (slug, section) => articleUrl(publicUrl, slug, section) }),
        state,
        i18n,
        logger,
        now: Date.now,
        random: Math.random,
      },
    );
    const starts = createStartParameters({ now: Date.now });
    pages.shareBy((articleId) =>
      bot.isInited()
        ? `https://t.me/${bot.botInfo.username}?start=${starts.encode({ kind: 'article', articleId })}`
        : undefined,
    );
    logger.info(`connecting to ${mode.apiRoot}`);
    const running = runBot(bot, { logger, i18n });
    onAbort(stop, () => void running.stop());
    await running.finished;
  } finally {
    await state.close();
  }
}

/**
 * The prompt, until its input ends or the process is stopped. Input that ends without a question is none (a service has
 * no terminal): then there is the page alone.
 */
async function serveTerminal(
  answerer: Pick<Answerer, 'answer'>,
  t: Translate,
  address: string,
  stop: AbortSignal,
): Promise<void> {
  const lines = await runPrompt({
    answerer,
    t,
    address,
    colour: process.stdout.isTTY,
    echo: !process.stdin.isTTY,
    input: process.stdin,
    output: process.stdout,
    signal: stop,
  });
  if (lines > 0 || process.stdin.isTTY || stop.aborted) return;
  await new Promise<void>((resolve) => {
    onAbort(stop, resolve);
  });
}
