// What every composition root has around it: an environment, a logger, and one way to fail.
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';
import { createLogger, errorDetails, type Logger } from '../system/logger.ts';
import type { Config, Environment } from './config.ts';
import { readEnvironment } from './environment.ts';

/** Thrown by node:util's parseArgs for options that do not exist. */
function isUsageError(error: unknown): boolean {
  return errnoOf(error)?.startsWith('ERR_PARSE_ARGS') === true;
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

/** A logger to standard error, so that answers and JSON on standard output stay clean. */
export function loggerFor({ log, mode }: Config): Logger {
  const secrets = mode.kind === 'telegram' ? [mode.token] : [];
  return createLogger({ ...log, secrets, write: (text) => void process.stderr.write(text) });
}
