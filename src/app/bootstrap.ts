// What main.ts and the scripts have in common: reading the environment, opening the index and the model. Imported by
// composition roots only.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'dotenv';
import type { Answerer } from '../answer/answerer.ts';
import { createLiveWiki, type LiveWiki } from '../answer/live-wiki.ts';
import { createWiki, type Wiki } from '../answer/wiki.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import { describeConfiguredModel, openEmbedder, openEmbedders } from './configured-model.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { jobsFor } from '../embedding/jobs.ts';
import { Failure, reasonOf } from '../system/failure.ts';
import { buildIndex, type BuildOptions, type BuildResult } from '../build/build-index.ts';
import { loadNativeLibrary, type NativeLibrary, nativeRemedy } from '../index/hnsw-index.ts';
import { type Manifest, wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openIndex, openVerified } from '../index/open-index.ts';
import { createTranslations, languageFor, type Translate, translateTo } from '../locales/translations.ts';
import { createLogger, errorDetails, type Logger } from '../system/logger.ts';
import { type CalibrationFile, DEFAULT_CALIBRATION, parseCalibration } from '../retrieval/calibration.ts';
import { createRetriever, type Retriever, type RetrieverOptions } from '../retrieval/retriever.ts';
import { NO_SYNONYMS, parseSynonyms, type Synonyms } from '../retrieval/synonyms.ts';
import { createProgressReport, resultLines } from '../terminal/build-report.ts';

/** The folder with package.json: three levels above the compiled file (dist/src/app). */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/** The process's environment over the project's .env file. */
export function readEnvironment(): Environment {
  return { ...parse(readOptional(path.join(PROJECT_ROOT, '.env')) ?? ''), ...process.env };
}

/** Where a path given on the command line starts from: the folder the user is in, which npm replaces by the project's. */
export function userPath(given: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
}

/** A logger to standard error, so that answers and JSON on standard output stay clean. */
export function loggerFor({ log, mode }: Config): Logger {
  const secrets = mode.kind === 'telegram' ? [mode.token] : [];
  return createLogger({ ...log, secrets, write: (text) => void process.stderr.write(text) });
}

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

/** Loads the native library; its absence is said here, once in a process, with the remedy. */
export function loadNativeLibraryOrWarn(logger: Logger): NativeLibrary {
  const native = loadNativeLibrary();
  if (!native.available) logger.warn(nativeRemedy(native.reason));
  return native;
}

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

/** Has nothing to do with any article: the whole way is gone, mended spelling included. */
const WEAK_QUESTION = 'zzgs qnmd, wht els?';

/** Asks what nobody sees, so that the first reader does not wait for what is read and compiled at first use. */
export async function warmUp({ answerer, examples, directory, reader }: Wiki): Promise<void> {
  await directory.prepare();
  // No id is empty, but looking for it makes the tables in which the others are found.
  reader.card('');
  await new Promise((resolve) => setImmediate(resolve));
  reader.section('');
  const titles = [...examples.forLanguage('zh'), ...examples.forLanguage('en')].map(({ title }) => title);
  for (const question of [...new Set(titles), WEAK_QUESTION]) {
    await answerer.answer(question);
    // Whoever has asked in the meantime comes first.
    await new Promise((resolve) => setImmediate(resolve));
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

/** The text of a file; undefined when there is none. */
function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Failure('config', `${file} cannot be read (${reasonOf(error)})`);
  }
}

/** Files with labelled questions: those named on the command line, else the project's own, one per group. */
export async function questionFiles(named: readonly string[]): Promise<string[]> {
  if (named.length > 0) return named.map(userPath);
  const folder = path.join(PROJECT_ROOT, 'data', 'questions');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.jsonl')).sort();
  if (files.length === 0) throw new Failure('config', `${folder} has no questions; write --questions FILE`);
  return files.map((name) => path.join(folder, name));
}

/** Builds an index and shows how it goes and what came of it. */
export async function buildWithReport(
  config: Config,
  logger: Logger,
  options: Pick<BuildOptions, 'articlesDir' | 'indexDir' | 'native' | 'skipBad' | 'force'> & {
    jobs?: number;
  },
): Promise<BuildResult> {
  const report = createProgressReport(process.stderr);
  const result = await buildIndex({
    ...options,
    describeModel: () => describeConfiguredModel(config.model),
    openEmbedder: (passages) => openEmbedders(config.model, logger, options.jobs ?? jobsFor(passages)),
    onProgress: report.onProgress,
  }).finally(() => {
    report.stop();
  });
  for (const line of resultLines(result, path.relative(process.cwd(), options.articlesDir) || '.'))
    process.stderr.write(`${line}\n`);
  return result;
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

/** Wenda's words in the language of the terminal; Chinese when its locale names neither (C.UTF-8). */
export function terminalWords(env: Environment): Translate {
  const locale = /^(?:zh|en)/i.exec(env['LC_ALL'] ?? env['LANG'] ?? '')?.[0];
  return translateTo(createTranslations(), languageFor(locale));
}

/**
 * Runs a composition root: an expected failure is printed as one line and ends with exit code 1, a bug with its stack.
 * Nothing is printed that has not passed the redaction.
 */
export async function runMain(main: (env: Environment) => Promise<number>, failureCode = 1): Promise<void> {
  let env: Environment = process.env;
  try {
    env = readEnvironment();
    process.exitCode = await main(env);
  } catch (error) {
    const logger = createLogger({
      level: 'error',
      format: 'text',
      secrets: [env['BOT_TOKEN'] ?? ''],
      write: (text) => void process.stderr.write(text),
    });
    if (error instanceof Failure) logger.error(error.message);
    else if (isUsageError(error))
      logger.error(`[config] ${reasonOf(error).split('. ')[0] ?? ''}; the options are in the README`);
    else logger.error('this is a bug in Wenda, please report it', errorDetails(error));
    process.exitCode = failureCode;
  }
}

/** Thrown by node:util's parseArgs for options that do not exist. */
function isUsageError(error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}
