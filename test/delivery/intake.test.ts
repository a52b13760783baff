import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { createWorld } from '../support/polled-world.ts';
import { fc } from '../support/property.ts';
import { inlineQuery, said } from '../support/updates.ts';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

test('an update is confirmed when it and all before it are finished', async () => {
  const world = createWorld();
  world.start();
  const [first, second] = [7, 8].map((chat) => world.push((id) => said(id, chat)));
  assert.ok(first !== undefined && second !== undefined);
  await world.pass(1000);
  await world.let(second);
  await world.pass(1000);
  assert.equal(world.offsets.at(-1), first);
  assert.deepEqual(world.queue(), [first, second]);
  await world.let(first);
  await world.pass(1000);
  assert.equal(world.offsets.at(-1), second + 1);
  assert.deepEqual([world.queue(), world.lives], [[], [[second, first]]]);
  await world.stop();
});

test('unfinished updates do not hide what comes after them: on disk they can be confirmed', async () => {
  const world = createWorld();
  world.start();
  const ids = range(0, 150).map((chat) => world.push((id) => said(id, chat)));
  const asked = world.push((id) => inlineQuery(id, 9000));
  await world.pass(1000);
  for (const id of world.waiting()) await world.let(id);
  await world.pass(100);
  assert.ok(world.waiting().includes(asked) || world.lives[0]?.includes(asked), 'the inline query is seen');
  world.kill();
  world.start();
  await world.pass(1000);
  while (world.waiting().length > 0) for (const id of world.waiting()) await world.let(id);
  await world.pass(1000);
  const answered = world.lives.flat().filter((id) => id !== asked);
  assert.deepEqual(
    answered.sort((a, b) => a - b),
    ids,
    'each once',
  );
  await world.stop();
});

test('without a disk nothing is confirmed that is not finished', async () => {
  const world = createWorld();
  world.setDisk(false);
  world.start();
  const ids = range(0, 120).map((chat) => world.push((id) => said(id, chat)));
  await world.pass(120_000);
  assert.equal(world.queue().length, 120);
  assert.equal(world.offsets.at(-1), ids[0]);
  await world.stop();
});

test('an update that nothing finishes for five minutes is kept, and polls wait again', async () => {
  const world = createWorld();
  world.start();
  world.push((id) => said(id, 7));
  await world.pass(310_000);
  const polls = world.offsets.length;
  await world.pass(25_000);
  assert.ok(world.offsets.length <= polls + 1);
  assert.deepEqual(world.queue(), []);
  world.kill();
  world.start();
  await world.pass(1000);
  assert.equal(world.waiting().length, 1);
  await world.stop();
});

test('values that are no updates are skipped with one warning and pauses', async () => {
  const world = createWorld();
  for (const value of [null, {}, { update_id: 2 ** 60, message: {} }, { update_id: 3, message: null }])
    world.pushValue(value);
  const id = world.push((next) => said(next, 7));
  world.start();
  await world.pass(1000);
  await world.let(id);
  await world.pass(60_000);
  assert.deepEqual(world.lives, [[id]]);
  assert.deepEqual(world.warnings, ['Telegram sent 4 values that are no updates; they are skipped']);
  assert.ok(world.offsets.length < 75, `${world.offsets.length} polls`);
  await world.stop();
});

test('what is no update is confirmed if it has a number, so that it hides nothing', async () => {
  const world = createWorld();
  for (let i = 0; i < 120; i++)
    world.push((update_id) => ({ update_id, message: null }) as unknown as Update);
  const id = world.push((next) => said(next, 7));
  world.start();
  await world.pass(5000);
  assert.deepEqual(world.waiting(), [id]);
  await world.let(id);
  assert.deepEqual(world.queue(), []);
  await world.stop();
});

test('polls that are answered at once, or always with the same, pause', async () => {
  for (const result of [[], [said(3, 7)], [said(3, 7), said(4, 7)]]) {
    const world = createWorld();
    world.freezePolls(result);
    world.start();
    await world.pass(1000);
    for (const id of world.waiting()) await world.let(id);
    for (const id of world.waiting()) await world.let(id);
    const before = world.offsets.length;
    await world.pass(10_000);
    assert.equal(world.offsets.length - before, 50);
    world.freezePolls(undefined);
    await world.stop();
  }
});

test('a pause that a poll has to make is as long as Telegram says, and never none', async () => {
  for (const [retryAfter, polls] of [
    [45, 1],
    [1e9, 1],
    [-5, 3],
    ['soon', 3],
    [Number.MAX_VALUE, 1],
  ] as const) {
    const world = createWorld();
    const parameters = { retry_after: retryAfter as number };
    const refusal = { ok: false, error_code: 429, description: 'Too Many Requests', parameters } as const;
    world.failPoll(new GrammyError('', refusal, 'getUpdates', {}));
    world.start();
    await world.pass(20_000);
    assert.equal(world.offsets.length, polls, String(retryAfter));
    await world.stop();
  }
});

test('the first poll does not wait, so that an idle process is known to reach Telegram', async () => {
  const world = createWorld();
  world.start();
  await world.pass(1000);
  // The first has come back, and the second waits.
  assert.equal(world.offsets.length, 2);
  await world.stop();
});

test('a failed poll is repeated after a pause that grows to some seconds, with one warning', async () => {
  const world = createWorld();
  for (let i = 0; i < 10; i++) world.failPoll(new Error('away'));
  world.start();
  await world.pass(60_000);
  const id = world.push((next) => said(next, 7));
  await world.pass(10_000);
  assert.deepEqual(world.waiting(), [id]);
  assert.equal(world.warnings.length, 1);
  await world.stop();
});

test('a refused token, a webhook and a lasting conflict end polling with what to do', async () => {
  const refusal = (error_code: number, description: string) =>
    new GrammyError('', { ok: false, error_code, description }, 'getUpdates', {});
  for (const [error, times, message] of [
    [refusal(401, 'Unauthorized'), 1, /BOT_TOKEN/],
    [refusal(409, "Conflict: can't use getUpdates method while webhook is active"), 1, /WEBHOOK_URL/],
    [refusal(409, 'Conflict: terminated by other getUpdates request'), 99, /another process/],
  ] as const) {
    const world = createWorld();
    for (let i = 0; i < times; i++) world.failPoll(error);
    world.start();
    await world.pass(60_000);
    await assert.rejects(world.running(), message);
    world.kill();
  }
  const world = createWorld();
  world.failPoll(refusal(409, 'Conflict: terminated by other getUpdates request'));
  world.start();
  const id = world.push((next) => said(next, 7));
  await world.pass(10_000);
  assert.deepEqual(world.waiting(), [id], 'the other process has ended');
  await world.stop();
});

// Any order of events: people write, answers go out, polls fail, the disk fills and empties, processes are killed,
// stopped and started.
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('say'), chat: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crowd'), chat: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('type'), chat: fc.nat(5) }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('let'), chat: fc.nat(200) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('pass'), chat: fc.constantFrom(1, 300, 5000, 400_000) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail'), chat: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('disk'), chat: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('kill', 'stop'), chat: fc.constant(0) }) },
  ),
  { maxLength: 60 },
);

test('no update is lost, none is answered twice in a life, and no chat gets answers out of order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const world = createWorld();
      const chatOf = new Map<number, number>();
      const say = (chat: number): void =>
        void chatOf.set(
          world.push((id) => said(id, chat)),
          chat,
        );
      /** Whether every change so far was on disk when it was made. */
      let [isAlwaysDurable, diskWorks] = [true, true];
      world.start();
      for (const { kind, chat } of plan) {
        if (kind === 'say') say(chat);
        else if (kind === 'crowd') for (const one of range(10, 110)) say(one);
        else if (kind === 'type') world.push((id) => inlineQuery(id, chat));
        else if (kind === 'let') {
          const waiting = world.waiting();
          const id = waiting[chat % Math.max(1, waiting.length)];
          if (id !== undefined) await world.let(id);
        } else if (kind === 'pass') await world.pass(chat);
        else if (kind === 'fail') world.failPoll(new Error('away'));
        else if (kind === 'disk') {
          diskWorks = chat === 1;
          world.setDisk(diskWorks);
          isAlwaysDurable &&= diskWorks;
        } else {
          if (kind === 'kill') world.kill();
          else await world.stop();
          world.start();
        }
      }
      for (let i = 0; i < 20; i++) {
        await world.pass(5000);
        for (const id of world.waiting()) await world.let(id);
      }
      await world.stop();

      const answers = world.lives.flat();
      for (const id of chatOf.keys()) assert.ok(answers.includes(id), `${id} is lost`);
      for (const life of world.lives) {
        assert.equal(new Set(life).size, life.length, 'twice in a life');
        for (const chat of new Set(chatOf.values())) {
          const own = life.filter((id) => chatOf.get(id) === chat);
          assert.deepEqual(
            own,
            own.toSorted((a, b) => a - b),
            `chat ${chat} out of order`,
          );
        }
      }
      if (isAlwaysDurable) assert.equal(new Set(answers).size, answers.length, 'twice');
    }),
  );
});
