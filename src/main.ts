// The composition root of the serving process: index, model, state, bot or prompt, and a clean stop.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createBot } from './bot/create-bot.ts';
import { runBot } from './bot/run-bot.ts';
import {
  describeConfiguredModel,
  type Engine,
  openEngine,
  loggerFor,
  PROJECT_ROOT,
  runMain,
  loadNativeLibraryOrWarn,
  terminalWords,
} from './bootstrap.ts';
import { type Config, loadConfig, type Mode } from './config.ts';
import type { NativeLibrary } from './indexing/hnsw-index.ts';
import { Failure } from './failure.ts';
import { checkFreshness } from './indexing/freshness.ts';
import { currentGeneration } from './indexing/generation-folders.ts';
import { createTranslations, type Translate, translateTo } from './locales/translations.ts';
import type { Logger } from './logger.ts';
import { openLowdbState } from './storage/lowdb-state.ts';
import { runPrompt } from './terminal/prompt.ts';

await runMain(async (env) => {
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  const stop = stopOnSignals(logger);
  const native = loadNativeLibraryOrWarn(logger);
  await bringIndexUpToDate(config, logger, native, stop.signal);
  if (isAborted(stop.signal)) return 0;
  logger.debug('loading the model and the index');
  let modelStopped: Error | undefined;
  const engine = await openEngine(config, logger, native, (error) => {
    modelStopped = error;
    stop.abort();
  });
  try {
    if (isAborted(stop.signal)) return 0;
    const { articles, passages } = engine.index.manifest.corpus;
    const memory = Math.round(process.memoryUsage().rss / 1e6);
    logger.info(
      `serving ${articles} articles, ${passages} passages, with ${engine.embedder.model.id} (${memory} MB resident)`,
    );
    if (config.mode.kind === 'telegram')
      await serveTelegram(config, config.mode, engine, logger, stop.signal);
    else await serveTerminal(engine, terminalWords(env), stop.signal);
  } finally {
    await engine.close();
  }
  // Without its model the bot would answer every question with an apology for ever: better end, and be started again.
  if (modelStopped !== undefined) throw new Failure('model', modelStopped.message);
  logger.info('stopped');
  return 0;
});

async function serveTelegram(
  config: Config,
  mode: Extract<Mode, { kind: 'telegram' }>,
  engine: Engine,
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
    const bot = createBot(
      { token: mode.token, apiRoot: mode.apiRoot },
      {
        wiki: engine.wiki((id) => state.reads.count(id)),
        state,
        i18n,
        logger,
        now: Date.now,
        random: Math.random,
      },
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

async function serveTerminal({ answerer }: Engine, t: Translate, stop: AbortSignal): Promise<void> {
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

/**
 * Builds the index when it is missing or out of date. The build runs in a process of its own: what embedding takes in
 * memory is given back before serving begins. With bad articles an older index is served and the problems are shown.
 */
async function bringIndexUpToDate(
  config: Config,
  logger: Logger,
  native: NativeLibrary,
  stop: AbortSignal,
): Promise<void> {
  const freshness = await checkFreshness({
    articlesDir: config.articlesDir,
    indexDir: config.indexDir,
    model: await describeConfiguredModel(config.model),
    native,
  });
  if (freshness.kind === 'fresh' || isAborted(stop)) return;
  logger.info(`building the index: ${freshness.reason}`);
  const script = path.join(import.meta.dirname, '..', 'scripts', 'build-index.js');
  // What has been said about the native library is not said again.
  const options = ['--articles', config.articlesDir, '--index', config.indexDir, '--no-remedy'];
  const child = spawn(process.execPath, [script, ...options], { stdio: 'inherit' });
  onAbort(stop, () => child.kill('SIGTERM'));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code === 0 || isAborted(stop)) return;
  const older = (await currentGeneration(config.indexDir)) !== undefined;
  if (!older)
    throw new Failure(
      'index',
      'the index could not be built (see above), and there is no older one to serve',
    );
  logger.warn('the index could not be built anew (see above); the older one is served until this is mended');
}

/** Whether the signal has been given by now; a call, because it can change between two looks. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Calls back when the signal is given, at once when it has been. */
function onAbort(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}

/** Aborted at the first SIGINT or SIGTERM; the second ends the process at once. */
function stopOnSignals(logger: Logger): AbortController {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(1);
    logger.info(`${signal}: finishing what is running, then stopping`);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller;
}
