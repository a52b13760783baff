// What main.ts and the scripts have in common: reading the environment, opening the index and the model. Imported by
// composition roots only.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { type Answerer, createAnswerer } from './answer/answerer.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import type { Embedder, ModelDescription } from './embedding/embedder.ts';
import { describeModel, locateModel, type ModelChoice } from './embedding/model-files.ts';
import { createEmbedder } from './embedding/transformers-embedder.ts';
import { Failure, reasonOf } from './failure.ts';
import { loadNativeLibrary, type NativeLibrary, nativeRemedy } from './indexing/hnsw-index.ts';
import { wantedRecipe } from './indexing/manifest.ts';
import { type OpenIndex, openIndex } from './indexing/open-index.ts';
import { createTranslations, languageFor, type Translate, translateTo } from './locales/translations.ts';
import { createLogger, errorDetails, type Logger } from './logger.ts';
import { createRetriever, type Retriever } from './retrieval/retriever.ts';

/** The folder with package.json: two levels above the compiled file (dist/src). */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The process's environment over the project's .env file. */
export function readEnvironment(): Environment {
  const file = path.join(PROJECT_ROOT, '.env');
  let fromFile: Record<string, string> = {};
  try {
    fromFile = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Failure('config', `${file} cannot be read (${reasonOf(error)})`);
    }
  }
  return { ...fromFile, ...process.env };
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

/** Describes the configured model; undefined when it has yet to be downloaded. */
export async function describeConfiguredModel(choice: ModelChoice): Promise<ModelDescription | undefined> {
  const { folder, present } = locateModel(choice);
  return present ? describeModel(choice, folder) : undefined;
}

/** Loads the configured model, reporting the progress of a download in steps of ten percent. */
export function openEmbedder(
  choice: ModelChoice,
  logger: Logger,
  onStopped?: (error: Error) => void,
): Promise<Embedder> {
  const shown = new Map<string, number>();
  return createEmbedder(choice, {
    ...(onStopped === undefined ? {} : { onStopped }),
    onDownload: (file, percent) => {
      const step = Math.floor(percent / 10) * 10;
      if (step === shown.get(file)) return;
      shown.set(file, step);
      logger.info(`downloading ${choice.id}: ${file} ${step}%`);
    },
  });
}

/** Everything that answers questions. */
export type Engine = {
  answerer: Answerer;
  retriever: Retriever;
  index: OpenIndex;
  embedder: Embedder;
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
  const embedder = await openEmbedder(config.model, logger, onModelStopped);
  try {
    const index = await openIndex({
      indexDir: config.indexDir,
      wanted: wantedRecipe(embedder.model),
      native,
      onDamaged: (generation, reason) => {
        logger.warn(`[index] generation ${generation} is damaged and passed over: ${reason}`);
      },
    });
    const retriever = createRetriever({ index, embedder });
    return {
      answerer: createAnswerer({ index, retriever }),
      retriever,
      index,
      embedder,
      close: async () => {
        index.close();
        await embedder.close();
      },
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
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
