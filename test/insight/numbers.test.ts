import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Answer } from '../../src/answer/answer.ts';
import type { Observed } from '../../src/answer/observed.ts';
import { type DayRows, DAYS_SCHEMA, MAX_IDS } from '../../src/insight/days.ts';
import { createNumbers, type CountedNumbers } from '../../src/insight/numbers.ts';
import { openDurableTables } from '../../src/storage/durable-tables.ts';
import { createTables, type Tables } from '../../src/storage/tables.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { found, nothing, parts, unsure } from './made-answers.ts';

const NOON = Date.parse('2026-11-24T04:00:00Z'); // in Shanghai
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type World = {
  numbers: CountedNumbers;
  tables: Tables<DayRows>;
  /** Lets time pass, in milliseconds, and what is due happen. */
  pass: (ms: number) => void;
  ask: (answer: Answer, more?: Partial<Extract<Observed, { kind: 'asked' }>>) => void;
  /** A new process with the same tables; `write` is what a kill leaves out. */
  restart: (how?: { write: boolean }) => void;
  now: () => number;
};

function createWorld(tables: Tables<DayRows> = createTables(DAYS_SCHEMA).tables, start = NOON): World {
  let clock = start;
  let timers: { at: number; task: () => void }[] = [];
  const open = (): CountedNumbers =>
    createNumbers({
      tables,
      timeZone: 'Asia/Shanghai',
      now: () => clock,
      pseudonymOf: (text) => Buffer.from(text).toString('base64url'),
      later: (ms, task) => timers.push({ at: clock + ms, task }),
    });
  const world: World = {
    numbers: open(),
    tables,
    now: () => clock,
    pass: (ms) => {
      const end = clock + ms;
      for (let due = next(end); due !== undefined; due = next(end)) {
        timers = timers.filter((timer) => timer !== due);
        clock = due.at;
        due.task();
      }
      clock = end;
    },
    ask: (answer, more = {}) => {
      const asked = { kind: 'asked', answer, language: 'zh-hans', tookMs: 40, channel: 'private' } as const;
      world.numbers.observe({ ...asked, asker: '7', chat: '7', at: clock, ...more });
    },
    restart: ({ write } = { write: true }) => {
      if (write) world.numbers.write();
      timers = [];
      world.numbers = open();
    },
  };
  const next = (end: number) => timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  return world;
}

test('a summary has all that was asked, and days without a question as zero', () => {
  const world = createWorld();
  world.ask(found('a', 's1'), { tookMs: 30 });
  world.ask(parts(found('a', 's1'), nothing('no-match')), { tookMs: 90, channel: 'group', chat: '-5' });
  world.pass(2 * DAY);
  world.ask(unsure('b', 's2'), { language: 'en', channel: 'page', chat: undefined, tookMs: 400 });
  world.ask(nothing('greeting'), { tookMs: 2 });
  const { days, medianMs, p95Ms, ...summary } = world.numbers.summary(4);
  assert.deepEqual(days, [
    { day: '2026-11-23', outcomes: {} },
    { day: '2026-11-24', outcomes: { found: 2, nothing: 1 } },
    { day: '2026-11-25', outcomes: {} },
    { day: '2026-11-26', outcomes: { unsure: 1, 'small-talk': 1 } },
  ]);
  assert.ok(medianMs !== undefined && medianMs > 20 && medianMs <= 35);
  assert.ok(p95Ms !== undefined && p95Ms > 300 && p95Ms <= 400);
  assert.deepEqual(summary, {
    questions: 5,
    outcomes: { found: 2, unsure: 1, topics: 0, nothing: 1, 'small-talk': 1, failed: 0 },
    answered: 0.5,
    topics: [
      { articleId: 'a', count: 2 },
      { articleId: 'b', count: 1 },
    ],
    sections: [{ sectionId: 's1', count: 2 }],
    worst: [],
    votes: { up: 0, down: 0 },
    languages: [
      { language: 'zh-hans', count: 4 },
      { language: 'en', count: 1 },
    ],
    channels: { private: 2, group: 2, inline: 0, guest: 0, page: 1 },
    chats: 2,
  });
});

test('an empty wiki has a summary of zeros, and no share or time', () => {
  const { days, ...summary } = createWorld().numbers.summary(30);
  assert.equal(days.length, 30);
  assert.equal(summary.questions, 0);
  assert.deepEqual(
    [summary.answered, summary.medianMs, summary.p95Ms, summary.chats],
    [...[undefined, undefined, undefined, 0]],
  );
});

test('counts are written at most every ten seconds, and a kill loses only what came since', () => {
  const world = createWorld();
  world.ask(found('a', 's'));
  assert.deepEqual(world.tables.days.rows(), []);
  world.pass(9_000);
  world.ask(found('a', 's'));
  world.pass(1_000);
  assert.deepEqual(world.tables.days.rows()[0]?.outcomes, { found: 2 });
  world.ask(found('a', 's'));
  world.pass(5_000);
  world.restart({ write: false });
  assert.equal(world.numbers.summary(1).questions, 2);
});

test('a chat counts once a day, also when Wenda is killed or started again in between', () => {
  const world = createWorld();
  for (const chat of ['1', '2', '1']) world.ask(found('a', 's'), { chat });
  world.pass(10_000);
  world.restart({ write: false });
  for (const chat of ['2', '3']) world.ask(found('a', 's'), { chat });
  assert.equal(world.numbers.summary(1).chats, 3);
  world.restart();
  world.ask(found('a', 's'), { chat: '3' });
  assert.equal(world.numbers.summary(1).chats, 3);
  world.pass(DAY);
  world.ask(found('a', 's'), { chat: '3' });
  assert.equal(world.numbers.summary(1).chats, 1);
  assert.equal(world.numbers.summary(7).chats, 3, 'the most of one day');
});

test('what tells chats apart is gone when the day is over, whether or not somebody asks', () => {
  const world = createWorld();
  world.ask(found('a', 's'), { chat: '1' });
  world.pass(10_000);
  assert.equal(world.tables.chats.size(), 1);
  world.pass(12 * HOUR);
  assert.equal(world.tables.chats.size(), 0);
  world.ask(found('a', 's'), { chat: '1' });
  world.pass(10_000);
  world.pass(0);
  // It was down at midnight.
  const later = createWorld(world.tables, world.now() + 3 * DAY);
  assert.equal(later.tables.chats.size(), 0);
  assert.deepEqual(
    later.tables.days.rows().map(({ chats }) => chats),
    [1, 1],
  );
});

test('a forgotten chat leaves no hash, and stays counted', () => {
  const world = createWorld();
  world.ask(found('a', 's'), { chat: '1' });
  world.ask(found('a', 's'), { chat: '2' });
  world.pass(10_000);
  world.numbers.forgetChat('1');
  world.numbers.forgetChat('3');
  assert.equal(world.tables.chats.size(), 1);
  world.restart({ write: false });
  assert.equal(world.numbers.summary(1).chats, 2);
});

test('a past day keeps its hundred most asked topics, and the others together', () => {
  const world = createWorld();
  for (let topic = 0; topic < 1200; topic++)
    for (let time = 0; time < (topic < 5 ? 10 : 1); time++) world.ask(found(`a${topic}`, `s${topic}`));
  world.numbers.write();
  assert.ok((world.tables.days.rows()[0]?.topics.counts.length ?? 0) <= 501);
  world.pass(DAY);
  world.ask(found('b', 't'));
  const row = world.tables.days.rows().find(({ day }) => day === '2026-11-24');
  assert.equal(row?.topics.counts.length, MAX_IDS + 1);
  assert.equal(
    row.topics.counts.reduce((sum, count) => sum + count, 0),
    1245,
  );
  assert.deepEqual(
    world.numbers
      .summary(2)
      .topics.slice(0, 5)
      .map(({ articleId, count }) => [articleId, count]),
    [0, 1, 2, 3, 4].map((topic) => [`a${topic}`, 10]),
  );
});

test('the newest four hundred days are kept, whatever a clock that jumps writes between them', () => {
  const world = createWorld();
  for (let day = 0; day < 420; day++) {
    world.ask(found('a', 's'), day === 100 ? { at: world.now() + 9000 * DAY } : {});
    world.pass(DAY);
  }
  const days = world.tables.days
    .rows()
    .map(({ day }) => day)
    .sort();
  assert.equal(days.length, 400);
  assert.equal(world.numbers.summary(400).days.length, 400);
  assert.equal(
    world.numbers.summary(400).questions,
    398,
    'without the day in the future, and today, which is empty',
  );
});

test('a damaged row is not read', async () => {
  const folder = temporaryFolder();
  const problems: string[] = [];
  const options = {
    ...{ folder, schema: DAYS_SCHEMA, holds: 'numbers' },
    onProblem: (message: string) => void problems.push(message),
  };
  const first = await openDurableTables(options);
  const world = createWorld(first.tables);
  world.ask(found('a', 's'), { chat: '123456789' });
  world.numbers.write();
  await first.close();
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  assert.ok(!files.some((text) => text.includes('123456789')), 'no file names a chat');
  const second = await openDurableTables(options);
  const again = createWorld(second.tables);
  assert.equal(again.numbers.summary(1).questions, 1);
  const [row] = second.tables.days.rows();
  assert.ok(row !== undefined);
  assert.throws(() => {
    second.tables.days.put({ ...row, topics: { ids: 'a b', counts: [1] } });
  }, RangeError);
  assert.throws(() => {
    second.tables.days.put({ ...row, times: [1, 2] });
  }, RangeError);
  await second.close();
  assert.deepEqual(problems, []);
});
