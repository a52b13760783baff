// Opens what answers questions: index, model, calibration and synonyms, and swaps one generation for the next.
import path from 'node:path';
import type { Answerer } from '../answer/answerer.ts';
import { createLiveWiki, type LiveWiki } from '../answer/live-wiki.ts';
import { createWiki, type Wiki } from '../answer/wiki.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import { describeConfiguredModel, openEmbedder } from './configured-model.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { type Manifest, wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openIndex, openVerified } from '../index/open-index.ts';
import { type Logger } from '../system/logger.ts';
import { type CalibrationFile, DEFAULT_CALIBRATION, parseCalibration } from '../retrieval/calibration.ts';
import { createRetriever, type Retriever, type RetrieverOptions } from '../retrieval/retriever.ts';
import { NO_SYNONYMS, parseSynonyms, type Synonyms } from '../retrieval/synonyms.ts';
import { PROJECT_ROOT, readOptional, userPath } from './environment.ts';
import { loggerFor } from './run-main.ts';
import { warmUp } from './warm-up.ts';
import { loadNativeLibraryOrWarn } from './native-library.ts';

/** Everything that answers questions. */
export type Engine = {
  config: Config;
  readonly answerer: Answerer;
  /** Everything for readers, of the generation that is live; `readsOf` counts what was read in the bot, by article or section id. */
  wiki: (readsOf: (id: string) => number) => Wiki;
  live: LiveWiki;
  /**
   * Goes over to a verified generation.
   * @throws Failure `index` when it does not fit the model, Error when it contradicts itself; the live one stays
   */
  take: (folder: string, manifest: Manifest) => Promise<void>;
  /** Of the newest generation; whoever serves others than one command looks at `live`. */
  readonly retriever: Retriever;
  readonly index: OpenIndex;
  embedder: Embedder;
  /** The same index and model, asked in another way. */
  variant(options: Partial<RetrieverOptions>): { answerer: Answerer; retriever: Retriever };
  close(): Promise<void>;
};

/** Opens index and model for asking; `onModelStopped` is told when the model's thread dies while serving. */
export async function openEngine(
  config: Config,
  logger: Logger,
  native = loadNativeLibraryOrWarn(logger),
  onModelStopped?: (error: Error) => void,
): Promise<Engine> {
  const loading = openEmbedder(config.model, logger, onModelStopped);
  loading.catch(() => undefined); // awaited below; until then nobody listens
  // The index is opened while the model is loaded: what the model must be is known from its files.
  const known = await describeConfiguredModel(config.model);
  const opening = openIndex({
    indexDir: config.indexDir,
    wanted: wantedRecipe(known ?? (await loading).model),
    native,
    onDamaged: (generation, reason) => {
      logger.warn(`[index] generation ${generation} is damaged and passed over: ${reason}`);
    },
  });
  const [loaded, opened] = await Promise.allSettled([loading, opening]);
  if (loaded.status === 'rejected') {
    if (opened.status === 'fulfilled') opened.value.close();
    throw loaded.reason;
  }
  const embedder = loaded.value;
  try {
    if (opened.status === 'rejected') throw opened.reason;
    const calibration = readCalibration(config);
    if (calibration === undefined)
      logger.warn(
        `[config] no calibration for ${config.model.id} in ${config.calibrationDir}; defaults are used, npm run calibrate fits them to the model`,
      );
    const configured: RetrieverOptions = {
      calibration: calibration ?? DEFAULT_CALIBRATION,
      synonyms: readSynonyms(config, logger),
    };
    const retrieverOf = (index: OpenIndex, options: Partial<RetrieverOptions> = {}): Retriever =>
      createRetriever({ index, embedder, ...configured, ...options });
    const answererOf = (index: OpenIndex, retriever: Retriever): Answerer =>
      createWiki({ index, retriever, readsOf: () => 0 }).answerer;
    const live = createLiveWiki({ index: opened.value, retriever: retrieverOf(opened.value) });
    // Nothing here may hold on to the first generation: a serving process replaces it.
    return {
      config,
      get index() {
        return live.newest().index;
      },
      get retriever() {
        return live.newest().retriever;
      },
      get answerer() {
        const { index, retriever } = live.newest();
        return answererOf(index, retriever);
      },
      variant: (options) => {
        const { index } = live.newest();
        const retriever = retrieverOf(index, options);
        return { retriever, answerer: answererOf(index, retriever) };
      },
      wiki: live.wiki,
      live,
      take: async (folder, manifest) => {
        const next = await openVerified(folder, manifest, { wanted: wantedRecipe(embedder.model), native });
        try {
          const retriever = retrieverOf(next);
          await warmUp(createWiki({ index: next, retriever, readsOf: () => 0 }));
          live.swap({ index: next, retriever });
        } catch (error) {
          next.close();
          throw error;
        }
      },
      embedder,
      close: async () => {
        live.close();
        await embedder.close();
      },
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** The calibration file of a model: named after the last part of its id, so that `Xenova/…` and a local copy agree. */
export function calibrationFile({ calibrationDir, model }: Config): string {
  return path.join(calibrationDir, `${path.basename(model.id)}.json`);
}

/** What has been fitted for the configured model; undefined when nobody has calibrated it. */
function readCalibration(config: Config): CalibrationFile | undefined {
  const file = calibrationFile(config);
  const json = readOptional(file);
  return json === undefined ? undefined : parseCalibration(json, file);
}

/** Words of readers for words of articles; without the file, which is said, questions are searched as they are. */
function readSynonyms({ synonymsFile }: Config, logger: Logger): Synonyms {
  const text = readOptional(synonymsFile);
  if (text !== undefined) return parseSynonyms(text, synonymsFile);
  logger.warn(`[config] there is no synonyms file ${synonymsFile}; questions are searched without synonyms`);
  return NO_SYNONYMS;
}

/** Opens the engine over the configured index, or the one named on the command line, for as long as `use` takes. */
export async function withEngine<T>(
  env: Environment,
  indexDir: string | undefined,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env, PROJECT_ROOT);
  if (indexDir !== undefined) config.indexDir = userPath(indexDir);
  const engine = await openEngine(config, loggerFor(config));
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
