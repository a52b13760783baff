// The steps of serving: pages that show from the first moment how far the start is, an up-to-date index, the engine,
// then the bot, the playground or both, and a clean stop.
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Program } from '../bot/dependencies.ts';
import type { DeliveryMeter } from '../delivery/delivery-meter.ts';
import type { Manifest } from '../index/manifest.ts';
import type { Translate } from '../locales/translations.ts';
import { Failure } from '../system/failure.ts';
import type { Logger } from '../system/logger.ts';
import { onAbort } from '../system/signals.ts';
import { runPrompt } from '../terminal/prompt.ts';
import { createMetrics } from '../web/metrics.ts';
import { warnAboutBadFiles } from './bad-files.ts';
import type { Config } from './config.ts';
import { followIndex } from './follow-index.ts';
import { loadNativeLibraryOrWarn } from './native-library.ts';
import { type Engine, openEngine } from './open-engine.ts';
import { openTelegram } from './open-telegram.ts';
import { type Site, startSite } from './site.ts';
import { bringIndexUpToDate } from './up-to-date.ts';

export type Serving = {
  config: Config;
  program: Program;
  logger: Logger;
  /** Ends serving; a Failure as its reason means that something has failed. */
  stop: AbortController;
  /** For the terminal. */
  t: Translate;
  /** Whether there is a playground. */
  withPlayground: boolean;
};

/**
 * Serves until it is stopped.
 * @throws Failure if something cannot be opened, or fails while serving
 */
export async function serveWiki(serving: Serving): Promise<void> {
  const { config, program, logger, stop } = serving;
  const metrics = createMetrics(program.version);
  const site = await startSite(config, metrics, logger);
  try {
    const native = loadNativeLibraryOrWarn(logger);
    await bringIndexUpToDate(config, logger, native, stop.signal);
    if (stop.signal.aborted) return;
    logger.debug('loading the model and the index');
    const engine = await openEngine(config, {
      logger,
      native,
      meter: metrics.meter,
      // Without its model the bot could only apologise: it is better to end and be started again.
      onModelStopped: (error) => {
        stop.abort(new Failure('model', error.message));
      },
    });
    try {
      await serveEngine(serving, engine, site, metrics.telegram);
    } finally {
      await engine.close();
    }
  } finally {
    await site.close();
  }
  if (stop.signal.reason instanceof Failure) throw stop.signal.reason;
}

async function serveEngine(
  serving: Serving,
  engine: Engine,
  site: Site,
  meter: DeliveryMeter,
): Promise<void> {
  const { config, program, logger, stop, t, withPlayground } = serving;
  const { mode, indexDir } = config;
  const { live } = engine;
  if (stop.signal.aborted) return;
  const follower = followIndex({ indexDir, engine, logger }, stop.signal);
  const telegram =
    mode.kind === 'telegram'
      ? await openTelegram(config, mode, { live, follower, program, logger, meter })
      : undefined;
  try {
    // The chat page and the emulator are loaded only where they are shown.
    const playground = withPlayground
      ? (await import('./open-playground.ts')).openPlayground({
          config,
          live,
          follower,
          program,
          site,
          logger,
        })
      : undefined;
    const { reads, shareUrl, receive } = telegram ?? {};
    site.open({ live, reads, shareUrl, receive, chat: playground?.routes, askUrl: playground?.askUrl });
    logServing(live.newest().index.manifest, logger);
    try {
      playground?.start((failure) => {
        stop.abort(failure);
      });
      const address = playground?.url ?? site.url;
      await (telegram?.run(stop.signal) ?? serveTerminal(live, t, address, stop.signal));
    } finally {
      await playground?.stop();
    }
  } finally {
    await telegram?.close();
  }
}

/** Comes after the pages are open: a monitor may ask as soon as it reads this. */
function logServing(manifest: Manifest, logger: Logger): void {
  const { corpus, model } = manifest;
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  logger.info(
    `serving ${corpus.articles} articles, ${corpus.passages} passages, with ${model.id} (${memory} MB resident)`,
  );
  warnAboutBadFiles(manifest, logger);
}

/**
 * The prompt, until its input ends or the process is stopped. A service has no terminal, and its input ends without a
 * question; then only the pages are served.
 */
async function serveTerminal(
  live: LiveWiki,
  t: Translate,
  address: string,
  stop: AbortSignal,
): Promise<void> {
  const lines = await runPrompt({
    answerer: { answer: (question) => live.during(() => live.wiki.answerer.answer(question)) },
    links: { resolve: (from, href) => live.wiki.links.resolve(from, href) },
    t,
    address,
    colour: process.stdout.isTTY,
    echo: !process.stdin.isTTY,
    input: process.stdin,
    output: process.stdout,
    signal: stop,
  });
  if (lines > 0 || process.stdin.isTTY) return;
  await new Promise<void>((resolve) => {
    onAbort(stop, resolve);
  });
}
