// A serving process notices what a build has published, and goes over to it.
import { reasonOf } from '../system/failure.ts';
import { currentGeneration, generationFolder } from '../index/generation-folders.ts';
import type { Manifest } from '../index/manifest.ts';
import { verifyAside } from '../index/verify-aside.ts';
import type { Logger } from '../system/logger.ts';
import { isAborted, onAbort } from '../system/signals.ts';

/** Milliseconds between two looks at which generation is published: one small file. */
const LOOK_MS = 1000;

export type FollowOptions = {
  indexDir: string;
  /** The generation that is served. */
  served: () => string;
  /** Opens a verified generation and serves it. @throws Error when it cannot be */
  take: (folder: string, manifest: Manifest) => Promise<void>;
  logger: Logger;
  lookMs?: number;
};

export type Looked =
  | { kind: 'same' }
  | { kind: 'taken'; generation: string }
  /** Stays so until another generation is published. */
  | { kind: 'refused'; generation: string; reason: string };

export interface IndexFollower {
  /** Looks now. */
  look: () => Promise<Looked>;
  /** The newer generation that could not be served. */
  refused(): { generation: string; reason: string } | undefined;
}

/** Looks again and again until the signal is given. */
export function followIndex(options: FollowOptions, stop: AbortSignal): IndexFollower {
  const { indexDir, served, take, logger, lookMs = LOOK_MS } = options;
  let refused: { generation: string; reason: string } | undefined;
  let looking: Promise<Looked> | undefined;

  async function lookOnce(): Promise<Looked> {
    const generation = await currentGeneration(indexDir);
    if (generation === undefined || generation === served()) return { kind: 'same' };
    if (generation === refused?.generation) return { kind: 'refused', ...refused };
    try {
      const folder = generationFolder(indexDir, generation);
      await take(folder, await verifyAside(folder));
    } catch (error) {
      // Whoever stops closes what opening needs.
      if (isAborted(stop)) return { kind: 'same' };
      // Builds that were quicker than this look may have removed it again.
      if ((await currentGeneration(indexDir)) !== generation) return lookOnce();
      refused = { generation, reason: reasonOf(error) };
      logger.error(`[index] generation ${generation} is not served: ${refused.reason}; ${served()} stays`);
      return { kind: 'refused', ...refused };
    }
    refused = undefined;
    logger.info(`now serving generation ${generation}`);
    return { kind: 'taken', generation };
  }

  const look = (): Promise<Looked> => (looking ??= lookOnce().finally(() => (looking = undefined)));

  const timer = setInterval(() => {
    if (!isAborted(stop)) void look();
  }, lookMs);
  timer.unref();
  onAbort(stop, () => {
    clearInterval(timer);
  });
  return { look, refused: () => refused };
}
