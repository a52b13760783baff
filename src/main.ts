// The composition root of the serving process: index, model, pages, state, bot or prompt, and a clean stop.
import type { Answerer } from './answer/answerer.ts';
import { createBot } from './bot/create-bot.ts';
import { runBot } from './bot/run-bot.ts';
import { createStartParameters } from './bot/start-parameter.ts';
import {
  type Engine,
  openEngine,
  loggerFor,
  PROJECT_ROOT,
  runMain,
  loadNativeLibraryOrWarn,
  terminalWords,
} from './bootstrap.ts';
import { type Config, loadConfig, type Mode } from './config.ts';
import { Failure } from './failure.ts';
import { createTranslations, type Translate, translateTo } from './locales/translations.ts';
import type { Logger } from './logger.ts';
import { type Pages, startPages } from './pages.ts';
import { isAborted, onAbort, stopOnSignals } from './signals.ts';
import { openLowdbState } from './storage/lowdb-state.ts';
import { runPrompt } from './terminal/prompt.ts';
import { bringIndexUpToDate } from './up-to-date.ts';
import { articleUrl } from './web/urls.ts';

await runMain(async (env) => {
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  const stop = stopOnSignals(logger);
  const pages = await startPages(config, logger);
  try {
    await serveWiki(config, pages, terminalWords(env), logger, stop);
  } finally {
    await pages.close();
  }
  logger.info('stopped');
  return 0;
});

async function serveWiki(
  config: Config,
  pages: Pages,
  words: Translate,
  logger: Logger,
  stop: AbortController,
): Promise<void> {
  const native = loadNativeLibraryOrWarn(logger);
  await bringIndexUpToDate(config, logger, native, stop.signal);
  if (isAborted(stop.signal)) return;
  logger.debug('loading the model and the index');
  let modelStopped: Error | undefined;
  const engine = await openEngine(config, logger, native, (error) => {
    modelStopped = error;
    stop.abort();
  });
  try {
    if (isAborted(stop.signal)) return;
    const { articles, passages } = engine.index.manifest.corpus;
    const memory = Math.round(process.memoryUsage().rss / 1e6);
    logger.info(
      `serving ${articles} articles, ${passages} passages, with ${engine.embedder.model.id} (${memory} MB resident)`,
    );
    if (config.mode.kind === 'telegram')
      await serveTelegram(config, config.mode, engine, pages, logger, stop.signal);
    else {
      const { answerer } = pages.show(engine.wiki(() => 0), engine.index.manifest); // prettier-ignore
      await serveTerminal(answerer, words, stop.signal);
    }
  } finally {
    await engine.close();
  }
  // Without its model the bot would answer every question with an apology for ever: better end, and be started again.
  if (modelStopped !== undefined) throw new Failure('model', modelStopped.message);
}

async function serveTelegram(
  config: Config,
  mode: Extract<Mode, { kind: 'telegram' }>,
  engine: Engine,
  pages: Pages,
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
    const bot = createBot(
      { token: mode.token, apiRoot: mode.apiRoot },
      {
        wiki: pages.show(
          engine.wiki((id) => state.reads.count(id)),
          engine.index.manifest,
        ),
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
    const running = runBot(bot, {
      logger,
      wordings: { en: translateTo(i18n, 'en'), zh: translateTo(i18n, 'zh-hans') },
    });
    onAbort(stop, () => void running.stop());
    await running.finished;
  } finally {
    await state.close();
  }
}

async function serveTerminal(answerer: Answerer, t: Translate, stop: AbortSignal): Promise<void> {
  await runPrompt({
    answerer,
    t,
    colour: process.stdout.isTTY,
    echo: !process.stdin.isTTY,
    input: process.stdin,
    output: process.stdout,
    signal: stop,
  });
}
