// Real connections to a server that answers as gateways and broken networks do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, InputFile } from 'grammy';
import { createDelivery } from '../../src/delivery/delivery.ts';
import type { DeliveryMeter } from '../../src/delivery/delivery-meter.ts';
import { createHttpClient } from '../../src/delivery/http-client.ts';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import { createBotApiEmulator } from '../../src/emulator/emulator.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { BOT, READER, TOKEN as BOT_TOKEN } from '../support/people.ts';
import { PNG } from '../support/png.ts';
import { type Reaction, responds, startRawServer } from '../support/raw-server.ts';
import { serveUntilEnd, startTelegram } from '../support/telegram.ts';

const TOKEN = '110201543:AAFastNeverToBeSeenInAnyLog-0123456';
const SENT = responds('200 OK', 'application/json', '{"ok":true,"result":{"message_id":5}}');
const json = (body: string, status = '200 OK'): Reaction => responds(status, 'application/json', body);
const ignored = (): void => undefined;

/** Why an attempt counts as failed, and what the server does. */
const FAILURES: [name: string, why: string, reaction: Reaction][] = [
  ['a gateway’s page', 'server', responds('502 Bad Gateway', 'text/html', '<html>502 Bad Gateway</html>')],
  ['a page with status 200', 'malformed', responds('200 OK', 'text/html', '<html>maintenance</html>')],
  [
    'an error of the server',
    'server',
    json('{"ok":false,"error_code":500,"description":"Internal"}', '500 E'),
  ],
  ['a gateway’s error as JSON', 'server', json('{"ok":false,"error_code":504,"description":"x"}', '504 E')],
  ['an empty body', 'malformed', json('')],
  ['broken JSON', 'malformed', json('{"ok":true,"result":{"message_id":1,,')],
  ['null', 'malformed', json('null')],
  ['a list', 'malformed', json('[]')],
  ['a string', 'malformed', json('"maintenance"')],
  ['an object of another kind', 'malformed', json('{"status":"up"}')],
  ['success without a result', 'malformed', json('{"ok":true}')],
  ['success with null', 'malformed', json('{"ok":true,"result":null}')],
  ['a refusal without a code', 'malformed', json('{"ok":false}')],
  ['a pause without a length', 'flood', json('{"ok":false,"error_code":429,"description":"x"}', '429 T')],
  ['a reset connection', 'network', (socket) => socket.resetAndDestroy()],
  ['a closed connection', 'network', (socket) => socket.destroy()],
  [
    'half a response',
    'network',
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{"ok":true,"resu'),
  ],
  ['no response', 'timeout', ignored],
  [
    'a response that stops',
    'timeout',
    (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{'),
  ],
];

function open(url: string, { token = TOKEN, isPatient = true } = {}) {
  const [failures, lines]: [string[], string[]] = [[], []];
  const log = (message: string, details?: object): void => void lines.push(message + JSON.stringify(details));
  const meter: DeliveryMeter = {
    attemptFailed: (_method, why) => failures.push(why),
    retried: ignored,
    floodWait: ignored,
    polled: ignored,
    updateEnded: ignored,
    watchQueue: ignored,
  };
  const delivery = createDelivery({
    ...createFastClock(isPatient),
    random: () => 0.5,
    meter,
    logger: { debug: log, info: log, warn: log, error: log },
  });
  const api = new Api(token, { apiRoot: url, ...createHttpClient(url) });
  api.config.use(delivery.transformer);
  return { api, delivery, failures, lines };
}

for (const [name, why, reaction] of FAILURES)
  test(`after ${name} a request is sent again, and its failure counts as ${why}`, async () => {
    const server = await startRawServer((count) => (count === 0 ? reaction : SENT));
    const { api, failures, lines } = open(server.url, { isPatient: why !== 'timeout' });
    assert.equal((await api.sendMessage(7, '答案')).message_id, 5);
    assert.ok(server.requests.length >= 2);
    assert.deepEqual([...new Set(failures)], [why]);
    assert.ok(lines.length > 0);
    assert.doesNotMatch(lines.join('\n'), /NeverToBeSeen/);
  });

test('a picture is uploaded again, whole', async () => {
  const emulator = createBotApiEmulator({ token: BOT_TOKEN, bot: BOT, now: Date.now });
  emulator.start(READER.id, READER);
  const { api, failures } = open(await serveUntilEnd(emulator.handle), { token: BOT_TOKEN });
  emulator.failNext('sendPhoto', { code: 502 });
  const picture = new InputFile(PNG, '图.png');
  const { photo } = await api.sendPhoto(READER.id, picture, { caption: '图' });
  assert.deepEqual([photo.at(-1)?.width, photo.at(-1)?.height], [1, 1]);
  assert.deepEqual(failures, ['server']);
});

test('an emulated Telegram that asks for pauses gets every answer once, in order', async () => {
  const { emulator, url } = await startTelegram(BOT_TOKEN);
  emulator.start(READER.id, READER);
  const { api, failures } = open(url, { token: BOT_TOKEN });
  for (const code of [429, 500, 429])
    emulator.failNext('sendMessage', { code, ...(code === 429 ? { parameters: { retry_after: 3 } } : {}) });
  await Promise.all(['一', '二', '三'].map((text) => api.sendMessage(READER.id, text)));
  const texts = emulator.messages(READER.id).filter(({ from }) => from.id === BOT.id);
  assert.deepEqual(
    texts.map(({ text }) => text),
    ['一', '二', '三'],
  );
  assert.deepEqual(failures, ['flood', 'server', 'flood']);
});

test('a server that is not there is named with the reason', async () => {
  const { api, delivery, lines } = open('http://127.0.0.1:9');
  const sending = api.sendMessage(7, 'a');
  while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  delivery.stop(0);
  await assert.rejects(sending, Undelivered);
  assert.match(
    lines[0] ?? '',
    /^Telegram: sendMessage failed \(connect ECONNREFUSED 127\.0\.0\.1:9\); it is tried/,
  );
});
