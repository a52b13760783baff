// setWebhook and related methods, and getUpdates, which a webhook excludes. Updates are posted to this machine only,
// because an emulator must not reach others.
import type { Methods } from './method.ts';
import { flagOf, integerOf, type Payload, structureOf, textOf } from './parameters.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { UpdatesQueue } from './updates-queue.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

const WEBHOOK_IS_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const DEFAULT_CONNECTIONS = 40;

export function createReceivingMethods({
  updates,
  delivery,
}: {
  updates: UpdatesQueue;
  delivery: WebhookDelivery;
}): Methods {
  let webhook: { url: string; maxConnections: number } | undefined;

  function deleteWebhook(payload: Payload): true {
    webhook = undefined;
    delivery.to(undefined);
    dropIfAsked(payload);
    return true;
  }

  function dropIfAsked(payload: Payload): void {
    const last = updates.pending().at(-1);
    if (flagOf(payload, 'drop_pending_updates') && last !== undefined) updates.confirm(last.update_id);
  }

  function allowIfAsked(payload: Payload): void {
    const kinds = structureOf(payload, 'allowed_updates');
    if (Array.isArray(kinds)) updates.allow(kinds.map(String));
  }

  return {
    setWebhook: (payload) => {
      const url = textOf(payload, 'url') ?? '';
      if (url === '') return deleteWebhook(payload);
      if (!isLoopback(url)) throw badRequest('bad webhook: the emulator delivers to this machine only');
      const secret = textOf(payload, 'secret_token') ?? '';
      if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
      allowIfAsked(payload);
      dropIfAsked(payload);
      webhook = { url, maxConnections: integerOf(payload, 'max_connections') ?? DEFAULT_CONNECTIONS };
      updates.interrupt(new Refusal(409, WEBHOOK_IS_ACTIVE));
      delivery.to({ url, secret });
      return true;
    },
    deleteWebhook,
    getWebhookInfo: () => ({
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pending().length,
      ...(delivery.lastError === undefined
        ? {}
        : { last_error_date: delivery.lastError.date, last_error_message: delivery.lastError.message }),
      ...(webhook === undefined ? {} : { max_connections: webhook.maxConnections }),
      ...(updates.allowed === undefined ? {} : { allowed_updates: updates.allowed }),
    }),
    getUpdates: (payload, signal) => {
      if (webhook !== undefined) throw new Refusal(409, WEBHOOK_IS_ACTIVE);
      allowIfAsked(payload);
      const [offset, limit, timeout] = ['offset', 'limit', 'timeout'].map((name) => integerOf(payload, name));
      return updates.poll({ offset, limit, timeout }, signal);
    },
  };
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
