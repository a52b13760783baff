// What came of one attempt. Only Telegram's own word decides about a request; everything else, from a refused connection
// to half a response, leaves open whether it was carried out.
import { HttpError } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import { isObject } from '../system/is-object.ts';
import { causeOf } from './cause.ts';
import type { AttemptFailure } from './delivery-meter.ts';
import { NotJson } from './http-client.ts';

/** Telegram's longest pauses are of some hours; more is a mistake, which must not silence the bot until its next start. */
const MAX_PAUSE_S = 24 * 60 * 60;

export type Outcome<T> =
  /** Carried out, or refused for good. */
  | { kind: 'decided'; response: ApiResponse<T> }
  /** Refused for now. */
  | { kind: 'flood'; seconds: number }
  | { kind: 'token' }
  | Unknown;

export type Unknown = { kind: 'unknown'; why: Exclude<AttemptFailure, 'flood' | 'refused'>; cause: string };

/** @param response what came back as JSON, which need not be a response */
export function outcomeOf<T>(response: ApiResponse<T>): Outcome<T> {
  const given: unknown = response;
  if (!isObject(given)) return malformed();
  const { ok, result, error_code: code, description, parameters } = given;
  if (ok === true)
    return result === undefined || result === null ? malformed() : { kind: 'decided', response };
  if (ok !== false || typeof code !== 'number') return malformed();
  const text = String(description);
  if (code >= 500 && code < 600) return { kind: 'unknown', why: 'server', cause: `${code} ${text}` };
  if (code === 429) return { kind: 'flood', seconds: pauseOf(parameters) };
  // An older Bot API server answers 404 to methods that it does not know, in other words.
  if (code === 401 || (code === 404 && text === 'Not Found')) return { kind: 'token' };
  return { kind: 'decided', response };
}

/** @returns undefined for what is no failure of the network, such as a bug in the request */
export function outcomeOfError(error: unknown): Unknown | undefined {
  if (!(error instanceof HttpError)) return undefined;
  const cause = causeOf(error);
  if (!(error.error instanceof NotJson)) return { kind: 'unknown', why: 'network', cause };
  return { kind: 'unknown', why: error.error.status >= 500 ? 'server' : 'malformed', cause };
}

function malformed(): Unknown {
  return { kind: 'unknown', why: 'malformed', cause: 'its answer has no meaning' };
}

/** The pause that Telegram asks for, in seconds, a day at most; at least one, because none would make a loop without pause. */
export function pauseOf(parameters: unknown): number {
  const seconds = isObject(parameters) ? Number(parameters['retry_after']) : Number.NaN;
  return seconds >= 1 ? Math.min(seconds, MAX_PAUSE_S) : 1;
}
