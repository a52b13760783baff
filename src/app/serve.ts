// The steps of serving: pages that show from the first moment how far the start is, an up-to-date index, the engine,
// then the bot, the playground or both, and a clean stop.
import path from 'node:path';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Observe } from '../answer/observed.ts';
import type { Program } from '../bot/dependencies.ts';
import { articleStamps } from '../corpus/article-stamps.ts';
import type { OpenedInsight } from '../insight/open-insight.ts';
import type { Manifest } from '../index/manifest.ts';
import { Failure } from '../system/failure.ts';
import type { Logger } from '../system/logger.ts';
import { onAbort } from '../system/signals.ts';
import { runPrompt } from '../terminal/prompt.ts';
import type { Ready } from '../terminal/ready-block.ts';
import { createMetrics, type Metrics } from '../web/metrics.ts';
import { type BadFileWarnings, createBadFileWarnings } from './bad-files.ts';
import type { Config } from './config.ts';
import { PROJECT_ROOT, shownPath } from './environment.ts';
import { followIndex } from './follow-index.ts';
import { loadNativeLibraryOrWarn } from './native-library.ts';
import { type Engine, openEngine } from './open-engine.ts';
import { openTelegram } from './open-telegram.ts';
import { type Site, startSite } from './site.ts';
import type { StartReport } from './start-report.ts';
import { followTeaching, openTeaching } from './open-teaching.ts';
import { bringIndexUpToDate, keepIndexUpToDate } from './up-to-date.ts';

/** The articles that ship with the project. */
const SAMPLES = path.join(PROJECT_ROOT, 'data', 'articles');

export type Serving = {
  config: Config;
  program: Program;
  report: StartReport;
  /** Ends serving; a Failure as its reason means that something has failed. */
  stop: AbortController;
  /** Whether there is a playground. */
  withPlayground: boolean;
};

/**
 * Serves until it is stopped.
 * @throws Failure if something cannot be opened, or fails while serving
 */
export async function serveWiki(serving: Serving): Promise<void> {
  const { config, program, report, stop } = serving;
  const { logger } = report;
  const metrics = createMetrics(program.version);
  const site = await startSite(config, metrics, logger);
  try {
    const native = loadNativeLibraryOrWarn(logger);
    report.doing('start-checking');
    // Before the check: an edit after it is not lost.
    const stamps = await articleStamps(config.articlesDir);
    await bringIndexUpToDate({ config, logger, native, onProgress: report.onProgress }, stop.signal);
    if (stop.signal.aborted) return;
    report.doing('start-opening');
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
      await serveEngine(serving, engine, site, { metrics, stamps });
    } finally {
      await engine.close();
    }
  } finally {
    await site.close();
  }
  if (stop.signal.reason instanceof Failure) throw stop.signal.reason;
}

/** `stamps`: the articles' stamps when the index was checked. */
type Started = { metrics: Metrics; stamps: string | undefined };

async function serveEngine(serving: Serving, engine: Engine, site: Site, started: Started): Promise<void> {
  const { config, report } = serving;
  // What operators see is loaded only where there are operators.
  const insight =
    config.mode.kind === 'telegram' && config.adminIds.length > 0
      ? await (await import('./open-insight.ts')).openInsight(config, engine.live, report.logger)
      : undefined;
  try {
    await serveObserved(serving, engine, site, { ...started, insight });
  } finally {
    await insight?.close();
  }
}

async function serveObserved(
  serving: Serving,
  engine: Engine,
  site: Site,
  { metrics, stamps, insight }: Started & { insight: OpenedInsight | undefined },
): Promise<void> {
  const { config, program, report, stop, withPlayground } = serving;
  const { logger } = report;
  const observe: Observe = (event) => {
    metrics.observe(event);
    insight?.observe(event);
  };
  const { mode, indexDir } = config;
  const { live } = engine;
  if (stop.signal.aborted) return;
  const warnAboutBadFiles = createBadFileWarnings(logger);
  const teaching = openTeaching(config, engine, { recent: () => insight?.recent() ?? [], logger });
  const warnAbout: BadFileWarnings = (manifest) => {
    warnAboutBadFiles(manifest);
    teaching.warn();
  };
  const follower = followIndex({ indexDir, engine, logger, warnAboutBadFiles: warnAbout }, stop.signal);
  const telegram =
    mode.kind === 'telegram'
      ? await openTelegram(config, mode, {
          ...{ live, follower, program, site, logger, insight, teaching, observe },
          meter: metrics.telegram,
        })
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
          observe,
        })
      : undefined;
    const { reads, shareUrl, receive, admin } = telegram ?? {};
    site.open({
      observe,
      live,
      reads,
      shareUrl,
      receive,
      admin,
      chat: playground?.routes,
      askUrl: playground?.askUrl,
    });
    const { manifest } = live.newest().index;
    logServing(manifest, logger);
    warnAbout(manifest);
    const address = playground?.url ?? site.url;
    const ready = (bot?: string): void => {
      report.ready(readyFacts(config, site, { address, bot, articles: manifest.corpus.articles }));
    };
    const watching = new AbortController();
    onAbort(stop.signal, () => {
      watching.abort();
    });
    const taught = followTeaching(teaching, { config, logger }, watching.signal);
    const watched = config.watch && keepIndexUpToDate({ config, logger, follower }, stamps, watching.signal);
    try {
      playground?.start((failure) => {
        stop.abort(failure);
      });
      if (telegram === undefined) {
        ready();
        await serveTerminal(serving, live, address);
      } else {
        report.doing('start-connecting');
        await telegram.run(stop.signal, ready);
      }
    } finally {
      watching.abort();
      await watched;
      await taught;
      await playground?.stop();
    }
  } finally {
    await telegram?.close();
  }
}

function readyFacts(
  { articlesDir, watch }: Config,
  { takenPort }: Site,
  { address, bot, articles }: Pick<Ready, 'address' | 'bot' | 'articles'>,
): Ready {
  const isSample = articlesDir === SAMPLES;
  return {
    articles,
    seconds: process.uptime(),
    address,
    takenPort,
    bot,
    folder: isSample ? undefined : shownPath(articlesDir),
    isWatched: watch,
  };
}

/** Comes after the pages are open: a monitor may ask as soon as it reads this. */
function logServing({ corpus, model }: Manifest, logger: Logger): void {
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  logger.info(
    `serving ${corpus.articles} articles, ${corpus.passages} passages, with ${model.id} (${memory} MB resident)`,
  );
}

/**
 * The prompt, until its input ends or the process is stopped. A service has no terminal, and its input ends without a
 * question; then only the pages are served.
 */
async function serveTerminal(
  { config, report, stop }: Serving,
  live: LiveWiki,
  address: string,
): Promise<void> {
  const { t, screen } = report;
  const { signal } = stop;
  if (screen === undefined && config.log.format === 'text')
    process.stdout.write(`${t('prompt-welcome', { address })}\n`);
  const lines = await runPrompt({
    live,
    t,
    contact: config.brand.contact,
    colour: process.stdout.isTTY,
    echo: !process.stdin.isTTY,
    input: process.stdin,
    output: process.stdout,
    screen,
    signal,
  });
  if (lines > 0 || process.stdin.isTTY) return;
  await new Promise<void>((resolve) => {
    onAbort(signal, resolve);
  });
}
