// A bot whose Bot API has a name that only a proxy can reach.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Socket } from 'node:net';
import { Api, HttpError } from 'grammy';
import { createProxyAgent, isReachedDirectly, parseProxy } from '../../src/app/proxy.ts';
import { causeOf } from '../../src/delivery/cause.ts';
import { createHttpClient } from '../../src/delivery/http-client.ts';
import {
  type Proxy,
  type ProxyOptions,
  startHttpProxy,
  startRawProxy,
  startSocksProxy,
} from '../support/proxies.ts';
import { BOT, TOKEN } from '../support/people.ts';
import { startTelegram } from '../support/telegram.ts';

const HIDDEN = 'http://telegram.invalid';

async function apiThrough(address: string): Promise<Api> {
  const proxy = parseProxy(address);
  assert.ok(proxy !== undefined, address);
  const agent = await createProxyAgent(proxy);
  return new Api(TOKEN, { apiRoot: HIDDEN, ...createHttpClient(HIDDEN, agent) });
}

const KINDS: [name: string, start: (options: ProxyOptions) => Promise<Proxy>, scheme: string][] = [
  ['an HTTP proxy', startHttpProxy, 'http'],
  ['a SOCKS5 proxy', startSocksProxy, 'socks5h'],
];

for (const [name, start, scheme] of KINDS) {
  test(`the Bot API is reached through ${name}`, async () => {
    const { url: target } = await startTelegram(TOKEN);
    const proxy = await start({ target });
    const api = await apiThrough(`${scheme}://${proxy.host}`);
    for (let i = 0; i < 3; i++) assert.equal((await api.getMe()).username, BOT.username);
    // The connection is kept open.
    assert.deepEqual(proxy.asked, ['telegram.invalid:80']);
  });

  test(`${name} with a password lets in who knows it`, async () => {
    const { url: target } = await startTelegram(TOKEN);
    const proxy = await start({ target, login: 'ann:p@ss word' });
    const api = await apiThrough(`${scheme}://ann:p%40ss%20word@${proxy.host}`);
    assert.equal((await api.getMe()).username, BOT.username);

    for (const wrong of ['', 'ann:guess@']) {
      const stranger = await apiThrough(`${scheme}://${wrong}${proxy.host}`);
      const error: unknown = await stranger.getMe().catch((reason: unknown) => reason);
      assert.match(causeOf(error), scheme === 'http' ? /^the proxy refuses to connect \(407 / : /Socks5/);
    }
  });
}

for (const scheme of ['http', 'https', 'socks5h']) {
  test(`a proxy under ${scheme}:// that breaks off or says nothing is an error, and no more`, async () => {
    for (const treat of [
      (socket: Socket) => socket.end(),
      (socket: Socket) => socket.once('data', () => socket.end()),
      (socket: Socket) => socket.once('data', () => socket.destroy()),
      (socket: Socket) => socket.once('data', () => socket.end('x\r\n\r\n')),
      (socket: Socket) => socket.resume(),
    ]) {
      const host = await startRawProxy(treat);
      const proxy = parseProxy(`${scheme}://${host}`);
      assert.ok(proxy !== undefined);
      const agent = await createProxyAgent(proxy, 200);
      const api = new Api(TOKEN, { apiRoot: HIDDEN, ...createHttpClient(HIDDEN, agent) });
      await assert.rejects(api.getMe(), HttpError);
    }
  });
}

test('an address without a scheme is that of an HTTP proxy', () => {
  assert.equal(parseProxy('proxy.example:3128')?.href, 'http://proxy.example:3128/');
  assert.equal(parseProxy('127.0.0.1:7890')?.protocol, 'http:');
});

test('what no proxy can be reached under is no address of one', () => {
  for (const bad of [
    'ftp://proxy.example',
    'socks4://proxy.example',
    'http://',
    'http://a:%zz@b',
    'a b',
    'http://h:99999',
  ])
    assert.equal(parseProxy(bad), undefined, bad);
});

test('this machine and the hosts of NO_PROXY are reached directly', () => {
  const telegram = 'https://api.telegram.org';
  for (const local of ['http://127.0.0.1:8081', 'http://localhost', 'http://[::1]:80'])
    assert.ok(isReachedDirectly(local, ''), local);
  for (const exceptions of [
    '*',
    'api.telegram.org',
    'telegram.org',
    '.telegram.org',
    '*.telegram.org',
    'a.example, API.Telegram.org:443',
    'b telegram.org',
  ])
    assert.ok(isReachedDirectly(telegram, exceptions), exceptions);
  for (const exceptions of ['', ',', 'api.telegram.org:80', 'gram.org', 'legram.org', 'org.telegram', '.'])
    assert.ok(!isReachedDirectly(telegram, exceptions), exceptions);
});
