// What every composition root runs in: an environment, a logger, and one way to fail.
import { Failure } from '../system/failure.ts';
import { createLogger, errorDetails, type Logger } from '../system/logger.ts';
import type { Config, Environment } from './config.ts';
import { readEnvironment, typed } from './environment.ts';

/**
 * Runs a composition root: an expected failure is printed as one line and ends with exit code 1, a bug with its stack.
 * Everything that is printed has passed the redaction.
 */
export async function runMain(main: (env: Environment) => Promise<number>, failureCode = 1): Promise<void> {
  let env: Environment = {};
  try {
    env = readEnvironment();
    process.exitCode = await main(env);
  } catch (error) {
    const logger = createLogger({
      level: 'error',
      format: 'text',
      secrets: [env['BOT_TOKEN'] ?? ''],
      write: writeError,
    });
    if (error instanceof Failure) logger.error(error.message);
    else logger.error('this is a bug in Wenda, please report it', errorDetails(error));
    process.exitCode = failureCode;
  }
}

/** Writes to standard error, so that answers and JSON on standard output stay clean. */
export function writeError(text: string): void {
  process.stderr.write(typed(text));
}

/** A logger, by default to standard error. */
export function loggerFor({ log, mode }: Pick<Config, 'log' | 'mode'>, write = writeError): Logger {
  const secrets = mode.kind === 'telegram' ? [mode.token, mode.webhook?.secret ?? ''] : [];
  return createLogger({ ...log, secrets, write });
}
