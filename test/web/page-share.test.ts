import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPageShare, type PageKind, type PageShare } from '../../src/web/page-share.ts';
import { fc } from '../support/property.ts';

/** A share with a clock by hand, and tasks that take a given time of it. */
function open(): {
  share: PageShare;
  now: () => number;
  /** Lets time pass. */
  pass: (ms: number) => Promise<void>;
  /** A task of this length. */
  work: (ms: number) => () => Promise<string>;
} {
  let now = 0;
  let timers: { at: number; call: () => void }[] = [];
  const later = (ms: number, call: () => void): (() => void) => {
    const timer = { at: now + ms, call };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number): Promise<void> => {
    const end = now + ms;
    await settled();
    for (;;) {
      const [first] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (first === undefined) break;
      timers = timers.filter((one) => one !== first);
      now = first.at;
      first.call();
      await settled();
    }
    now = end;
  };
  return {
    share: createPageShare({ clock: () => now, later, random: () => 0 }),
    now: () => now,
    pass,
    work: (ms) => () =>
      new Promise((resolve) => {
        later(ms, () => {
          resolve('done');
        });
      }),
  };
}

test('a page that comes alone is made at once', async () => {
  const { share, work, pass } = open();
  const page = share.take('search', work(20));
  await pass(20);
  assert.equal(await page, 'done');
});

test('after a page others have the thread for as long as it took', async () => {
  const { share, work, pass, now } = open();
  const begins: number[] = [];
  const task = (ms: number) => () => {
    begins.push(now());
    return work(ms)();
  };
  const pages = [30, 10, 5].map((ms) => share.take('search', task(ms)));
  await pass(200);
  assert.deepEqual(await Promise.all(pages), ['done', 'done', 'done']);
  assert.deepEqual(begins, [0, 60, 80]);
});

test('searches and other pages take turns', async () => {
  const { share, work, pass } = open();
  const order: string[] = [];
  const take = (kind: PageKind, name: string): void =>
    void share.take(kind, () => {
      order.push(name);
      return work(10)();
    });
  for (const name of ['s1', 's2', 's3', 's4']) take('search', name);
  for (const name of ['a1', 'a2']) take('other', name);
  await pass(200);
  assert.deepEqual(order, ['s1', 'a1', 's2', 'a2', 's3', 's4']);
});

test('who has waited for a second is refused, and a page that fails gives its turn back', async () => {
  const { share, work, pass, now } = open();
  const failing = share.take('search', () => Promise.reject(new Error('gone')));
  await assert.rejects(failing, /gone/);
  const slow = share.take('search', work(5000));
  await pass(1);
  const refused = share.take('search', () => Promise.resolve('run'));
  await pass(999);
  let isSettled = false;
  void refused.then(() => (isSettled = true));
  await pass(0);
  assert.equal(isSettled, false);
  await pass(1);
  assert.deepEqual([await refused, now()], [undefined, 1001]);
  await pass(9000);
  assert.equal(await slow, 'done');
  assert.equal(await share.take('other', () => Promise.resolve('run')), 'run');
});

test('a queue that is full refuses at once', async () => {
  const { share, work, pass } = open();
  void share.take('search', work(10));
  for (let i = 0; i < 500; i++) void share.take('search', work(10));
  assert.equal(await share.take('search', work(10)), undefined);
  const other = share.take('other', work(10));
  await pass(40);
  assert.equal(await other, 'done');
});

test('whatever comes, pages never run together, have half of the time, and all are answered in time', async () => {
  const arrival = fc.record({
    kind: fc.constantFrom<PageKind>('search', 'other'),
    gap: fc.nat(100),
    ms: fc.nat(400),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 30 }), async (arrivals) => {
      const { share, work, pass, now } = open();
      let running = 0;
      let freeAt = 0;
      let unanswered = arrivals.length;
      for (const { kind, gap, ms } of arrivals) {
        await pass(gap);
        const asked = now();
        const task = async (): Promise<string> => {
          assert.equal(++running, 1);
          assert.ok(now() >= freeAt);
          assert.ok(now() <= asked + 1000);
          freeAt = now() + 2 * ms;
          const result = await work(ms)();
          running--;
          return result;
        };
        void share.take(kind, task).then(() => unanswered--);
      }
      await pass(2000);
      assert.equal(unanswered, 0);
    }),
  );
});
