import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import { Failure } from '../../src/system/failure.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { VOTE } from '../contracts/state-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const problems: string[] = [];
const onDisk = (stateDir: string): Promise<StateStore> => {
  problems.length = 0;
  return openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });
};

test('only changed tables are written', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  state.reads.add('a');
  await state.flush();
  assert.deepEqual(readdirSync(folder).sort(), ['lock', 'reads.json', 'reads.json.last-good']);
  const { ino } = statSync(path.join(folder, 'reads.json'));
  state.updates.add(1);
  await state.flush();
  assert.equal(statSync(path.join(folder, 'reads.json')).ino, ino, 'not replaced again');
  await state.close();
});

test('changes are written automatically: updates after a second, the rest after five', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const folder = temporaryFolder();
    const state = await onDisk(folder);
    const appeared = async (name: string): Promise<void> => {
      while (!existsSync(path.join(folder, name))) await new Promise(setImmediate);
    };
    state.updates.add(1);
    state.reads.add('a');
    mock.timers.tick(1000);
    await appeared('updates.json.last-good');
    assert.equal(existsSync(path.join(folder, 'reads.json')), false);
    mock.timers.tick(4000);
    await appeared('reads.json.last-good');
    await state.close();
  } finally {
    mock.timers.reset();
  }
});

test('after a flush, deleted data is gone from both copies on disk', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  state.feedback.put({ ...VOTE, question: '秘密的问题' });
  await state.flush();
  state.forgetChat(VOTE.chatId);
  await state.flush();
  const names = readdirSync(folder);
  assert.ok(names.includes('feedback.json') && names.includes('feedback.json.last-good'), names.join());
  for (const name of names)
    assert.doesNotMatch(readFileSync(path.join(folder, name), 'utf8'), /秘密的问题/, name);
  await state.close();
});

/** A folder in place of the file that is written first; removing the write permission would not stop root. */
function block(folder: string, table: string): () => void {
  const obstacle = path.join(folder, `.${table}.json.${process.pid}`);
  mkdirSync(path.join(obstacle, 'x'), { recursive: true });
  return () => {
    rmSync(obstacle, { recursive: true });
  };
}

test('if a table cannot be written, flush fails, the others are written, and nothing is lost once it can', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  const unblock = block(folder, 'reads');
  state.reads.add('a');
  state.feedback.put(VOTE);
  await assert.rejects(
    state.flush(),
    (error) => error instanceof Failure && /^\[state\] .*cannot be written/.test(error.message),
  );
  assert.ok(existsSync(path.join(folder, 'feedback.json')));
  unblock();
  await state.close();
  assert.deepEqual(problems, []);
  const again = await onDisk(folder);
  assert.equal(again.reads.count('a'), 1);
  await again.close();
});

test('a lasting reason is reported once, again if it recurs, and at the end with its consequence', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const folder = temporaryFolder();
    const state = await onDisk(folder);
    /** Lets time pass, and waits until the writes that it started are done, by flushing. */
    const pass = async (seconds: number): Promise<void> => {
      for (let i = 0; i < seconds; i++) {
        mock.timers.tick(1000);
        await state.flush().catch(() => undefined);
      }
    };
    let unblock = block(folder, 'reads');
    state.reads.add('a');
    await pass(20);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /cannot be written \(.*\); changes are kept in memory/);
    unblock();
    await pass(5);
    unblock = block(folder, 'reads');
    state.reads.add('a');
    await pass(20);
    assert.equal(problems.length, 2);
    await state.close();
    assert.equal(problems.length, 3);
    assert.match(problems[2] ?? '', /cannot be written \(.*\); the latest changes are lost/);
    unblock();
  } finally {
    mock.timers.reset();
  }
});

test('a second close does nothing, and nothing is written after closing', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  await state.close();
  const next = await onDisk(folder);
  await state.close();
  state.reads.add('a');
  await assert.rejects(state.flush(), /\[state\] .* has been closed/);
  assert.deepEqual(readdirSync(folder), ['lock'], 'the next owner’s lock stays');
  await next.close();
});
