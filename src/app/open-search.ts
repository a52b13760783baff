// Opens what a question needs: index, model, calibration and synonyms. The index is opened while the model loads: the
// model's files alone say what the index must have been built with.
import type { Embedder } from '../embedding/embedder.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openIndex } from '../index/open-index.ts';
import type { Lessons } from '../retrieval/lessons.ts';
import type { RetrieverOptions } from '../retrieval/retriever.ts';
import type { Logger } from '../system/logger.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import { describeConfiguredModel, openEmbedder } from './configured-model.ts';
import { PROJECT_ROOT } from './environment.ts';
import { loadNativeLibraryOrWarn } from './native-library.ts';
import { loggerFor } from './run-main.ts';
import { optionsFor, readLessons, readWikiOptions, warnAboutMissing } from './wiki-options.ts';

export type Search = {
  index: OpenIndex;
  embedder: Embedder;
  /** What is fitted, written or taught for this wiki, with the cut-offs of the generation. */
  options: RetrieverOptions & { lessons: Lessons };
};

/**
 * Opens the live generation and the configured model. The caller closes both.
 * @param onModelStopped called if the model stops working later
 * @throws Failure `index`, `model` or `config`; nothing is open then
 */
export async function openSearch(
  config: Config,
  { logger, native, onModelStopped }: OpeningOptions,
): Promise<Search> {
  const loading = openEmbedder(config.model, logger, onModelStopped);
  loading.catch(() => undefined); // awaited below; until then nobody listens
  const known = await describeConfiguredModel(config.model);
  const opening = openIndex({
    indexDir: config.indexDir,
    wanted: wantedRecipe(known ?? (await loading).model),
    native,
    onDamaged: (generation, reason) => {
      logger.warn(`[index] generation ${generation} is damaged and skipped: ${reason}`);
    },
  });
  const [loaded, opened] = await Promise.allSettled([loading, opening]);
  try {
    if (loaded.status === 'rejected') throw loaded.reason;
    if (opened.status === 'rejected') throw opened.reason;
    warnAboutMissing(config, logger);
    const fitted = optionsFor(opened.value.manifest, readWikiOptions(config), config);
    const options = { ...fitted, lessons: readLessons(config) };
    return { index: opened.value, embedder: loaded.value, options };
  } catch (error) {
    if (opened.status === 'fulfilled') opened.value.close();
    if (loaded.status === 'fulfilled') await loaded.value.close();
    throw error;
  }
}

export type OpeningOptions = {
  logger: Logger;
  native: NativeLibrary;
  onModelStopped?: ((error: Error) => void) | undefined;
};

/** Opens the configured index, or the one named on the command line, for as long as `use` takes. */
export async function withSearch<T>(
  env: Environment,
  indexDir: string | undefined,
  use: (search: Search, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env, PROJECT_ROOT);
  config.indexDir = indexDir ?? config.indexDir;
  const logger = loggerFor(config);
  const search = await openSearch(config, { logger, native: loadNativeLibraryOrWarn(logger) });
  try {
    return await use(search, config);
  } finally {
    search.index.close();
    await search.embedder.close();
  }
}
