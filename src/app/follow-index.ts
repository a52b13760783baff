// A serving process notices a newly published generation and switches to it.
import type { ReloadOutcome } from '../bot/dependencies.ts';
import { currentGeneration, generationFolder } from '../index/generation-folders.ts';
import { verifyAside } from '../index/verify-aside.ts';
import { reasonOf } from '../system/failure.ts';
import type { Logger } from '../system/logger.ts';
import { onAbort } from '../system/signals.ts';
import { type BadFileWarnings, createBadFileWarnings } from './bad-files.ts';
import type { Engine } from './open-engine.ts';

/** Milliseconds between two checks of the published generation's name, which is one small file. */
const LOOK_MS = 1000;

export type FollowOptions = {
  indexDir: string;
  engine: Pick<Engine, 'live' | 'swapTo'>;
  logger: Logger;
  /** By default it warns about everything once. */
  warnAboutBadFiles?: BadFileWarnings;
  lookMs?: number;
};

export interface IndexFollower {
  /** Checks now. */
  look: () => Promise<ReloadOutcome>;
  /** The newer generation that could not be served. */
  refused(): { generation: string; reason: string } | undefined;
}

/** Checks repeatedly until the signal is given. */
export function followIndex(options: FollowOptions, stop: AbortSignal): IndexFollower {
  const { indexDir, engine, logger, lookMs = LOOK_MS } = options;
  const warnAboutBadFiles = options.warnAboutBadFiles ?? createBadFileWarnings(logger);
  const served = (): string => engine.live.newest().index.manifest.generation;
  let refused: { generation: string; reason: string } | undefined;
  let looking: Promise<ReloadOutcome> | undefined;

  async function lookOnce(): Promise<ReloadOutcome> {
    const generation = await currentGeneration(indexDir);
    if (generation === undefined || generation === served()) return { kind: 'same' };
    if (generation === refused?.generation) return { kind: 'refused', ...refused };
    try {
      const folder = generationFolder(indexDir, generation);
      await engine.swapTo(folder, await verifyAside(folder));
    } catch (error) {
      // Stopping the process closes what opening needs.
      if (stop.aborted) return { kind: 'same' };
      // Quick builds may have removed it since the check.
      if ((await currentGeneration(indexDir)) !== generation) return lookOnce();
      refused = { generation, reason: reasonOf(error) };
      logger.error(
        `[index] generation ${generation} is not served: ${refused.reason}; ${served()} stays in use`,
      );
      return { kind: 'refused', ...refused };
    }
    refused = undefined;
    logger.info(`now serving generation ${generation}`);
    warnAboutBadFiles(engine.live.newest().index.manifest);
    return { kind: 'swapped', generation };
  }

  const look = (): Promise<ReloadOutcome> => (looking ??= lookOnce().finally(() => (looking = undefined)));

  const timer = setInterval(() => {
    if (!stop.aborted) void look();
  }, lookMs);
  timer.unref();
  onAbort(stop, () => {
    clearInterval(timer);
  });
  return { look, refused: () => refused };
}
