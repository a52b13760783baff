import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../../src/web/metrics.ts';
import { createOperationRoutes } from '../../src/web/operations.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();

test('the process is live at once, and ready with a verified index', async () => {
  let ready: { generation: string } | undefined = undefined;
  const routes = createOperationRoutes({ readiness: () => ready, metrics: createMetrics() });
  const before = await routes.request('/healthz');
  assert.deepEqual([before.status, await before.json()], [503, { live: true, ready: false }]);
  assert.equal((await routes.request('/healthz/live')).status, 200);
  ready = { generation: 'g1' };
  const after = await routes.request('/healthz');
  assert.deepEqual([after.status, await after.json()], [200, { live: true, ready: true, generation: 'g1' }]);
});

test('metrics tell outcomes, times by step, the queue, and what is served', async () => {
  const metrics = createMetrics();
  const wiki = metrics.watch(engine.wiki(() => 0));
  metrics.serving({ generation: 'g1', builtAt: '2026-01-01T00:00:00Z', articles: 6, passages: 17 });
  await wiki.answerer.answer('青禾科技的发行价格');
  await wiki.answerer.answer('红烧肉怎么炖');
  await wiki.answerer.list('青禾', { offset: 0, limit: 3 });
  const response = await createOperationRoutes({ readiness: () => undefined, metrics }).request('/metrics');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  const text = await response.text();
  for (const line of [
    'wenda_questions_total{outcome="found"} 1',
    'wenda_questions_total{outcome="nothing"} 1',
    'wenda_questions_total{outcome="unsure"} 0',
    'wenda_step_duration_seconds_count{step="answer"} 2',
    'wenda_step_duration_seconds_count{step="list"} 1',
    'wenda_queue_length 0',
    'wenda_index_info{generation="g1"} 1',
    'wenda_index_size{of="passages"} 17',
    'wenda_index_built_timestamp_seconds 1767225600',
  ])
    assert.ok(text.split('\n').includes(line), line);
});

test('a question that fails leaves the queue', async () => {
  const metrics = createMetrics();
  const wiki = engine.wiki(() => 0);
  const explain = () => Promise.reject(new Error('gone'));
  const watched = metrics.watch({ ...wiki, answerer: { ...wiki.answerer, explain } });
  await assert.rejects(watched.answerer.answer('x'), /gone/);
  assert.match(await metrics.text(), /^wenda_queue_length 0$/m);
});
