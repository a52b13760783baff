import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrammyError, HttpError } from 'grammy';
import { Failure } from '../../src/system/failure.ts';
import { createLogger, errorDetails, redact } from '../../src/system/logger.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const ADDRESS = `https://api.telegram.org/bot${TOKEN}/getMe`;

function logged(format: 'text' | 'json', log: (logger: ReturnType<typeof createLogger>) => void): string {
  let out = '';
  log(createLogger({ level: 'debug', format, secrets: [TOKEN], write: (text) => (out += text) }));
  return out;
}

for (const format of ['text', 'json'] as const) {
  test(`the token never gets into the log (${format}), wherever it hides`, () => {
    const inner = new Error(`request to ${ADDRESS} failed`);
    const http = new HttpError(`Network request for 'getMe' failed! ${ADDRESS}`, inner);
    const out = logged(format, (logger) => {
      logger.error(`failed at ${ADDRESS}`, {
        ...errorDetails(http),
        url: ADDRESS,
        nested: { token: TOKEN, list: [inner.message] },
      });
      logger.warn('x', { error: errorDetails(inner) });
      logger.info('other bot', {
        url: 'https://api.telegram.org/bot987654321:BBabcdefghijklmnopqrstuvwxyz0123456/sendMessage',
      });
    });
    assert.doesNotMatch(out, /AAabc|BBabc/);
    assert.match(out, /<token>/);
  });
}

test('error details hold message and stack of a bug, only the message of a failure, and nothing else of the object', () => {
  assert.deepEqual(errorDetails(new Failure('index', 'there is none')), { error: '[index] there is none' });
  const details = errorDetails(new TypeError('x is not a function'));
  assert.equal(details.error, 'TypeError: x is not a function');
  assert.match(details.stack ?? '', /logger\.test/);
  const grammy = new GrammyError(
    'Call failed',
    { ok: false, error_code: 400, description: 'Bad Request' },
    'sendMessage',
    { text: '读者的话' },
  );
  assert.doesNotMatch(JSON.stringify(errorDetails(grammy)), /读者的话/);
});

test('text is one readable line, JSON one object a line', () => {
  assert.match(
    logged('text', (logger) => {
      logger.info('ready');
    }),
    /^\[\d\d:\d\d:\d\d\] INFO: ready\n$/,
  );
  const line = JSON.parse(
    logged('json', (logger) => {
      logger.warn('careful', { count: 3 });
    }),
  ) as object;
  assert.deepEqual({ ...line, time: 0 }, { level: 40, time: 0, msg: 'careful', count: 3 });
});

test('messages below the level are not written', () => {
  let out = '';
  createLogger({ level: 'warn', format: 'json', secrets: [], write: (text) => (out += text) }).info('x');
  assert.equal(out, '');
});

test('redaction leaves ordinary text alone', () => {
  const text = '2026-01-26 21:51:50 价格 12:30, https://example.org/about';
  assert.equal(redact(text, ['']), text);
});

test('redaction hides the password in an address, and keeps what helps to find it', () => {
  assert.equal(
    redact('to socks5://ann:p%40ss@proxy.example:1080 and http://:hush@a', []),
    'to socks5://ann:<password>@proxy.example:1080 and http://:<password>@a',
  );
  assert.equal(redact('http://a.example:80/x@y', []), 'http://a.example:80/x@y');
});
