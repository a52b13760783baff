import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrammyError } from 'grammy';
import { createIntake } from '../../src/delivery/intake.ts';
import { createWebhookHandler, installWebhook } from '../../src/delivery/webhook.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { inlineQuery, said } from '../support/updates.ts';

const SECRET = 'a-secret';
const ignore = (): void => undefined;

/** A webhook whose updates are handled when the test says so. */
function openWebhook({ durable = true } = {}) {
  const handled: number[] = [];
  const ends = new Map<number, () => void>();
  const { updates } = createMemoryState();
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const intake = createIntake({
    ledger: updates,
    isDurable: () => durable,
    handle: ({ update_id: id }) => {
      handled.push(id);
      return new Promise((resolve) => ends.set(id, resolve));
    },
    onTokenRefused: () => undefined,
    now: () => 0,
    logger,
  });
  const handler = createWebhookHandler({ secret: SECRET, intake });
  const post = async (body: string, secret: string | undefined = SECRET): Promise<number> => {
    const headers: Record<string, string> = {};
    if (secret !== '') headers['x-telegram-bot-api-secret-token'] = secret;
    return (await handler(new Request('http://bot/webhook', { method: 'POST', body, headers }))).status;
  };
  return { handled, ends, updates, intake, handler, post };
}

test('an address that Telegram refuses ends the start, any other failure does not', async () => {
  const clock = createHandClock();
  const refusals = [502, 500, 400].map(
    (error_code) =>
      new GrammyError('', { ok: false, error_code, description: 'bad webhook: no https' }, 'setWebhook', {}),
  );
  const api = {
    getWebhookInfo: () =>
      Promise.resolve({ url: '', has_custom_certificate: false, pending_update_count: 0 }),
    setWebhook: () => Promise.reject(refusals.shift() ?? new Error('tried again')),
  };
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const installing = installWebhook(
    api,
    { url: 'http://bot.example/hook', secret: SECRET },
    [],
    { ...clock, random: () => 0, logger },
    new AbortController().signal,
  );
  await assert.rejects(
    clock.until(installing),
    /\[telegram\] Telegram refuses WEBHOOK_URL \(bad webhook: no https\)/,
  );
});

test('without the right secret nothing of a request is read', async () => {
  const { handler, post, handled } = openWebhook();
  for (const secret of ['', 'a-secre', 'a-secret2', 'A-SECRET'])
    assert.equal(await post(JSON.stringify(said(1, 7)), secret), 401);
  let wasRead = false;
  const body = new ReadableStream(
    {
      pull: (controller) => {
        wasRead = true;
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const stranger = new Request('http://bot/webhook', { method: 'POST', body, duplex: 'half' });
  assert.equal((await handler(stranger)).status, 401);
  assert.deepEqual([wasRead, handled], [false, []]);
});

test('an update that is on disk is taken, once', async () => {
  const { post, handled, updates } = openWebhook();
  const body = JSON.stringify(said(1, 7));
  assert.deepEqual([await post(body), await post(body)], [200, 200]);
  assert.deepEqual([updates.kept().length, handled], [1, []]);
});

test('without a disk it is taken when it has been handled, and refused when the process stops', async () => {
  const { post, ends, updates, intake } = openWebhook({ durable: false });
  const first = post(JSON.stringify(said(1, 7)));
  while (!ends.has(1)) await new Promise(setImmediate);
  assert.equal(updates.has(1), false);
  ends.get(1)?.();
  assert.deepEqual([await first, updates.has(1)], [200, true]);
  intake.stop();
  assert.equal(await post(JSON.stringify(said(2, 7))), 503);
});

test('an inline query is answered before its request is', async () => {
  const { post, ends, updates } = openWebhook();
  const asked = post(JSON.stringify(inlineQuery(1, 7)));
  while (!ends.has(1)) await new Promise(setImmediate);
  assert.deepEqual(updates.kept(), []);
  ends.get(1)?.();
  assert.equal(await asked, 200);
});

test('what is no update is done with, what is too long is refused', async () => {
  const { post, handled } = openWebhook();
  for (const body of ['', 'null', '{', '[]', '{"update_id":1e20,"message":{}}', '{"message":{}}'])
    assert.equal(await post(body), 200, body);
  assert.equal(await post('x'.repeat(2 ** 20 + 1)), 413);
  assert.deepEqual(handled, []);
});
