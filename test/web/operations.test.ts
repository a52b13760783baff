import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveryMeter } from '../../src/delivery/delivery-meter.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { createMetrics, type ServedIndex } from '../../src/web/metrics.ts';
import { createOperationRoutes } from '../../src/web/operations.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();
const SERVED: ServedIndex = {
  generation: 'g1',
  builtAt: '2026-01-01T00:00:00Z',
  corpus: { articles: 6, passages: 17 },
};

test('the process is live at once, and ready with a verified index', async () => {
  let served: ServedIndex | undefined = undefined;
  const routes = createOperationRoutes({
    served: () => served,
    metrics: createMetrics('1.2.3'),
    updatesBy: undefined,
  });
  const before = await routes.request('/healthz');
  assert.deepEqual(
    [before.status, await before.json()],
    [503, { live: true, version: '1.2.3', ready: false }],
  );
  assert.equal((await routes.request('/healthz/live')).status, 200);
  served = SERVED;
  const after = await routes.request('/healthz');
  assert.deepEqual(
    [after.status, await after.json()],
    [200, { live: true, version: '1.2.3', ready: true, generation: 'g1' }],
  );
});

test('a process that polls Telegram is ready only while polls succeed, and says why not', async () => {
  let now = Date.parse('2026-01-02T00:00:00Z');
  let served: ServedIndex | undefined = undefined;
  const metrics = createMetrics('1.2.3', () => now);
  const routes = createOperationRoutes({ served: () => served, metrics, updatesBy: 'polls' });
  const health = async (): Promise<[number, unknown]> => {
    const response = await routes.request('/healthz');
    return [response.status, await response.json()];
  };
  const polled = (lastPollSecondsAgo: number | null) => ({
    live: true,
    version: '1.2.3',
    generation: 'g1',
    telegram: { lastPollSecondsAgo },
  });
  assert.deepEqual(await health(), [503, { live: true, version: '1.2.3', ready: false }]);
  served = SERVED;
  assert.deepEqual(await health(), [
    503,
    { ...polled(null), ready: false, reason: 'no poll has succeeded yet' },
  ]);
  metrics.telegram.polled();
  assert.deepEqual(await health(), [200, { ...polled(0), ready: true }]);
  now += 60_000;
  assert.deepEqual(await health(), [200, { ...polled(60), ready: true }]);
  now += 1000;
  const reason = 'no poll has succeeded for 61 s';
  assert.deepEqual(await health(), [503, { ...polled(61), ready: false, reason }]);
  assert.equal((await routes.request('/healthz/live')).status, 200);
  metrics.telegram.polled();
  now += 5000;
  assert.deepEqual(await health(), [200, { ...polled(5), ready: true }]);
});

test('a process with a webhook is ready once Telegram has taken it', async () => {
  const metrics = createMetrics('1.2.3');
  const routes = createOperationRoutes({ served: () => SERVED, metrics, updatesBy: 'webhook' });
  const before = await routes.request('/healthz');
  const reason = 'Telegram does not know the webhook yet';
  const generation = 'g1';
  assert.deepEqual(
    [before.status, await before.json()],
    [503, { live: true, version: '1.2.3', generation, ready: false, reason }],
  );
  metrics.telegram.polled();
  const after = await routes.request('/healthz');
  assert.deepEqual(
    [after.status, await after.json()],
    [200, { live: true, version: '1.2.3', generation, ready: true }],
  );
});

test('the traffic with Telegram is counted, and has a zero before the first of its kind', async () => {
  const now = Date.parse('2026-01-02T00:00:00Z');
  const metrics = createMetrics('1.2.3', () => now);
  // Whatever the delivery may tell, the metrics take.
  const meter: DeliveryMeter = metrics.telegram;
  const has = async (...lines: string[]): Promise<void> => {
    const text = await metrics.text(undefined);
    for (const line of lines) assert.ok(text.split('\n').includes(line), line);
  };
  await has(
    'wenda_updates_total{outcome="handled"} 0',
    'wenda_updates_total{outcome="too-old"} 0',
    'wenda_updates_unfinished 0',
    'wenda_oldest_update_age_seconds 0',
    'wenda_request_failures_total{method="sendMessage",reason="flood"} 0',
    'wenda_request_retries_total{method="getUpdates"} 0',
    'wenda_flood_waits_total 0',
    'wenda_flood_wait_seconds_total 0',
    'wenda_update_duration_seconds_count 0',
    'wenda_last_poll_timestamp_seconds 0',
  );
  meter.polled();
  meter.updateEnded('handled', 0.3);
  meter.updateEnded('handled', 40);
  meter.updateEnded('too-old', 31);
  meter.watchQueue(() => ({ length: 3, oldestMs: 4500 }));
  meter.attemptFailed('sendMessage', 'flood');
  meter.attemptFailed('pinChatMessage', 'refused');
  meter.retried('sendMessage');
  meter.floodWait(30);
  meter.floodWait(2);
  await has(
    'wenda_updates_total{outcome="handled"} 2',
    'wenda_updates_total{outcome="too-old"} 1',
    'wenda_updates_unfinished 3',
    'wenda_oldest_update_age_seconds 4.5',
    'wenda_request_failures_total{method="sendMessage",reason="flood"} 1',
    'wenda_request_failures_total{method="pinChatMessage",reason="refused"} 1',
    'wenda_request_retries_total{method="sendMessage"} 1',
    'wenda_flood_waits_total 2',
    'wenda_flood_wait_seconds_total 32',
    'wenda_update_duration_seconds_bucket{le="0.5"} 1',
    'wenda_update_duration_seconds_count 2',
    'wenda_last_poll_timestamp_seconds 1767312000',
  );
});

test('metrics have outcomes, times by step, the queue, and what is served', async () => {
  const metrics = createMetrics('1.2.3');
  const answerer = metrics.meter(engine.answerer);
  const occasion = { channel: 'private', asker: '1', chat: '1', at: 0 } as const;
  for (const question of ['青禾科技的发行价格', '红烧肉怎么炖']) {
    const answer = await answerer.answer(question);
    metrics.observe({ kind: 'asked', answer, language: 'zh-hans', tookMs: 80, ...occasion });
  }
  metrics.observe({ kind: 'failed', ...occasion, channel: 'group' });
  metrics.observe({ kind: 'read', ...occasion, channel: 'inline' });
  for (const vote of ['down', undefined] as const)
    metrics.observe({ kind: 'voted', vote, question: '', sectionId: 's', ...occasion });
  await answerer.list(normalise('青禾'), { offset: 0, limit: 3 });
  const response = await createOperationRoutes({
    served: () => SERVED,
    metrics,
    updatesBy: undefined,
  }).request('/metrics');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  const text = await response.text();
  for (const line of [
    'wenda_questions_total{outcome="found"} 1',
    'wenda_questions_total{outcome="nothing"} 1',
    'wenda_questions_total{outcome="unsure"} 0',
    'wenda_questions_total{outcome="small-talk"} 0',
    'wenda_questions_total{outcome="failed"} 1',
    'wenda_channels_total{channel="private"} 2',
    'wenda_channels_total{channel="group"} 1',
    'wenda_channels_total{channel="inline"} 1',
    'wenda_languages_total{language="zh-hans"} 2',
    'wenda_votes_total{vote="up"} 0',
    'wenda_votes_total{vote="down"} 1',
    'wenda_time_to_answer_seconds_bucket{le="0.1"} 2',
    'wenda_time_to_answer_seconds_count 2',
    'wenda_step_duration_seconds_count{step="answer"} 2',
    'wenda_step_duration_seconds_count{step="list"} 1',
    'wenda_queue_length 0',
    'wenda_build_info{version="1.2.3"} 1',
    'wenda_index_info{generation="g1"} 1',
    'wenda_index_size{of="passages"} 17',
    'wenda_index_built_timestamp_seconds 1767225600',
  ])
    assert.ok(text.split('\n').includes(line), line);
});

test('a question that fails leaves the queue', async () => {
  const metrics = createMetrics('1.2.3');
  const explain = () => Promise.reject(new Error('gone'));
  const metered = metrics.meter({ ...engine.answerer, explain });
  await assert.rejects(metered.answer('x'), /gone/);
  assert.match(await metrics.text(undefined), /^wenda_queue_length 0$/m);
});
