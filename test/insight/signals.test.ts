import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '../../src/answer/answer.ts';
import type { Gap } from '../../src/insight/insight.ts';
import { found, type GapWorld, nothing, openGapWorld, unsure } from '../support/gaps.ts';

/** All open gaps, after two minutes. */
async function gapsOf(world: GapWorld): Promise<Gap[]> {
  await world.cluster();
  return world.insight.gaps.list({ offset: 0, limit: 100 }).gaps;
}
const signalsOf = async (world: GapWorld) => (await gapsOf(world)).map(({ signals }) => signals);

describe('nothing', () => {
  test('a question without an answer is a sign, one that is answered is none', async () => {
    const world = await openGapWorld();
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.ask('2', found('商标注册要多久'));
    assert.deepEqual(await signalsOf(world), [{ nothing: 1 }]);
  });

  test('small talk, insults, single characters, commands, noise and failures are none', async () => {
    const world = await openGapWorld();
    for (const text of [
      '你好',
      '傻逼',
      'x',
      '税',
      '？？？',
      '/start',
      'asdf',
      '哈哈哈哈',
      'qwrtplkjh zxcvbnmk',
    ])
      await world.ask('1', nothing(text));
    for (const text of [
      'https://example.com/a?b=c',
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abc123',
      '{"a":[{"b":{}}],"c":[[],[]]}',
      '=====>>>>> ##### @@@@@ ab',
    ])
      await world.ask('1', nothing(text));
    await world.ask('1', { kind: 'nothing', question: '谢谢啦', confidence: 0, reason: 'thanks' });
    await world.tell('1', { kind: 'failed' });
    await world.ask('1', nothing('inline 海外仓备案'), { channel: 'inline' });
    assert.deepEqual(await gapsOf(world), []);
    for (const text of [
      '报错 8103',
      '9021',
      'ipo',
      'kubernetes ingress',
      '海外仓怎么备案?见 https://a.example/b',
    ])
      await world.ask('2', nothing(text));
    assert.equal((await gapsOf(world)).length, 5);
  });

  test('every open question of a message counts', async () => {
    const world = await openGapWorld();
    const parts: Answer = {
      kind: 'parts',
      question: '海外仓怎么备案，码头几点关门',
      confidence: 0,
      parts: [nothing('海外仓怎么备案'), nothing('码头几点关门')],
    };
    await world.ask('1', parts);
    assert.deepEqual(await signalsOf(world), [{ nothing: 1 }, { nothing: 1 }]);
  });

  test('a message that is delivered again, or edited, counts once', async () => {
    const world = await openGapWorld();
    for (let i = 0; i < 3; i++) await world.ask('1', nothing('海外仓怎么备岸'), { message: '7' });
    await world.ask('1', nothing('海外仓怎么备案'), { message: '7' });
    assert.deepEqual(await signalsOf(world), [{ nothing: 1 }]);
    await world.ask('1', nothing('海外仓怎么备岸'), { message: '8' });
    await world.ask('1', found('海外仓怎么备案'), { message: '8' });
    assert.deepEqual(await signalsOf(world), [{ nothing: 1 }]);
  });
});

describe('unsure', () => {
  test('it is a sign unless the answer is read within two minutes', async () => {
    const world = await openGapWorld();
    await world.ask('1', unsure('海外仓怎么备案'));
    await world.clock.pass(119_000);
    await world.tell('1', { kind: 'read' });
    await world.ask('2', unsure('码头几点关门'));
    await world.clock.pass(121_000);
    await world.tell('2', { kind: 'read' });
    assert.deepEqual(await signalsOf(world), [{ unsure: 1 }]);
  });

  test('what another reader reads, or what is read after the next question, takes nothing back', async () => {
    const world = await openGapWorld();
    await world.ask('1', unsure('海外仓怎么备案'), { chat: '-5' });
    await world.tell('2', { kind: 'read' }, { chat: '-5' });
    await world.ask('1', found('商标注册要多久'), { chat: '-5' });
    await world.tell('1', { kind: 'read' }, { chat: '-5' });
    // The next question has come, so nothing has to be waited for.
    await world.insight.gaps.cluster();
    assert.deepEqual(
      world.insight.gaps.list({ offset: 0, limit: 9 }).gaps.map(({ signals }) => signals),
      [{ unsure: 1 }],
    );
  });

  test('asking for more is reading', async () => {
    const world = await openGapWorld();
    await world.ask('1', unsure('海外仓怎么备案'));
    const { closest } = unsure('x') as Extract<Answer, { kind: 'unsure' }>;
    await world.ask('1', {
      ...{ kind: 'continued', question: '海外仓怎么备案', confidence: 0.5, passage: closest },
      ...{ position: 0, count: 1, related: [] },
    });
    assert.deepEqual(await gapsOf(world), []);
  });

  test('gaps that are made meanwhile do not have it', async () => {
    const world = await openGapWorld();
    await world.ask('1', unsure('海外仓怎么备案'));
    await world.insight.gaps.cluster();
    assert.equal(world.insight.gaps.list({ offset: 0, limit: 9 }).total, 0);
    assert.deepEqual(await signalsOf(world), [{ unsure: 1 }]);
  });
});

describe('voted down', () => {
  const vote = (vote: 'up' | 'down' | undefined, reason?: string, question = '海外仓怎么备案') =>
    ({ kind: 'voted', vote, reason, question, sectionId: 's1' }) as const;

  test('it has its reason, and the section that was shown', async () => {
    const world = await openGapWorld();
    await world.tell('1', vote('down'));
    await world.tell('1', vote('down', 'outdated'));
    const [gap, ...others] = await gapsOf(world);
    assert.deepEqual(
      [gap?.signals, gap?.reasons, gap?.sectionId, others],
      [{ 'voted-down': 1 }, { outdated: 1 }, 's1', []],
    );
  });

  test('a vote that is taken back or changed takes its sign back, even if its question is gone', async () => {
    for (const back of [vote(undefined), vote('up'), vote(undefined, undefined, '')]) {
      const world = await openGapWorld();
      await world.tell('1', vote('down', 'wrong'));
      await world.tell('2', vote(undefined));
      assert.equal((await gapsOf(world)).length, 1);
      await world.tell('1', back);
      assert.deepEqual(await gapsOf(world), []);
    }
  });
});

describe('asked again', () => {
  const FIRST = '员工休产假期间工资由谁发';
  const AGAIN = '休产假期间的工资谁来发';

  test('the same reader asks in other words within two minutes', async () => {
    const world = await openGapWorld();
    await world.ask('1', found(FIRST));
    await world.clock.pass(60_000);
    await world.ask('1', found(AGAIN));
    const [gap] = await gapsOf(world);
    assert.deepEqual(gap?.signals, { 'asked-again': 1 });
  });

  test('the same words, another subject, a follow-up, another reader and a later time are none', async () => {
    const world = await openGapWorld();
    await world.ask('1', found(FIRST));
    await world.ask('1', found(`${FIRST}？`));
    await world.ask('2', found(FIRST));
    await world.ask('2', found('码头几点关门', 's2'));
    await world.ask('3', found(FIRST));
    await world.ask('4', found(AGAIN));
    await world.ask('5', found(FIRST));
    await world.ask('5', {
      ...(found(AGAIN) as Extract<Answer, { kind: 'found' }>),
      assumedTopic: { articleId: 'a', slug: 'a', title: '产假' },
    });
    await world.ask('6', found(FIRST));
    await world.ask('6', found('员工休产假期间的社保由谁交', 's2'));
    await world.ask('7', found(FIRST));
    await world.clock.pass(121_000);
    await world.ask('7', found(AGAIN));
    assert.deepEqual(await gapsOf(world), []);
  });

  test('a reader who is forgotten while it is compared leaves nothing', async () => {
    const world = await openGapWorld();
    await world.ask('1', nothing(FIRST));
    const asking = world.ask('1', nothing(AGAIN));
    await new Promise((resolve) => setImmediate(resolve));
    world.insight.forget({ asker: '1' });
    await asking;
    assert.deepEqual(await gapsOf(world), []);
  });
});

test('who asks for a person leaves a sign with the question, or with the one before', async () => {
  const world = await openGapWorld();
  await world.tell('1', { kind: 'handed-over', question: '海外仓怎么备案' });
  await world.ask('2', found('码头几点关门', 's7'));
  await world.tell('2', { kind: 'handed-over', question: '' });
  const gaps = await gapsOf(world);
  assert.deepEqual(
    gaps.map(({ signals, sectionId }) => [signals, sectionId]).sort(),
    [
      [{ 'handed-over': 1 }, undefined],
      [{ 'handed-over': 1 }, 's7'],
    ].sort(),
  );
});

test('signs that differ in nothing but their kind are kept apart', async () => {
  const world = await openGapWorld();
  const question = '海外仓怎么备案';
  await world.ask('1', nothing(question));
  await world.ask('2', unsure(question));
  await world.tell('3', { kind: 'voted', vote: 'down', reason: 'wrong', question, sectionId: 's' });
  await world.tell('4', { kind: 'handed-over', question });
  const [gap, ...others] = await gapsOf(world);
  assert.deepEqual(others, []);
  assert.deepEqual(gap?.signals, { nothing: 1, unsure: 1, 'voted-down': 1, 'handed-over': 1 });
  assert.equal(gap.askers, 4);
});
