import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrammyError, HttpError } from 'grammy';
import { NotJson } from '../../src/delivery/http-client.ts';
import { createOutage } from '../../src/delivery/outage.ts';

const refused = (error_code: number, description: string): GrammyError =>
  new GrammyError("Call to 'getUpdates' failed!", { ok: false, error_code, description }, 'getUpdates', {});
const broken = (error: Error): HttpError => new HttpError('Network request failed!', error);
const timedOut = Object.assign(new Error('The operation was aborted'), { name: 'AbortError' });

function open() {
  const lines: string[] = [];
  const failures: string[] = [];
  let now = 0;
  const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const outage = createOutage('getUpdates', {
    now: () => now,
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
    logger: { debug: () => undefined, info: write('info'), warn: write('warn'), error: write('error') },
    meter: {
      attemptFailed: (method, why) => void failures.push(`${method} ${why}`),
      polled: () => undefined,
      updateEnded: () => undefined,
      watchQueue: () => undefined,
      retried: () => undefined,
      floodWait: () => undefined,
    },
  });
  return { outage, lines, failures };
}

test('an outage is two lines: why, what happens and what to check, and when it is over', async () => {
  const { outage, lines } = open();
  const { signal } = new AbortController();
  for (let i = 0; i < 5; i++)
    await outage.pause(broken(new Error('connect ECONNREFUSED 10.0.0.1:443')), signal);
  outage.ended();
  outage.ended();
  assert.deepEqual(lines, [
    'warn cannot reach the Bot API: connect ECONNREFUSED 10.0.0.1:443; it is tried again; if that lasts, check the network, HTTPS_PROXY and TELEGRAM_API_ROOT',
    'info Telegram answers again after 14 s',
  ]);
});

test('what Telegram or the clock says is told in plain words, once', async () => {
  for (const [error, words] of [
    [
      refused(500, 'Internal Server Error'),
      'Telegram: getUpdates failed (500 Internal Server Error); it is tried again',
    ],
    [broken(timedOut), 'cannot reach the Bot API: no answer in time; it is'],
    [
      broken(new NotJson(404, 'Not Found')),
      'cannot reach the Bot API: an answer that is no JSON, 404 Not Found; it is',
    ],
  ] as const) {
    const { outage, lines } = open();
    await outage.pause(error, new AbortController().signal);
    assert.equal(lines.length, 1);
    assert.ok(lines[0]?.startsWith(`warn ${words}`), lines[0]);
  }
});

test('every failed attempt is counted by its kind', async () => {
  const { outage, failures } = open();
  for (const error of [
    refused(429, 'Too Many Requests: retry after 2'),
    refused(502, 'Bad Gateway'),
    refused(409, 'Conflict: terminated by other getUpdates request'),
    broken(new Error('socket hang up')),
    broken(timedOut),
    broken(new NotJson(502, 'Bad Gateway')),
    broken(new NotJson(200, 'OK')),
    new Error('the result is no list of updates'),
  ])
    await outage.pause(error, new AbortController().signal);
  assert.deepEqual(
    failures.map((line) => line.replace('getUpdates ', '')),
    ['flood', 'server', 'refused', 'network', 'timeout', 'server', 'malformed', 'malformed'],
  );
});
