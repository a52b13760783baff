// The one way out for messages to the operator. Every message is redacted, because grammY's errors contain the Bot
// API's address with the token in it, which is easily forgotten when logging an error.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import pretty from 'pino-pretty';
import { Failure } from './failure.ts';

export interface Logger {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

export type LoggerOptions = {
  level: LogLevel;
  format: 'text' | 'json';
  /** Strings that must never be printed, e.g. the bot token. */
  secrets: readonly string[];
  /** Writes finished text, one or more whole lines. */
  write: (text: string) => void;
};

export function createLogger({ level, format, secrets, write }: LoggerOptions): Logger {
  const out = new Writable({
    decodeStrings: false,
    write: (chunk: Buffer | string, _encoding, done) => {
      write(redact(chunk.toString(), secrets));
      done();
    },
  });
  const stream =
    format === 'json'
      ? out
      : pretty({
          destination: out,
          colorize: false,
          sync: true,
          ignore: 'pid,hostname',
          translateTime: 'SYS:HH:MM:ss',
        });
  const logger = pino({ level, base: null }, stream);
  return {
    debug: (message, details = {}) => {
      logger.debug(details, message);
    },
    info: (message, details = {}) => {
      logger.info(details, message);
    },
    warn: (message, details = {}) => {
      logger.warn(details, message);
    },
    error: (message, details = {}) => {
      logger.error(details, message);
    },
  };
}

/**
 * Removes secrets from a text: the given ones, anything that looks like a bot token, alone or in an address, and the
 * password in any address.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '<token>');
  return clean
    .replace(/(:\/\/[^\s/@:]*):[^\s/@]+@/g, '$1:<password>@')
    .replace(/\/bot\d+:[\w-]+/g, '/bot<token>')
    .replace(/\b\d{5,}:[\w-]{20,}/g, '<token>');
}

/**
 * The loggable part of anything thrown. Error objects themselves are never logged: their properties contain requests,
 * tokens and users' words. An expected failure has no stack; a bug has one.
 */
export function errorDetails(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  const details: { error: string; stack?: string } = { error: name + error.message };
  if (error instanceof Failure) return { error: error.message };
  if (error.stack !== undefined) details.stack = error.stack;
  return details;
}
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
