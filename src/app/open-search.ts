// Opens what a question needs: index, model, calibration and synonyms. The index is opened while the model loads: the
// model's files alone say what the index must have been built with.
import path from 'node:path';
import type { Embedder } from '../embedding/embedder.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openIndex } from '../index/open-index.ts';
import { type CalibrationFile, DEFAULT_CALIBRATION, parseCalibration } from '../retrieval/calibration.ts';
import type { RetrieverOptions } from '../retrieval/retriever.ts';
import { NO_SYNONYMS, parseSynonyms, type Synonyms } from '../retrieval/synonyms.ts';
import type { Logger } from '../system/logger.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import { describeConfiguredModel, openEmbedder } from './configured-model.ts';
import { PROJECT_ROOT, readOptional } from './environment.ts';
import { loadNativeLibraryOrWarn } from './native-library.ts';
import { loggerFor } from './run-main.ts';

export type Search = {
  index: OpenIndex;
  embedder: Embedder;
  /** Files that are fitted or written for this wiki. */
  options: RetrieverOptions;
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
    return { index: opened.value, embedder: loaded.value, options: readOptions(config, logger) };
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

/**
 * The calibration file of a model. It is named after the last part of the id, so that `Xenova/…` and a local copy share
 * one.
 */
export function calibrationFile({ calibrationDir, model }: Config): string {
  return path.join(calibrationDir, `${path.basename(model.id)}.json`);
}

function readOptions(config: Config, logger: Logger): RetrieverOptions {
  const calibration = readCalibration(config);
  if (calibration === undefined)
    logger.warn(
      `[config] no calibration for ${config.model.id} in ${config.calibrationDir}; defaults are used, npm run calibrate fits them to this model`,
    );
  return { calibration: calibration ?? DEFAULT_CALIBRATION, synonyms: readSynonyms(config, logger) };
}

/** The calibration of the configured model; undefined if it has not been calibrated. */
function readCalibration(config: Config): CalibrationFile | undefined {
  const file = calibrationFile(config);
  const json = readOptional(file);
  return json === undefined ? undefined : parseCalibration(json, file);
}

/** The synonyms of the wiki. If the file is missing, that is logged and questions are searched as they are. */
function readSynonyms({ synonymsFile }: Config, logger: Logger): Synonyms {
  const text = readOptional(synonymsFile);
  if (text !== undefined) return parseSynonyms(text, synonymsFile);
  logger.warn(`[config] there is no synonyms file ${synonymsFile}; questions are searched without synonyms`);
  return NO_SYNONYMS;
}
