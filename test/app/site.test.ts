// Whom the pages of a serving process answer, asked over a socket: a browser does not let its Host header be chosen.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { PROJECT_ROOT } from '../../src/app/environment.ts';
import { loadConfig } from '../../src/app/config.ts';
import { startPages } from '../../src/app/site.ts';

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

async function start(env: Record<string, string>) {
  const pages = await startPages(loadConfig({ PORT: '0', ...env }, PROJECT_ROOT), logger);
  after(() => pages.close());
  const { port } = new URL(pages.url);
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

test('pages that are bound to this machine answer under its names only', async () => {
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

test('a public address, or one that others reach, may have any name in front of it', async () => {
  for (const env of [{ PUBLIC_URL: 'https://wiki.example' }, { HOST: '0.0.0.0' }] as const) {
    const status = await start(env);
    assert.equal(await status('/healthz/live', 'wiki.example'), 200);
    assert.equal(await status('/metrics', 'localhost'), 200);
  }
});
