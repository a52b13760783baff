import { HttpError } from 'grammy';
import { errnoOf } from '../system/failure.ts';

/** Why a request failed, in a few words and without its address, which has the bot token in it. */
export function causeOf(error: unknown): string {
  const inner = error instanceof HttpError ? error.error : error;
  if (!(inner instanceof Error)) return String(inner);
  const words = inner.message.replace(/\w+:\/\/\S+/g, 'its address').trim();
  // Node gives no message when every address of a name fails.
  return words === '' ? (errnoOf(inner) ?? inner.name) : words;
}

/** What an operator reads when Telegram has never been reached. @param cause from `causeOf` */
export function cannotReach(cause: string): string {
  return `cannot reach the Bot API: ${cause}; set HTTPS_PROXY or TELEGRAM_API_ROOT`;
}
