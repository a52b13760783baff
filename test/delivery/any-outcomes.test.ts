// Whatever Telegram and the network do: nothing goes out before its time, chats keep their order, and everything that
// Telegram does not refuse arrives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrammyError } from 'grammy';
import { type Answer, createFarSide } from '../support/far-side.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { fc } from '../support/property.ts';

/** What happens to an attempt. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Answer>('ok') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }).map((flood): Answer => ({ flood })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Answer>('lost', { code: 500 }, { error: 'socket hang up' }, { code: 502 }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Answer>('stall', { code: 400 }, { code: 403 }) },
);

const message = fc.record({
  chat: fc.integer({ min: 1, max: 5 }),
  /** Milliseconds since the message before it. */
  after: fc.constantFrom(0, 0, 5, 400, 3000),
});

test('after any outcomes nothing went out before its time, each chat has its order, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { minLength: 1, maxLength: 25 }),
      fc.array(happening, { maxLength: 40 }),
      fc.constantFrom(1, 20, 300, 800),
      async (messages, happenings, latency) => {
        const clock = createHandClock();
        const pausedUntil = new Map<number | undefined, number>();
        const early: string[] = [];
        const left = [...happenings];
        const far = createFarSide(clock, {
          latency,
          answer: ({ chat, at, text }) => {
            if (at < (pausedUntil.get(chat) ?? 0)) early.push(`${text} at ${at}`);
            const what = left.shift() ?? 'ok';
            if (typeof what === 'object' && 'flood' in what) pausedUntil.set(chat, at + what.flood * 1000);
            return what;
          },
        });
        const results: Promise<boolean>[] = [];
        for (const [i, { chat, after }] of messages.entries()) {
          await clock.pass(after);
          const sent = far.api.sendMessage(chat, String(i)).then(
            () => true,
            (error: unknown) => {
              assert.ok(error instanceof GrammyError, String(error));
              return false;
            },
          );
          results.push(sent);
        }
        const isSent = await clock.until(Promise.all(results));

        assert.deepEqual(early, []);
        for (const [i, one] of isSent.entries())
          assert.ok(!one || far.done.includes(String(i)), `${i} is not there`);
        const firstOf = [...new Set(far.arrivals.map(({ text }) => Number(text)))];
        for (let chat = 1; chat <= 5; chat++) {
          const mine = firstOf.filter((i) => messages[i]?.chat === chat);
          assert.deepEqual(
            mine,
            mine.toSorted((a, b) => a - b),
          );
          // Attempts at one message are never mixed with those at the next.
          const attempts = far.arrivals.filter((arrival) => arrival.chat === chat).map(({ text }) => text);
          const runs = attempts.filter((text, i) => text !== attempts[i - 1]);
          assert.equal(new Set(runs).size, runs.length);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a pause for the whole bot costs one request before its time, whenever it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(0, 0, 10, 100, 2000), { minLength: 5, maxLength: 60 }),
      fc.integer({ min: 0, max: 8000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(1, 30, 150, 400),
      async (gaps, begins, seconds, latency) => {
        const clock = createHandClock();
        const from = clock.now() + begins;
        const to = from + seconds * 1000;
        let known = Infinity;
        let early = 0;
        const far = createFarSide(clock, {
          latency,
          answer: ({ at }) => {
            if (at < from || at >= to) return 'ok';
            // Requests that are on their way when the first refusal comes could not know.
            known = Math.min(known, at + latency);
            if (at > known) early++;
            return { flood: (to - at) / 1000 };
          },
        });
        const results: Promise<unknown>[] = [];
        for (const [chat, gap] of gaps.entries()) {
          await clock.pass(gap);
          results.push(far.api.sendMessage(1 + chat, 'a'));
        }
        await clock.until(Promise.all(results));
        assert.ok(early <= 1, `${early} requests`);
        assert.equal(far.done.length, gaps.length);
      },
    ),
    { numRuns: 150 },
  );
});
