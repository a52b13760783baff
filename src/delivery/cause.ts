import { HttpError } from 'grammy';
import { errnoOf } from '../system/failure.ts';

/** Why a request failed, in a few words and without its address, which has the bot token in it. */
export function causeOf(error: unknown): string {
  const inner = error instanceof HttpError ? error.error : error;
  if (!(inner instanceof Error)) return String(inner);
  if (isNoJson(inner)) return 'its answer is no JSON';
  // node-fetch: "request to <address> failed, reason: connect ECONNREFUSED 127.0.0.1:443".
  const reason = /reason: (.*)$/s.exec(inner.message)?.[1] ?? inner.message;
  const words = reason.replace(/\w+:\/\/\S+/g, 'its address').trim();
  return words === '' ? (errnoOf(inner) ?? 'no reason given') : words;
}

/** Whether something answered, but not the Bot API: the page of a gateway, or half a response. */
export function isNoJson(error: Error): boolean {
  return 'type' in error && error.type === 'invalid-json';
}

/** What an operator reads when Telegram has never been reached. @param cause from `causeOf` */
export function cannotReach(cause: string): string {
  return `cannot reach the Bot API: ${cause}; set HTTPS_PROXY or TELEGRAM_API_ROOT`;
}
