import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  const routes = createOperationRoutes({ served: () => served, metrics: createMetrics() });
  const before = await routes.request('/healthz');
  assert.deepEqual([before.status, await before.json()], [503, { live: true, ready: false }]);
  assert.equal((await routes.request('/healthz/live')).status, 200);
  served = SERVED;
  const after = await routes.request('/healthz');
  assert.deepEqual([after.status, await after.json()], [200, { live: true, ready: true, generation: 'g1' }]);
});

test('metrics have outcomes, times by step, the queue, and what is served', async () => {
  const metrics = createMetrics();
  const answerer = metrics.meter(engine.answerer);
  await answerer.answer('青禾科技的发行价格');
  await answerer.answer('红烧肉怎么炖');
  await answerer.list(normalise('青禾'), { offset: 0, limit: 3 });
  const response = await createOperationRoutes({ served: () => SERVED, metrics }).request('/metrics');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  const text = await response.text();
  for (const line of [
    'wenda_questions_total{outcome="found"} 1',
    'wenda_questions_total{outcome="nothing"} 1',
    'wenda_questions_total{outcome="unsure"} 0',
    'wenda_questions_total{outcome="continued"} 0',
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
  const explain = () => Promise.reject(new Error('gone'));
  const metered = metrics.meter({ ...engine.answerer, explain });
  await assert.rejects(metered.answer('x'), /gone/);
  assert.match(await metrics.text(undefined), /^wenda_queue_length 0$/m);
});
