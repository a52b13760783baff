// Posts updates to a webhook, one after the other; a failed one is retried while the others wait.
import type { Update } from 'grammy/types';
import { type Later, type Now, unixTime } from './clock.ts';
import { isObject, type Payload } from './parameters.ts';
import type { UpdatesQueue } from './updates-queue.ts';

export type Post = (
  url: string,
  request: { headers: Record<string, string>; body: string },
) => Promise<Response>;
export type WebhookTarget = { url: string; secret: string };

export type WebhookDelivery = {
  /** Sets the webhook from now on; undefined for none. */
  to(target: WebhookTarget | undefined): void;
  readonly lastError: { date: number; message: string } | undefined;
};

/** Milliseconds before a failed delivery is retried; doubled each time, up to the second value. */
const RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;

export function createWebhookDelivery({
  updates,
  post,
  perform,
  now,
  later,
}: {
  updates: UpdatesQueue;
  post: Post;
  /** Carries out a method that the webhook's response asks for. */
  perform: (method: string, payload: Payload) => Promise<unknown>;
  now: Now;
  later: Later;
}): WebhookDelivery {
  let target: WebhookTarget | undefined;
  let delivering = false;
  let failures = 0;
  let lastError: WebhookDelivery['lastError'];
  let cancelRetry = (): void => undefined;
  updates.onPush(wake);

  function wake(): void {
    if (!delivering && failures === 0) void deliver();
  }

  async function deliver(): Promise<void> {
    delivering = true;
    while (target !== undefined) {
      const to = target;
      const [update] = updates.pending();
      if (update === undefined) break;
      const outcome = await deliverOne(to, update);
      // The webhook may have been replaced meanwhile; then the update belongs to the new one.
      if (target !== to) continue;
      if ('problem' in outcome) {
        lastError = { date: unixTime(now), message: outcome.problem };
        const delay = Math.min(RETRY_MS * 2 ** failures++, MAX_RETRY_MS);
        cancelRetry = later(delay, () => void deliver());
        break;
      }
      updates.confirm(update.update_id);
      failures = 0;
      const { method, ...payload } = outcome.asked;
      // Telegram does not tell the webhook the result.
      if (typeof method === 'string') await perform(method, payload);
    }
    delivering = false;
  }

  async function deliverOne(
    { url, secret }: WebhookTarget,
    update: Update,
  ): Promise<{ asked: Payload } | { problem: string }> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (secret !== '') headers['x-telegram-bot-api-secret-token'] = secret;
    try {
      const response = await post(url, { headers, body: JSON.stringify(update) });
      const body = await response.text();
      if (response.ok) return { asked: methodIn(body) };
      return { problem: `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim() };
    } catch {
      return { problem: 'Connection refused' };
    }
  }

  return {
    to: (next) => {
      cancelRetry();
      failures = 0;
      lastError = undefined;
      target = next;
      wake();
    },
    get lastError() {
      return lastError;
    },
  };
}

/** A webhook may respond with a method to call; anything else is ignored. */
function methodIn(body: string): Payload {
  try {
    const value = JSON.parse(body) as unknown;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
