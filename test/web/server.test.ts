import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/system/failure.ts';
import { serve } from '../../src/web/server.ts';

const HOST = '127.0.0.1';

test('a taken port leads to the next free one', async () => {
  const first = await serve({ fetch: () => new Response('first'), host: HOST, port: 0 });
  const port = Number(new URL(first.url).port);
  const second = await serve({ fetch: () => new Response('second'), host: HOST, port });
  assert.ok(Number(new URL(second.url).port) > port);
  assert.equal(await (await fetch(first.url)).text(), 'first');
  assert.equal(await (await fetch(second.url)).text(), 'second');
  await Promise.all([first.close(), second.close()]);
});

test('an address of another machine is a failure that names the keys', async () => {
  await assert.rejects(
    serve({ fetch: () => new Response(''), host: '192.0.2.1', port: 0 }),
    (error) => error instanceof Failure && /^\[web\] .*192\.0\.2\.1.*HOST and PORT/.test(error.message),
  );
});

test('closing ends responses that would never end by themselves', async () => {
  const endless = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('x'));
    },
  });
  const server = await serve({ fetch: () => new Response(endless), host: HOST, port: 0 });
  const reader = (await fetch(server.url)).body?.getReader();
  await reader?.read();
  await server.close();
  await assert.rejects(async () => {
    for (;;) if ((await reader?.read())?.done !== false) throw new Error('ended');
  });
});
