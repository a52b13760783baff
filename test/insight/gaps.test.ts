import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gapsContract } from '../contracts/gaps.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { nothing, openGapWorld, unsure } from '../support/gaps.ts';
import { temporaryFolder } from '../support/temporary.ts';

gapsContract('memory', () => undefined);
gapsContract('disk', temporaryFolder);

const textOf = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');

test('after a forgotten reader’s flush no file has their words, their name or their chat', async () => {
  const folder = temporaryFolder();
  const world = await openGapWorld(folder);
  await world.ask('4711', nothing('海外仓怎么备案'));
  await world.ask('4712', nothing('海外仓备案怎么办'));
  await world.cluster();
  await world.insight.flush();
  assert.match(textOf(folder), /海外仓怎么备案/);
  world.insight.forget({ asker: '4711' });
  await world.insight.flush();
  assert.doesNotMatch(textOf(folder), /海外仓怎么备案|4711/);
  assert.match(textOf(folder), /海外仓备案怎么办/);
  assert.doesNotMatch(textOf(folder), /4712/, 'askers are hashes');
  await world.insight.close();
  assert.doesNotMatch(textOf(folder), /海外仓怎么备案|4711/);
});

test('a forgotten reader leaves no hash of the private chat, and a group stays counted for its other readers', async () => {
  const folder = temporaryFolder();
  const world = await openGapWorld(folder);
  await world.ask('1', nothing('海外仓怎么备案'));
  await world.ask('2', nothing('码头几点关门'), { chat: '-7' });
  const hashes = async (): Promise<number> => {
    await world.insight.flush();
    return (JSON.parse(readFileSync(path.join(folder, 'chats.json'), 'utf8')) as { chats: [] }).chats.length;
  };
  world.insight.forget({ asker: '2', chat: '-7' });
  assert.equal(await hashes(), 2);
  world.insight.forget({ asker: '1' });
  assert.equal(await hashes(), 1);
  world.insight.forget({ chat: '-7' });
  assert.equal(await hashes(), 0);
  await world.insight.close();
});

test('a kill loses nothing, and what follows goes on from there', async () => {
  const folder = temporaryFolder();
  const clock = createHandClock();
  const first = await openGapWorld(folder, { clock });
  await first.ask('1', unsure('海外仓怎么备案'));
  await first.ask('2', unsure('码头几点关门'));
  await first.ask('3', nothing('年会在哪里办'));
  // A killed process writes nothing more, and its lock is stale.
  rmSync(path.join(folder, 'lock'));
  const second = await openGapWorld(folder, { clock });
  await second.tell('1', { kind: 'read' });
  await second.cluster();
  const { gaps } = second.insight.gaps.list({ offset: 0, limit: 9 });
  assert.deepEqual(
    gaps.map(({ signals }) => signals),
    [{ nothing: 1 }, { unsure: 1 }],
  );
  await second.insight.close();
});

test('without its key nobody could be forgotten, so nothing is kept', async () => {
  const folder = temporaryFolder();
  const first = await openGapWorld(folder);
  await first.ask('1', nothing('海外仓怎么备案'));
  await first.insight.close();
  rmSync(path.join(folder, 'key'));
  const second = await openGapWorld(folder);
  await second.insight.flush();
  assert.doesNotMatch(textOf(folder), /海外仓/);
  assert.match(second.problems.join(), /key of the gaps is missing/);
  await second.insight.close();
});

test('a model that stops working loses no question, and disturbs nobody', async () => {
  let isDown = true;
  const world = await openGapWorld(undefined, {
    meaningOf: () =>
      isDown
        ? Promise.reject(new Error('gone'))
        : Promise.resolve({ vector: Float32Array.of(1, 0), words: new Map() }),
  });
  await world.ask('1', nothing('海外仓怎么备案'));
  await world.ask('1', nothing('海外仓备案怎么办'));
  assert.match(world.problems.join(), /not noted \(gone\)/);
  await assert.rejects(world.cluster(), /gone/);
  isDown = false;
  await world.cluster();
  assert.equal(world.insight.gaps.list({ offset: 0, limit: 9 }).total, 1);
});
