// An index of the articles as they are now: before serving, and after every edit while serving.
import { checkFreshness } from '../build/freshness.ts';
import { articleStamps } from '../corpus/article-stamps.ts';
import { currentGeneration } from '../index/generation-folders.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { Failure } from '../system/failure.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { isAborted } from '../system/signals.ts';
import { watchChanges } from '../system/watch-changes.ts';
import { buildAside, type BuildProcessOptions } from './build-process.ts';
import type { Config } from './config.ts';
import { describeConfiguredModel } from './configured-model.ts';
import type { IndexFollower } from './follow-index.ts';
import { readWikiOptions } from './wiki-options.ts';

export type UpToDateOptions = {
  config: Config;
  logger: Logger;
  native: NativeLibrary;
  onProgress: BuildProcessOptions['onProgress'];
};

/**
 * Builds the index if it is missing or out of date. Articles with errors stay as they last were; if all are bad, the older
 * index is served.
 * @throws Failure `index` when there is nothing to serve
 */
export async function bringIndexUpToDate(options: UpToDateOptions, stop: AbortSignal): Promise<void> {
  const { config, logger, native } = options;
  const freshness = await checkFreshness({
    articlesDir: config.articlesDir,
    indexDir: config.indexDir,
    model: await describeConfiguredModel(config.model),
    native,
    maskedKey: readWikiOptions(config).maskedKey,
  });
  if (freshness.kind === 'fresh' || isAborted(stop)) return;
  logger.info(`building the index: ${freshness.reason}`);
  if ((await buildAside(options, stop)) || isAborted(stop)) return;
  const older = (await currentGeneration(config.indexDir)) !== undefined;
  if (!older)
    throw new Failure(
      'index',
      'the index could not be built (see above), and there is no older one to serve',
    );
  logger.warn('the index could not be rebuilt (see above); the older one is served until this is fixed');
}

/**
 * Rebuilds the index after every edit, until stopped. The follower switches to what is built at once, and says what is
 * wrong in single files.
 * @param known the articles' stamps when the served index was checked
 */
export async function keepIndexUpToDate(
  { config, logger, follower }: Pick<UpToDateOptions, 'config' | 'logger'> & { follower: IndexFollower },
  known: string | undefined,
  stop: AbortSignal,
): Promise<void> {
  const quiet: Logger = {
    ...logger,
    info: (...message) => {
      logger.debug(...message);
    },
  };
  const watching = watchChanges(
    {
      look: () => articleStamps(config.articlesDir),
      known,
      onSettled: async () => {
        logger.debug('the articles have changed: building the index');
        const isDone = await buildAside({ config, logger: quiet, onProgress: () => undefined }, stop);
        if (isDone) await follower.look();
        else if (!isAborted(stop))
          logger.warn('the index could not be rebuilt (see above); the one in use stays until the next edit');
      },
    },
    stop,
  );
  await watching.catch((error: unknown) => {
    logger.error('the articles are no longer watched; start again', errorDetails(error));
  });
}
