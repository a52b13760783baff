import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { Failure } from '../../src/system/failure.ts';
import { serve } from '../../src/web/server.ts';

const HOST = '127.0.0.1';

async function open(answer: () => Response, maxConnections?: number): Promise<{ url: string; port: number }> {
  const limit = maxConnections === undefined ? {} : { maxConnections };
  const { url, close } = await serve({ fetch: answer, host: HOST, port: 0, ...limit });
  after(close);
  return { url, port: Number(new URL(url).port) };
}

/** Sends bytes, and reads until the server closes the connection. */
async function exchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, HOST);
  socket.write(sent);
  let received = '';
  for await (const chunk of socket.setEncoding('latin1')) received += String(chunk);
  return received;
}

/** Opens connections one after the other, and says when each is closed. */
async function openSilent(
  port: number,
  count: number,
): Promise<{ silent: Socket[]; closed: Promise<unknown>[] }> {
  const silent: Socket[] = [];
  const closed: Promise<unknown>[] = [];
  for (let i = 0; i < count; i++) {
    const socket = connect(port, HOST).on('error', () => undefined);
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    silent.push(socket);
    await once(socket, 'connect');
  }
  return { silent, closed };
}

const STRICT =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

test('a taken port is an error where requests are passed on to this one', async () => {
  const { port } = await open(() => new Response('first'));
  await assert.rejects(
    serve({ fetch: () => new Response('second'), host: HOST, port, isPortFixed: true }),
    (error) => error instanceof Failure && /EADDRINUSE.*set HOST and PORT/.test(error.message),
  );
});

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

test('every response has the strict headers, whatever it is', async () => {
  const responses = [
    new Response('page', { headers: { 'content-type': 'text/html' } }),
    new Response(null, { status: 304 }),
    Response.json({ error: 'x' }, { status: 404 }),
    new Response('later', { status: 503 }),
    new Response(new Blob(['streamed']).stream()),
  ];
  const { url } = await open(() => {
    const next = responses.shift();
    if (next === undefined) throw new Error('a bug');
    return next;
  });
  for (const status of [200, 304, 404, 503, 200, 500]) {
    const response = await fetch(url);
    assert.equal(response.status, status);
    const { headers } = response;
    assert.equal(headers.get('content-security-policy'), STRICT);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'strict-origin-when-cross-origin');
  }
});

test('what is no readable request is refused with the same headers, and the connection is closed', async () => {
  const { port } = await open(() => new Response('page'));
  for (const [sent, status] of [
    ['GARBAGE\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ] as const) {
    const received = await exchange(port, sent);
    assert.ok(received.startsWith(`HTTP/1.1 ${status} `), received.slice(0, 40));
    assert.ok(received.includes(`\r\ncontent-security-policy: ${STRICT}\r\n`));
  }
});

test('a refused client that goes on sending loses its connection', async () => {
  const { port } = await open(() => new Response('page'));
  const socket = connect({ port, host: HOST, allowHalfOpen: true });
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve));
  socket.write('GARBAGE\r\n\r\n');
  socket.resume();
  await once(socket, 'end');
  const sending = setInterval(() => socket.write('b'), 1);
  const { code } = await failed;
  clearInterval(sending);
  assert.match(code ?? '', /ECONNRESET|EPIPE/);
});

test('a body beyond the largest that is read anywhere is refused before any route sees it', async () => {
  let asked = 0;
  const { port } = await open(() => {
    asked++;
    return new Response('read');
  });
  const post = (length: number): Promise<string> =>
    exchange(port, `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`);
  assert.match(await post(64 * 1024 * 1024), /^HTTP\/1\.1 413 /);
  assert.equal(asked, 0);
  assert.match(await post(11_000_000), /^HTTP\/1\.1 200 /);
});

test('silent connections give way to new ones, the oldest first', async () => {
  const { url, port } = await open(() => new Response('answered'), 4);
  const { silent, closed } = await openSilent(port, 10);
  await Promise.all(closed.slice(0, 6));
  assert.equal(await (await fetch(url)).text(), 'answered');
  await closed[6];
  assert.deepEqual(
    silent.slice(7).map(({ closed: isClosed }) => isClosed),
    [false, false, false],
  );
  for (const socket of silent) socket.destroy();
});

test('a connection whose request is being answered stays as long as there are silent ones', async () => {
  const answers: ((response: Response) => void)[] = [];
  const server = await serve({
    fetch: () => new Promise<Response>((resolve) => answers.push(resolve)),
    host: HOST,
    port: 0,
    maxConnections: 3,
  });
  after(server.close);
  const port = Number(new URL(server.url).port);
  const asked = exchange(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const { silent, closed } = await openSilent(port, 8);
  await closed[5];
  answers[0]?.(new Response('answered after all'));
  assert.match(await asked, /answered after all$/);
  for (const socket of silent) socket.destroy();
});

test('a connection that has been answered gives way before one that has not asked yet', async () => {
  const { port } = await open(() => new Response('answered'), 3);
  const socket = connect(port, HOST);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  const { silent } = await openSilent(port, 3);
  await ended;
  assert.deepEqual(
    silent.map(({ closed }) => closed),
    [false, false, false],
  );
  for (const one of silent) one.destroy();
});
