// Updates that Telegram posts itself. A request is answered with 200 only when its update is on disk or finished, and
// with 503 when it cannot be taken now: then Telegram comes again. grammY's own callback has no limit for bodies, and
// what it does with an update that takes too long is lost.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { withDeadline } from '../system/deadline.ts';
import { Failure } from '../system/failure.ts';
import { inTime } from '../system/in-time.ts';
import { isAborted } from '../system/signals.ts';
import type { DeliveryMeter } from './delivery-meter.ts';
import type { Intake } from './intake.ts';
import { createOutage, type OutageOptions, PATIENCE_MS } from './outage.ts';

export type Webhook = {
  url: string;
  /** 1 to 256 of A–Z, a–z, 0–9, `_` and `-`; Telegram sends it with every request. */
  secret: string;
};

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
/** More than any update; a message has 4,096 characters. */
const MAX_BODY_BYTES = 1 << 20;
/** Telegram gives a request up after a minute; then it would come again while the first is still waiting. */
const MAX_WAIT_MS = 50_000;

export type WebhookOptions = {
  secret: string;
  intake: Pick<Intake, 'accept'>;
  meter?: DeliveryMeter | undefined;
};

/** @returns what answers Telegram's requests */
export function createWebhookHandler({
  secret,
  intake,
  meter,
}: WebhookOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    // First of all: nothing of a stranger's request is read.
    if (!isSame(request.headers.get(SECRET_HEADER) ?? '', secret)) return answer(401);
    if (request.method !== 'POST') return answer(405);
    const text = await readCapped(request);
    if (text === undefined) return answer(413);
    meter?.polled();
    const isTaken = await inTime(intake.accept(parsed(text)), MAX_WAIT_MS);
    return answer(isTaken === true ? 200 : 503);
  };
}

/**
 * Tells Telegram once where to send updates, as soon as it can be reached.
 * @throws Failure `telegram` when Telegram refuses the token or the address, or sends updates somewhere else already
 */
export async function installWebhook(
  api: Pick<Api, 'getWebhookInfo' | 'setWebhook'>,
  { url, secret }: Webhook,
  kinds: readonly Exclude<keyof Update, 'update_id'>[],
  options: OutageOptions,
  stop: AbortSignal,
): Promise<void> {
  const outage = createOutage('setWebhook', options);
  while (!isAborted(stop)) {
    try {
      await withDeadline(PATIENCE_MS, stop, async (signal) => {
        const ended = signal as Parameters<Api['getWebhookInfo']>[0]; // Node's own signal works as well
        const { url: current = '' } = await api.getWebhookInfo(ended);
        if (current !== '' && current !== url)
          throw new Failure(
            'telegram',
            `Telegram sends this bot's updates to ${current}; stop what runs there, remove that webhook (open https://api.telegram.org/bot<BOT_TOKEN>/deleteWebhook in a browser), and start again`,
          );
        await api.setWebhook(url, { secret_token: secret, allowed_updates: kinds }, ended);
      });
      outage.ended();
      return;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (error instanceof GrammyError && error.error_code === 400)
        throw new Failure(
          'telegram',
          `Telegram refuses WEBHOOK_URL (${error.description}); it must begin with https://, have the port 443, 80, 88 or 8443, and be reachable from outside`,
          { cause: error },
        );
      if (!isAborted(stop)) await outage.pause(error, stop);
    }
  }
}

function answer(status: number): Response {
  return new Response(null, { status });
}

/** Compares in the same time wherever the texts differ, and whatever their lengths. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** The body; undefined if it is too long. */
async function readCapped({ body }: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A body of the web's kind is iterable on Node, which its type does not say.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for anything but JSON: that is no update. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
