// Checks the bodies of the page's requests field by field: anyone on this machine can send anything.
import { type Language, LANGUAGES, isLanguage } from '../locales/translations.ts';
import { MAX_TEXT } from '../emulator/emulator.ts';
import type { ChatKind } from './page/wire.ts';
import { CHAT_KINDS } from './reader-chats.ts';

export type Body = Record<string, unknown>;

/** An invalid request; its message is a sentence for its sender. */
export class BadRequest extends Error {}

/** @throws BadRequest */
export function parseBody(json: string): Body {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    throw new BadRequest('The body must be JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('The body must be a JSON object.');
  return body as Body; // an object with unknown fields
}

/** @throws BadRequest */
export function chatIn(body: Body): ChatKind {
  const kind = CHAT_KINDS.find((known) => known === body['chat']);
  if (kind === undefined) throw new BadRequest(`"chat" must be one of ${CHAT_KINDS.join(', ')}.`);
  return kind;
}

/** @throws BadRequest */
export function stringIn(body: Body, key: string, longest: number): string {
  const value = body[key];
  if (typeof value !== 'string' || value.length > longest)
    throw new BadRequest(`"${key}" must be a text of at most ${longest} characters.`);
  return value;
}

/** The text of a message: not empty, and no longer than a message may be. @throws BadRequest */
export function textIn(body: Body): string {
  const text = stringIn(body, 'text', MAX_TEXT).toWellFormed();
  if (text.trim() === '') throw new BadRequest('"text" must not be empty.');
  return text;
}

/** @throws BadRequest */
export function messageIdIn(body: Body, key: string): number {
  const value = body[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw new BadRequest(`"${key}" must be the number of a message.`);
  return value;
}

/** What a message replies to, if anything: an ephemeral one has a negative number. @throws BadRequest */
export function repliedIn(body: Body): { replyTo?: number; replyToEphemeral?: number } {
  const value = body['replyTo'];
  if (value === undefined) return {};
  if (typeof value === 'number' && Number.isSafeInteger(value) && value < 0)
    return { replyToEphemeral: -value };
  return { replyTo: messageIdIn(body, 'replyTo') };
}

/** @throws BadRequest */
export function languageIn(body: Body): Language {
  const value = body['language'];
  if (typeof value !== 'string' || !isLanguage(value))
    throw new BadRequest(`"language" must be one of ${LANGUAGES.join(', ')}.`);
  return value;
}

/** The parameter of a deep link; '' for none. @throws BadRequest */
export function parameterIn(body: Body): string {
  const value = stringIn(body, 'parameter', 64);
  if (!/^[\w-]*$/.test(value)) throw new BadRequest('"parameter" may contain only letters, digits, _ and -.');
  return value;
}
