import { GrammyError, HttpError } from 'grammy';
import { errnoOf } from '../system/failure.ts';

/** Why a request failed, in a few words and without its address, which has the bot token in it. */
export function causeOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  const inner = error instanceof HttpError ? error.error : error;
  if (!(inner instanceof Error)) return String(inner);
  if (isTimeout(error)) return 'no answer in time';
  const words = inner.message.replace(/\w+:\/\/\S+/g, 'its address').trim();
  // Node gives no message when every address of a name fails.
  return words === '' ? (errnoOf(inner) ?? inner.name) : words;
}

/** Whether an attempt was ended by its deadline; one that a stop has ended is not asked about. */
export function isTimeout(error: unknown): boolean {
  const inner: unknown = error instanceof HttpError ? error.error : error;
  return inner instanceof Error && inner.name === 'AbortError';
}
