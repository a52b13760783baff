// The pages of a serving process: which hosts they answer to, tested over a socket because fetch cannot set the Host
// header; when they are ready; and which questions are metered.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { PROJECT_ROOT } from '../../src/app/environment.ts';
import { loadConfig } from '../../src/app/config.ts';
import { openEngine } from '../../src/app/open-engine.ts';
import { startSite } from '../../src/app/site.ts';
import { generationFolder, readManifest } from '../../src/index/generation-folders.ts';
import { Failure } from '../../src/system/failure.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { createPublished } from './published.ts';

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

async function start(env: Record<string, string>) {
  const config = loadConfig({ PORT: '0', ...env }, PROJECT_ROOT);
  const site = await startSite(config, createMetrics('1.2.3'), logger);
  after(() => site.close());
  const { port } = new URL(site.url);
  return (path: string, host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
}

test('pages that are bound to this machine answer only under its names', async () => {
  for (const host of ['127.0.0.1', 'LocalHost']) {
    const status = await start({ HOST: host });
    for (const path of [
      '/',
      '/a/x',
      '/search?q=x',
      '/metrics',
      '/healthz',
      '/chat',
      '/telegram/bot1/getMe',
    ]) {
      for (const name of ['evil.example', 'localhost.evil.example:8080', '0.0.0.0'])
        assert.equal(await status(path, name), 403, `${path} under ${name}`);
      for (const name of ['127.0.0.1:8080', 'localhost:8080', '[::1]', 'LOCALHOST'])
        assert.notEqual(await status(path, name), 403, `${path} under ${name}`);
    }
  }
});

test('pages with a public address, or bound to a reachable one, answer under any name', async () => {
  for (const env of [{ PUBLIC_URL: 'https://wiki.example' }, { HOST: '0.0.0.0' }] as const) {
    const status = await start(env);
    assert.equal(await status('/healthz/live', 'wiki.example'), 200);
    assert.equal(await status('/metrics', 'localhost'), 200);
  }
});

test('all that answers before the pages do has their strict headers, refusals too', async () => {
  const config = loadConfig({ PORT: '0' }, PROJECT_ROOT);
  const site = await startSite(config, createMetrics('1.2.3'), logger);
  after(() => site.close());
  for (const [path, status] of [
    ['/', 503],
    ['/healthz', 503],
    ['/healthz/live', 200],
    ['/metrics', 200],
    ['/chat', 503],
    ['/telegram/bot1/getMe', 503],
    ['/favicon.ico', 503],
  ] as const) {
    const response = await fetch(site.url + path);
    assert.equal(response.status, status, path);
    assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('a site beside a Telegram bot is ready once a poll has succeeded', async () => {
  const { config, native, publish } = createPublished();
  const generation = await publish('一元');
  const metrics = createMetrics('1.2.3');
  const mode = { kind: 'telegram', token: 'unused', apiRoot: 'unused', webhook: undefined } as const;
  const site = await startSite({ ...config, mode, web: { ...config.web, port: 0 } }, metrics, logger);
  const engine = await openEngine(config, { logger, native });
  after(async () => {
    await engine.close();
    await site.close();
  });
  const health = async (): Promise<number> => (await fetch(`${site.url}/healthz`)).status;
  assert.equal(await health(), 503);
  site.open({ live: engine.live });
  assert.equal(await health(), 503);
  metrics.telegram.polled();
  const response = await fetch(`${site.url}/healthz`);
  assert.deepEqual(await response.json(), {
    live: true,
    version: '1.2.3',
    ready: true,
    generation,
    telegram: { lastPollSecondsAgo: 0 },
  });
});

test('answers are timed in every generation, the pages’ searches are not, and a swap shows at once', async () => {
  const { config, native, publish } = createPublished();
  const first = await publish('一元');
  const metrics = createMetrics('1.2.3');
  const web = { ...config.web, port: 0 };
  const site = await startSite({ ...config, web }, metrics, logger);
  const engine = await openEngine(config, { logger, native, meter: metrics.meter });
  after(async () => {
    await engine.close();
    await site.close();
  });
  const { live } = engine;
  const health = async (): Promise<unknown> => (await fetch(`${site.url}/healthz`)).json();
  const metered = async (): Promise<string[]> =>
    (await (await fetch(`${site.url}/metrics`)).text()).match(
      /^wenda_(?:step_duration_seconds_count.*answer|index_info).*/gm,
    ) ?? [];
  assert.deepEqual(await health(), { live: true, version: '1.2.3', ready: false });
  assert.equal((await fetch(site.url)).status, 503);
  assert.deepEqual(await metered(), []);

  site.open({ live, reads: { count: () => 1_000 } });
  assert.deepEqual(await health(), { live: true, version: '1.2.3', ready: true, generation: first });
  const found = await (
    await fetch(`${site.url}/search?q=${encodeURIComponent('云帆客服系统怎么收费')}`)
  ).text();
  assert.match(found, /一元/);
  // Its file says 56 views; the article and each of its sections were read a thousand times.
  assert.match(
    await (await fetch(site.url)).text(),
    /云帆客服系统<\/a> <small>2026-02-11 · [1-9][\d,]*056 次阅读/,
  );
  await live.wiki.answerer.answer('云帆客服系统怎么收费');

  const folder = generationFolder(config.indexDir, await publish('二元'));
  await engine.swapTo(folder, await readManifest(folder));
  await live.wiki.answerer.answer('云帆客服系统怎么收费');
  const { generation } = live.wiki;
  assert.notEqual(generation, first);
  assert.deepEqual(await health(), { live: true, version: '1.2.3', ready: true, generation });
  assert.deepEqual(await metered(), [
    'wenda_step_duration_seconds_count{step="answer"} 2',
    `wenda_index_info{generation="${generation}"} 1`,
  ]);
});

test('a logo elsewhere is allowed by the policy of every response, and a bad logo file ends the start', async () => {
  const config = loadConfig({ PORT: '0', WIKI_LOGO: 'https://cdn.example.com/logo.png' }, PROJECT_ROOT);
  const site = await startSite(config, createMetrics('1.2.3'), logger);
  after(() => site.close());
  const { headers } = await fetch(`${site.url}/healthz/live`);
  assert.match(
    headers.get('content-security-policy') ?? '',
    /img-src 'self' data: https:\/\/cdn\.example\.com;/,
  );
  const broken = loadConfig({ PORT: '0', WIKI_LOGO: 'missing/logo.png' }, PROJECT_ROOT);
  await assert.rejects(
    startSite(broken, createMetrics('1.2.3'), logger),
    (error) => error instanceof Failure && error.code === 'config' && error.message.includes('WIKI_LOGO'),
  );
});
