// Before serving: an index of the articles as they are now.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { describeConfiguredModel } from './configured-model.ts';
import type { Config } from './config.ts';
import { Failure } from '../system/failure.ts';
import { checkFreshness } from '../build/freshness.ts';
import { currentGeneration } from '../index/generation-folders.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import type { Logger } from '../system/logger.ts';
import { readWikiOptions } from './wiki-options.ts';
import { isAborted, onAbort } from '../system/signals.ts';

/**
 * Builds the index if it is missing or out of date. The build runs in its own process, so that the memory of embedding
 * is free again before serving begins. Articles with errors stay as they last were; if all are bad, the older index is served.
 * @throws Failure `index` when there is nothing to serve
 */
export async function bringIndexUpToDate(
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
    maskedKey: readWikiOptions(config).maskedKey,
  });
  if (freshness.kind === 'fresh' || isAborted(stop)) return;
  logger.info(`building the index: ${freshness.reason}`);
  const script = path.join(import.meta.dirname, '..', '..', 'scripts', 'build-index.js');
  // This process has already reported a missing native library.
  const options = [
    '--articles',
    config.articlesDir,
    '--index',
    config.indexDir,
    '--keep-last',
    '--no-remedy',
  ];
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
  logger.warn('the index could not be rebuilt (see above); the older one is served until this is fixed');
}
