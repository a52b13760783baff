// The parameters of a request, in any of the forms that the Bot API accepts: query string, form, multipart, JSON.
import { readMultipart } from './multipart.ts';
import { badRequest, Refusal } from './refusal.ts';

export type Payload = Record<string, unknown>;

/** Bytes of a body: a photo of the largest size, and its parameters. */
const MAX_BODY = 12_000_000;

/** @throws Refusal 400 for an unreadable body, 413 for one that is too large */
export async function readPayload(request: Request): Promise<Payload> {
  const payload: Payload = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'POST') Object.assign(payload, await readBody(request));
  if (!isWellFormed(payload)) throw badRequest('strings must be encoded in UTF-8');
  return payload;
}

async function readBody(request: Request): Promise<Payload> {
  const bytes = await bounded(request);
  if (bytes.length === 0) return {};
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') {
    const value = parseJson(decode(bytes));
    if (!isObject(value)) throw badRequest("can't parse parameters: a JSON object is expected");
    return value;
  }
  if (type === 'application/x-www-form-urlencoded')
    return Object.fromEntries(new URLSearchParams(decode(bytes)));
  if (type === 'multipart/form-data') {
    const parts = readMultipart(bytes, request.headers.get('content-type') ?? '');
    if (parts === undefined) throw badRequest("can't parse multipart/form-data");
    return parts;
  }
  throw badRequest(`unsupported content type "${type}"`);
}

async function bounded(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // The DOM's type of a body is not iterable; Node's is.
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MAX_BODY) throw new Refusal(413, 'Request Entity Too Large');
      chunks.push(chunk);
    }
  } catch (error) {
    // Nobody reads the response to an aborted request.
    throw request.signal.aborted ? badRequest('the request was aborted') : error;
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('strings must be encoded in UTF-8');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  return isObject(value) ? Object.values(value).every(isWellFormed) : true;
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Blob);
}

/** A text parameter; numbers become their digits. */
export function textOf(payload: Payload, name: string): string | undefined {
  const value = payload[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A whole number; undefined for anything else, which Telegram also treats as absent. */
export function integerOf(payload: Payload, name: string): number | undefined {
  const text = textOf(payload, name)?.trim() ?? '';
  return /^-?\d{1,16}$/.test(text) ? Number(text) : undefined;
}

export function flagOf(payload: Payload, name: string): boolean {
  return ['true', '1', 'yes', 't', 'y'].includes(textOf(payload, name)?.trim().toLowerCase() ?? '');
}

/** An object or array, given directly or as JSON in a string. @throws Refusal for broken JSON */
export function structureOf(payload: Payload, name: string): unknown {
  const value = payload[name];
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}
