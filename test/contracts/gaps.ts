// The contract of gaps, wherever they are kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Gap } from '../../src/insight/insight.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { found, type GapWorld, nothing, openGapWorld, unsure } from '../support/gaps.ts';

const DAY = 86_400_000;

/** @param folder gives a new place; undefined for memory */
export function gapsContract(name: string, folder: () => string | undefined): void {
  const check = (behaviour: string, use: (world: GapWorld) => Promise<void>): void => {
    test(`${name}: ${behaviour}`, async () => {
      const world = await openGapWorld(folder());
      await use(world);
      assert.deepEqual(world.problems, []);
      await world.insight.close();
    });
  };
  const listed = ({ insight }: GapWorld, status?: Gap['status']): Gap[] =>
    insight.gaps.list({ offset: 0, limit: 100, status }).gaps;
  const only = (world: GapWorld, status?: Gap['status']): Gap => {
    const [gap, ...others] = listed(world, status);
    assert.ok(gap !== undefined && others.length === 0);
    return gap;
  };

  check('words that one person asked are not shown, words that two asked are', async (world) => {
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.clock.pass(200_000);
    await world.ask('1', nothing('海外仓备案怎么办'));
    await world.cluster();
    const alone = only(world);
    assert.deepEqual([alone.askers, alone.questions, alone.signals.nothing], [1, [], 2]);
    assert.deepEqual(world.insight.gaps.questionsOf(alone.id), []);
    await world.ask('2', nothing('海外仓怎么备案'));
    await world.cluster();
    const gap = only(world);
    assert.equal(gap.id, alone.id);
    assert.deepEqual([gap.askers, gap.signals], [2, { nothing: 3 }]);
    assert.deepEqual([...gap.questions].sort(), ['海外仓备案怎么办', '海外仓怎么备案']);
    assert.deepEqual(world.insight.gaps.questionsOf(gap.id), gap.questions);
  });

  check('a visitor who comes to the pages on two days stays one', async (world) => {
    const who = { chat: '', channel: 'page' } as const;
    await world.ask('monday', nothing('海外仓怎么备案'), who);
    await world.clock.pass(DAY);
    await world.ask('tuesday', nothing('海外仓怎么备案'), who);
    await world.cluster();
    assert.deepEqual([only(world).askers, only(world).questions], [1, []]);
    await world.ask('another', nothing('海外仓怎么备案'), who);
    await world.cluster();
    assert.deepEqual([only(world).askers, only(world).questions.length], [2, 1]);
  });

  check('what most people met and what is most severe comes first, in slices', async (world) => {
    for (const asker of ['1', '2', '3']) await world.ask(asker, nothing('海外仓怎么备案'));
    for (const asker of ['4', '5', '6']) await world.ask(asker, unsure('码头几点关门'));
    for (const asker of ['7', '8'])
      await world.tell(asker, { kind: 'handed-over', question: '发票抬头怎么改' });
    for (let i = 0; i < 9; i++) await world.ask('9', nothing('年会在哪里办'));
    await world.cluster();
    assert.deepEqual(
      listed(world).map(({ questions }) => questions[0]),
      ['发票抬头怎么改', '海外仓怎么备案', '码头几点关门', undefined],
    );
    const slice = world.insight.gaps.list({ offset: 1, limit: 2 });
    assert.deepEqual(
      [slice.gaps.map(({ questions }) => questions[0]), slice.total],
      [['海外仓怎么备案', '码头几点关门'], 4],
    );
  });

  check('at most four questions stand for a gap, and all can be had', async (world) => {
    const words = ['怎么备案', '如何备案', '备案流程', '备案要什么', '备案找谁', '备案多久'];
    for (const [i, word] of words.entries()) await world.ask(String(i), nothing(`海外仓库房${word}`));
    await world.cluster();
    const gap = only(world);
    assert.equal(gap.questions.length, 4);
    assert.deepEqual(
      [...world.insight.gaps.questionsOf(gap.id)].sort(),
      words.map((word) => `海外仓库房${word}`).sort(),
    );
  });

  check('a signal counts for thirty days, and an open gap lives as long', async (world) => {
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.cluster();
    await world.clock.pass(29 * DAY);
    await world.ask('2', nothing('海外仓怎么备案'));
    await world.cluster();
    const { id } = only(world);
    await world.clock.pass(2 * DAY);
    assert.equal(only(world).askers, 1);
    await world.clock.pass(30 * DAY);
    await world.cluster();
    assert.deepEqual([listed(world), world.insight.gaps.get(id)], [[], undefined]);
  });

  check('a closed gap opens again only if the wiki still does not answer it', async (world) => {
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.cluster();
    const { id } = only(world);
    world.insight.gaps.close(id, 'belongs');
    assert.deepEqual(listed(world), []);
    assert.equal(only(world, 'closed').closed?.by, 'belongs');
    world.answered.set('海外仓怎么备案', 's9');
    await world.ask('2', nothing('海外仓怎么备案'));
    await world.cluster();
    assert.deepEqual([listed(world), only(world, 'closed').isReopened], [[], false]);
    await world.tell('3', { kind: 'voted', vote: 'down', question: '海外仓怎么备案', sectionId: 's1' });
    await world.cluster();
    assert.deepEqual(listed(world), [], 'what was shown before is not shown any more');
    world.answered.clear();
    await world.ask('4', nothing('海外仓备案怎么办'));
    await world.cluster();
    const gap = only(world);
    assert.deepEqual([gap.id, gap.isReopened, gap.closed?.by], [id, true, 'belongs']);
    world.insight.gaps.close(id, 'written');
    assert.equal(only(world, 'closed').isReopened, false);
  });

  check('a lesson that is judged as bad as before opens its gap again', async (world) => {
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.cluster();
    world.insight.gaps.close(only(world).id, 'belongs');
    await world.clock.pass(1000);
    world.answered.set('海外仓怎么备案', 's9');
    await world.tell('2', { kind: 'voted', vote: 'down', question: '海外仓怎么备案', sectionId: 's9' });
    await world.cluster();
    assert.equal(only(world).isReopened, true);
  });

  check(
    'what is out of scope stays closed, what is hidden stays hidden, and both can be taken back',
    async (world) => {
      await world.ask('1', nothing('海外仓怎么备案'));
      await world.ask('2', nothing('码头几点关门'));
      await world.cluster();
      const [one, other] = listed(world).map(({ id }) => id);
      world.insight.gaps.close(one ?? '', 'out-of-scope');
      world.insight.gaps.hide(other ?? '');
      await world.clock.pass(100 * DAY);
      await world.ask('3', nothing('海外仓怎么备案'));
      await world.ask('4', nothing('码头几点关门啊'));
      await world.cluster();
      assert.deepEqual(listed(world), []);
      assert.deepEqual([only(world, 'closed').askers, only(world, 'hidden').askers], [1, 1]);
      world.insight.gaps.reopen(one ?? '');
      world.insight.gaps.reopen(other ?? '');
      world.insight.gaps.reopen('gone');
      assert.deepEqual(new Set(listed(world).map(({ id }) => id)), new Set([one, other]));
      assert.ok(listed(world).every(({ isReopened }) => !isReopened));
    },
  );

  check('a forgotten reader is gone from signals, words and what was asked lately', async (world) => {
    const { insight } = world;
    await world.ask('1', nothing('海外仓怎么备案'));
    await world.ask('2', nothing('海外仓备案怎么办'));
    await world.ask('1', nothing('码头几点关门'), { chat: '-7' });
    await world.cluster();
    assert.equal(insight.forget({}), 0);
    assert.equal(insight.forget({ asker: '1', chat: '-7' }) > 0, true);
    assert.deepEqual(insight.recent(), ['海外仓怎么备案', '海外仓备案怎么办']);
    assert.equal(listed(world).length, 1);
    assert.equal(insight.forget({ asker: '1' }) > 0, true);
    assert.deepEqual(insight.recent(), ['海外仓备案怎么办']);
    const gap = only(world);
    assert.deepEqual([gap.askers, gap.questions], [1, []]);
    insight.gaps.close(gap.id, 'belongs');
    assert.equal(insight.forget({ chat: '2' }) > 0, true);
    assert.deepEqual([listed(world), listed(world, 'closed'), insight.recent()], [[], [], []]);
    assert.equal(insight.forget({ asker: '1' }), 0);
  });

  check('questions asked lately are there in normal form, each once, the newest last', async (world) => {
    await world.ask('1', found('商標註冊要多久'));
    for (let i = 0; i < 510; i++) await world.ask('1', found(`第${i}号文件怎么写`));
    await world.ask('1', found('你好'));
    await world.ask('1', nothing('inline'), { channel: 'inline' });
    await world.ask('2', nothing('第509号文件怎么写'));
    const recent = world.insight.recent();
    assert.deepEqual(
      [recent.length, recent.at(-1), recent[0]],
      [500, '第509号文件怎么写', '第10号文件怎么写'],
    );
  });

  test(`${name}: gaps are made after three at night, where the operator is`, async () => {
    const clock = createHandClock({ start: Date.parse('2026-11-24T18:30:00Z') });
    const world = await openGapWorld(folder(), { clock });
    await world.ask('1', nothing('海外仓怎么备案'));
    await clock.pass(25 * 60_000);
    await world.insight.settled();
    assert.equal(listed(world).length, 0, 'in Shanghai it is five to three');
    await clock.pass(20 * 60_000);
    await world.insight.close();
    assert.equal(listed(world).length, 1);
  });
}
