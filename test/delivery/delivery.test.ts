// Requests on their way out, with a clock moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Api, GrammyError } from 'grammy';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import { wait } from '../../src/system/wait.ts';
import { type Answer, type Arrival, createFarSide, type FarSide } from '../support/far-side.ts';
import { createHandClock } from '../support/hand-clock.ts';

const MINUTE = 60_000;

/** A far side whose first answers are given, one after the other; every later one is `ok`. */
function open(...answers: Answer[]) {
  const clock = createHandClock();
  const start = clock.now();
  const far = createFarSide(clock, { answer: () => answers.shift() ?? 'ok' });
  return { clock, ...far, seconds: () => secondsOf(far.arrivals, start) };
}

function secondsOf(arrivals: readonly Arrival[], start: number): number[] {
  return arrivals.map(({ at }) => (at - start) / 1000);
}

/** When messages to a chat arrived, in seconds. */
function arrivedAt(far: Pick<FarSide, 'arrivals'>, chat: number, start: number): number[] {
  return secondsOf(
    far.arrivals.filter((arrival) => arrival.chat === chat),
    start,
  );
}

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Undelivered, String(error));
  return error.reason;
}

test('what fails without a word from Telegram is tried again until it is answered', async () => {
  const { clock, api, done, arrivals } = open({ error: 'socket hang up' }, { code: 502 }, 'lost', {
    code: 500,
  });
  await clock.until(api.sendMessage(7, '答案'));
  assert.equal(arrivals.length, 5);
  // What was carried out without a response cannot be told from what was not: twice is better than never.
  assert.deepEqual(done, ['答案', '答案']);
});

test('pauses between attempts grow up to ten seconds and are never the same for two chats', async () => {
  const { clock, api, arrivals } = open(...Array.from({ length: 24 }, () => ({ code: 503 })));
  const start = clock.now();
  await clock.until(Promise.all([api.sendMessage(7, 'a'), api.sendMessage(8, 'b')]));
  const [mine, other] = [7, 8].map((chat) => arrivedAt({ arrivals }, chat, start));
  const pauses = (mine ?? []).slice(1).map((at, i) => at - (mine?.[i] ?? 0));
  assert.ok(pauses.every((pause) => pause >= 0.15 && pause <= 10.1));
  assert.ok((pauses[0] ?? 9) < 0.4 && (pauses.at(-1) ?? 0) >= 5);
  assert.notDeepEqual(mine, other);
});

test('a request without an answer is cut off after ten seconds and goes out again after some more', async () => {
  const { clock, api, seconds, metered } = open('stall');
  await clock.until(api.sendMessage(7, 'a'));
  const [, again = 0] = seconds();
  assert.ok(again >= 12.5 && again <= 15, String(again));
  assert.deepEqual(metered, ['sendMessage timeout', 'sendMessage again']);
});

test('a stalled chat holds nobody else', async () => {
  const { clock, api, arrivals } = open('stall', 'ok');
  const start = clock.now();
  await clock.until(Promise.all([api.sendMessage(7, 'a'), api.sendMessage(8, 'b')]));
  assert.deepEqual(arrivedAt({ arrivals }, 8, start), [0]);
});

test('what Telegram refuses for good is refused at once', async () => {
  for (const code of [400, 403, 409, 413]) {
    const { clock, api, arrivals } = open({ code });
    await assert.rejects(clock.until(api.sendMessage(7, 'a')), GrammyError);
    assert.equal(arrivals.length, 1);
  }
});

test('a bug in a request is thrown as it is, and the next request goes out', async () => {
  const clock = createHandClock();
  const far = createFarSide(clock, {
    answer: ({ text }) => {
      if (text === 'bad') throw new TypeError('no such thing');
      return 'ok';
    },
  });
  await assert.rejects(clock.until(far.api.sendMessage(7, 'bad')), TypeError);
  await clock.until(far.api.sendMessage(7, 'good'));
  assert.deepEqual(far.done, ['good']);
});

test('after a pause for one chat that chat waits, and the others do not', async () => {
  const { clock, api, arrivals, metered } = open({ flood: 30 });
  const start = clock.now();
  const flooded = api.sendMessage(1, 'a');
  await clock.pass(100);
  await clock.until(Promise.all([2, 3, 4, 5].map((chat) => api.sendMessage(chat, 'x'))));
  assert.ok(clock.now() - start < 1000);
  await clock.until(flooded);
  assert.deepEqual(arrivedAt({ arrivals }, 1, start), [0, 30.02]);
  assert.deepEqual(metered, ['sendMessage flood', 'flood 30', 'sendMessage again']);
});

test('a pause for the whole bot is found out with one request', async () => {
  const clock = createHandClock();
  const start = clock.now();
  const end = start + 30_000;
  const far = createFarSide(clock, {
    answer: ({ at }) => (at < end ? { flood: Math.ceil((end - at) / 1000) } : 'ok'),
  });
  const first = far.api.sendMessage(1, 'a');
  await clock.pass(100);
  const others = Array.from({ length: 50 }, (_, i) => far.api.sendMessage(2 + i, 'b'));
  await clock.until(Promise.all([first, ...others]));
  assert.equal(far.arrivals.filter(({ at }) => at < end).length, 2);
  assert.equal(far.done.length, 51);
  assert.ok(clock.now() < end + 1000);
});

test('the request that finds out holds others for half a second at most', async () => {
  const { clock, api, arrivals } = open({ flood: 30 }, 'stall');
  const start = clock.now();
  const flooded = api.sendMessage(1, 'a');
  await clock.pass(100);
  const stalled = api.sendMessage(2, 'b');
  await clock.until(Promise.all([3, 4, 5].map((chat) => api.sendMessage(chat, 'x'))));
  assert.ok(clock.now() - start < 700);
  assert.deepEqual(arrivedAt({ arrivals }, 3, start), [0.6]);
  await clock.until(Promise.all([flooded, stalled]));
});

test('one chat that is paused again and again does not stop the others', async () => {
  const clock = createHandClock();
  const far = createFarSide(clock, { answer: ({ chat }) => (chat === 1 ? { flood: 5 } : 'ok') });
  const paused = reasonOf(far.api.sendMessage(1, 'a'));
  for (let chat = 2; chat < 60; chat++) {
    const start = clock.now();
    await clock.until(far.api.sendMessage(chat, 'x'));
    assert.ok(clock.now() - start < 600);
    await clock.pass(300);
  }
  assert.equal(await clock.until(paused), 'too-old');
});

test('where chats have pauses of their own, two at once do not stop everyone', async () => {
  const clock = createHandClock();
  const far = createFarSide(clock, {
    answer: ({ chat = 0, at }) => (chat % 10 < 3 && at < start + 20_000 ? { flood: 30 } : 'ok'),
  });
  const start = clock.now();
  const others: Promise<unknown>[] = [];
  // The first pause is found to be that of one chat; after that, three of ten chats have one.
  for (const chat of [10, 15, 16, 20, 21, 25, 31, 32, 35, 36]) {
    const sent = far.api.sendMessage(chat, 'x');
    if (chat % 10 >= 3) others.push(sent);
    await clock.pass(100);
  }
  await clock.until(Promise.all(others));
  assert.ok(clock.now() - start < 2000);
});

test('requests without a chat have their pauses by method', async () => {
  const { clock, api, seconds, arrivals } = open({ flood: 3 });
  const results = Promise.all([api.answerInlineQuery('1', []), clock.pass(50)]);
  await clock.pass(100);
  await clock.until(Promise.all([results, api.answerCallbackQuery('9'), api.answerInlineQuery('2', [])]));
  assert.deepEqual(
    arrivals.map(({ method }) => method),
    ['answerInlineQuery', 'answerCallbackQuery', 'answerInlineQuery', 'answerInlineQuery'],
  );
  assert.ok(
    seconds()
      .slice(2)
      .every((at) => at >= 3.02),
  );
});

test('the requests of a chat keep their order, also when the first has to be tried again', async () => {
  const { clock, api, arrivals } = open({ code: 500 }, { flood: 4 });
  await clock.until(
    Promise.all([
      api.sendMessage(7, '1'),
      api.editMessageText(7, 5, '2'),
      api.sendMessage(7, '3'),
      api.sendMessage(8, 'other'),
    ]),
  );
  assert.deepEqual(
    arrivals.filter(({ chat }) => chat === 7).map(({ text }) => text),
    ['1', '1', '2', '3'],
  );
});

test('one message a second goes to a chat; edits and answers to buttons go at once', async () => {
  const { clock, api, arrivals } = open();
  const start = clock.now();
  await clock.until(
    Promise.all([
      ...['a', 'b', 'c'].map((text) => api.sendMessage(7, text)),
      ...['d', 'e'].map((text) => api.editMessageText(7, 1, text)),
      api.answerCallbackQuery('1'),
      api.sendChatAction(7, 'typing'),
    ]),
  );
  const sent = arrivals.filter(({ method }) => method === 'sendMessage');
  assert.deepEqual(secondsOf(sent, start), [0, 1.02, 2.04]);
  const others = secondsOf(
    arrivals.filter(({ method }) => method !== 'sendMessage'),
    start,
  );
  assert.deepEqual(others, [0, 2.06, 2.08, 2.1]);
});

test('a group gets twenty messages a minute, a person as many as seconds', async () => {
  for (const [chat, inTwoMinutes] of [
    [-1007, [38, 42]],
    [7, [100, 120]],
  ] as const) {
    const { clock, api, arrivals, delivery } = open();
    const start = clock.now();
    const waiting = Array.from({ length: 150 }, (_, i) =>
      api.sendMessage(chat, String(i)).catch(() => undefined),
    );
    await clock.pass(2 * MINUTE);
    const count = arrivals.length;
    assert.ok(count >= inTwoMinutes[0] && count <= inTwoMinutes[1], `${count} to ${chat}`);
    const times = secondsOf(arrivals, start);
    if (chat < 0) assert.ok(times.every((at, i) => i < 20 || at - (times[i - 20] ?? 0) >= 60));
    delivery.stop(0);
    await clock.until(Promise.all(waiting));
  }
});

test('an answer that could not be sent for an hour is given up', async () => {
  const clock = createHandClock();
  const far = createFarSide(clock, { answer: () => ({ error: 'read ECONNRESET' }) });
  const start = clock.now();
  assert.equal(await clock.until(reasonOf(far.api.sendMessage(7, 'a'))), 'too-old');
  const minutes = (clock.now() - start) / MINUTE;
  assert.ok(minutes > 59 && minutes <= 60.1, String(minutes));
});

test('when the pause is longer than the answer is worth, it is given up at once', async () => {
  const { clock, api } = open({ flood: 1e12 });
  const start = clock.now();
  assert.equal(await clock.until(reasonOf(api.sendMessage(7, 'a'))), 'too-old');
  assert.ok(clock.now() - start < 1000);
  await clock.until(api.sendMessage(8, 'b'));
});

test('answers to queries end as Telegram would end them, without a word', async () => {
  for (const [method, seconds] of [
    ['answerInlineQuery', 25],
    ['answerCallbackQuery', 140],
  ] as const) {
    const clock = createHandClock();
    const far = createFarSide(clock, { answer: () => ({ code: 500 }) });
    const start = clock.now();
    const answer =
      method === 'answerInlineQuery' ? far.api.answerInlineQuery('1', []) : far.api.answerCallbackQuery('1');
    await assert.rejects(clock.until(answer), /query is too old/);
    assert.ok(clock.now() - start <= seconds * 1000);
    assert.ok(far.arrivals.length > 3);
  }
});

test('a refused token ends the request, and leaves the update for later', async () => {
  for (const answer of [
    { code: 401, description: 'Unauthorized' },
    { code: 404, description: 'Not Found' },
  ]) {
    const { clock, api } = open(answer);
    assert.equal(await clock.until(reasonOf(api.sendMessage(7, 'a'))), 'token');
  }
});

test('a method that an older server does not know is refused, and no problem of the token', async () => {
  const { clock, api } = open({ code: 404, description: 'Not Found: method not found' });
  await assert.rejects(clock.until(api.sendMessage(7, 'a')), GrammyError);
});

test('when stopped, what waits or runs is given up at once, and nothing more goes out', async () => {
  const { clock, api, delivery, arrivals } = open({ flood: 30 }, 'stall');
  const given = [1, 1, 2].map((chat) => reasonOf(api.sendMessage(chat, 'a')));
  await clock.pass(100);
  delivery.stop(0);
  given.push(reasonOf(api.sendMessage(3, 'a')));
  await clock.pass(0);
  assert.deepEqual(await clock.until(Promise.all(given)), ['stopped', 'stopped', 'stopped', 'stopped']);
  assert.equal(arrivals.length, 2);
  await clock.until(api.getUpdates());
});

test('when given time to stop, what can be decided in it is, and what would wait longer is given up at once', async () => {
  const { clock, api, delivery } = open({ flood: 30 });
  const flooded = reasonOf(api.sendMessage(1, 'a'));
  const paced = [1, 2].map((nth) => api.sendMessage(2, String(nth)));
  await clock.pass(100);
  const start = clock.now();
  delivery.stop(2000);
  assert.equal(await flooded, 'stopped');
  assert.equal(clock.now(), start);
  await clock.until(Promise.all(paced));
  await clock.pass(2000);
  delivery.stop(0);
  assert.equal(await reasonOf(api.sendMessage(3, 'a')), 'stopped');
});

test('a request is given up when its caller does not want it any more', async () => {
  const { clock, api } = open({ flood: 30 });
  const caller = new AbortController();
  const signal = caller.signal as Parameters<typeof api.sendMessage>[3]; // grammY's type is another package's
  const given = reasonOf(api.sendMessage(1, 'a', {}, signal));
  await clock.pass(100);
  caller.abort();
  assert.equal(await clock.until(given), 'stopped');
});

test('a spell of failures is one warning and one line at its end', async () => {
  const clock = createHandClock();
  const back = clock.now() + 40_000;
  const far = createFarSide(clock, {
    answer: ({ at }) => (at < back ? { error: 'connect ECONNREFUSED 127.0.0.1:443' } : 'ok'),
  });
  await clock.until(Promise.all([1, 2, 3, 4, 5].map((chat) => far.api.sendMessage(chat, 'a'))));
  assert.equal(far.log.length, 2);
  assert.equal(
    far.log[0],
    '! Telegram: sendMessage failed (connect ECONNREFUSED 127.0.0.1:443); it is tried again',
  );
  assert.match(far.log[1] ?? '', /^Telegram answers again after 4\d s$/);
  assert.ok(far.debugged.length > 20);
});

test('spells that follow each other closely do not fill the log', async () => {
  const clock = createHandClock();
  let count = 0;
  const far = createFarSide(clock, { answer: () => (count++ % 2 === 0 ? { code: 502 } : 'ok') });
  for (let chat = 0; chat < 50; chat++) {
    await clock.until(far.api.sendMessage(chat, 'a'));
    await clock.pass(100);
  }
  assert.equal(far.log.length, 2);
});

test('a pause is logged with its length', async () => {
  const { clock, api, log } = open({ flood: 30 });
  await clock.until(api.sendMessage(7, 'a'));
  assert.deepEqual(log, [
    '! Telegram: sendMessage has to pause for 30 s; it is sent after that',
    'Telegram answers again after 30 s',
  ]);
});

test('a pause of years, which would silence the bot until its next start, is one of a day', async () => {
  const { clock, api, arrivals } = open({ flood: 1e9 }, { flood: 1e300 });
  for (const chat of [7, 8]) assert.equal(await clock.until(reasonOf(api.sendMessage(chat, 'a'))), 'too-old');
  assert.equal(await clock.until(reasonOf(api.sendMessage(9, 'b'))), 'too-old', 'closed for all');
  await clock.pass(24 * 60 * MINUTE);
  await clock.until(api.sendMessage(9, 'c'));
  assert.equal(arrivals.length, 3);
});

test('a clock of the machine that is set back makes nobody wait for it', async (t) => {
  const waits: number[] = [];
  const ignored = (): void => undefined;
  const delivery = createDelivery({
    wait: (ms, signal) => {
      waits.push(ms);
      return wait(2 ** 30, signal);
    },
    random: () => 0,
    logger: { debug: ignored, info: ignored, warn: ignored, error: ignored },
  });
  const api = new Api('110201543:token');
  // The result's type depends on the method; this test looks at none.
  api.config.use(() => Promise.resolve({ ok: true, result: true as never }), delivery.transformer);
  await api.sendMessage(7, 'a');
  const now = Date.now() - 3 * 60 * MINUTE;
  t.mock.method(Date, 'now', () => now);
  const second = reasonOf(api.sendMessage(7, 'b'));
  await setImmediate();
  assert.ok((waits.at(-1) ?? 0) > 0 && (waits.at(-1) ?? 0) <= 1000, waits.join());
  delivery.stop(0);
  assert.equal(await second, 'stopped');
});

test('a sender who can find out what was carried out is told before each attempt, and of a lost answer at once', async () => {
  const { clock, api, delivery, done, arrivals } = open({ flood: 3 }, 'lost');
  let attempts = 0;
  const sending = delivery.once(
    () => attempts++,
    () => api.sendMessage(7, '一次'),
  );
  assert.equal(await clock.until(reasonOf(sending)), 'unknown');
  assert.deepEqual([attempts, arrivals.length, done], [2, 2, ['一次']]);
  // Others are tried again as ever.
  await clock.until(api.sendMessage(7, '另一条'));
});
