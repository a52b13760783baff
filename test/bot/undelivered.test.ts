// The bot above a delivery that gives requests up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BotError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { createBot } from '../../src/bot/create-bot.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { openHashingEngine } from '../support/engine.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { BOT, READER, TOKEN } from '../support/people.ts';

const engine = await openHashingEngine();

type Reply = { ok: true; result: unknown } | { ok: false; error_code: number; description: string };

/** A bot whose requests get this reply, or fail without one. */
function open(reply: () => Reply) {
  const clock = createHandClock();
  const calls: string[] = [];
  const log = (): void => undefined;
  const logger = { debug: () => undefined, info: log, warn: log, error: log };
  const delivery = createDelivery({ now: clock.now, wait: clock.wait, random: () => 0, logger });
  const state = createMemoryState();
  const bot = createBot(
    {
      token: TOKEN,
      botInfo: BOT,
      delivery,
      transport: (_call, method) => {
        calls.push(method);
        // The result's type depends on the method; no test looks at it.
        return Promise.resolve().then(() => reply() as never);
      },
    },
    {
      wiki: engine.wiki,
      state,
      i18n: createTranslations(() => undefined),
      logger,
      now: clock.now,
      random: () => 0,
    },
  );
  const say = (text: string): Promise<void> => {
    const chat = { id: READER.id, type: 'private', first_name: 'R' } as const;
    const entities = text.startsWith('/')
      ? [{ type: 'bot_command' as const, offset: 0, length: text.length }]
      : [];
    const message = { message_id: 1, date: 1, chat, from: READER, text, entities };
    return bot.handleUpdate({ update_id: 1, message } satisfies Update);
  };
  return { clock, calls, delivery, say };
}

async function causeOfFailure(handling: Promise<void>): Promise<unknown> {
  const error: unknown = await handling.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof BotError ? error.error : error;
}

test('an answer that was given up leaves the update to the caller, without an apology', async () => {
  const cases: [reason: string, reply: () => Reply][] = [
    ['token', () => ({ ok: false, error_code: 401, description: 'Unauthorized' })],
    ['too-old', () => ({ ok: false, error_code: 500, description: 'Internal Server Error' })],
    [
      'too-old',
      () => {
        throw new HttpError('failed', new Error('read ECONNRESET'));
      },
    ],
  ];
  for (const [reason, reply] of cases) {
    const { clock, calls, delivery, say } = open(reply);
    const cause = await clock.until(causeOfFailure(say('/help')));
    assert.ok(delivery.isUndelivered(cause) && cause.reason === reason, String(cause));
    assert.deepEqual(new Set(calls), new Set(['sendMessage']));
  }
});

test('an answer that waits is given up when the process stops', async () => {
  const { clock, calls, delivery, say } = open(() => ({ ok: false, error_code: 502, description: 'x' }));
  const handling = causeOfFailure(say('/help'));
  await clock.pass(50);
  delivery.stop(0);
  const cause = await clock.until(handling);
  assert.ok(delivery.isUndelivered(cause) && cause.reason === 'stopped', String(cause));
  assert.equal(calls.length, 1);
});

test('a message that Telegram refuses is apologised for, and the caller learns of it', async () => {
  const replies: Reply[] = [{ ok: false, error_code: 400, description: 'Bad Request: message is too odd' }];
  const { clock, calls, say } = open(() => replies.shift() ?? { ok: true, result: {} });
  assert.match(String(await clock.until(causeOfFailure(say('/help')))), /message is too odd/);
  assert.deepEqual(calls, ['sendMessage', 'sendMessage']);
});

test('when the apology has to be given up too, the update is not finished', async () => {
  const replies: Reply[] = [{ ok: false, error_code: 400, description: 'Bad Request: message is too odd' }];
  const { clock, delivery, say } = open(
    () => replies.shift() ?? { ok: false, error_code: 401, description: 'Unauthorized' },
  );
  assert.ok(delivery.isUndelivered(await clock.until(causeOfFailure(say('/help')))));
});
