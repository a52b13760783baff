import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/failure.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { stateStoreContract, VOTE } from '../contracts/state-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const problems: string[] = [];
const onDisk = (stateDir: string): Promise<StateStore> =>
  openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });

stateStoreContract('memory', () => Promise.resolve(createMemoryState()));
stateStoreContract('lowdb', () => onDisk(temporaryFolder()));

/** Something in every table. */
function fill(state: StateStore): void {
  state.updates.add(41);
  state.reads.add('section');
  state.feedback.put(VOTE);
  state.preferences.setLanguage(7, 'en');
  state.unanswered.add('问', new Date(0));
}
const contentOf = (state: StateStore) => ({
  ...{ update: state.updates.has(41), reads: state.reads.count('section'), feedback: state.feedback.all() },
  ...{ language: state.preferences.language(7), unanswered: state.unanswered.all() },
});
const FILES = ['feedback', 'preferences', 'reads', 'unanswered', 'updates'];

test('what was put in is there after closing and opening again, and no lock is left', async () => {
  const folder = path.join(temporaryFolder(), 'new', 'folder');
  const first = await onDisk(folder);
  fill(first);
  const content = contentOf(first);
  await first.close();
  assert.deepEqual(
    readdirSync(folder).sort(),
    FILES.flatMap((name) => [`${name}.json`, `${name}.json.last-good`]),
  );
  const second = await onDisk(folder);
  assert.deepEqual(contentOf(second), content);
  await second.close();
});

test('any sequence of changes is the same in memory and after opening again', async () => {
  const small = fc.integer({ min: -2, max: 2 });
  const change = fc.oneof(
    fc.record({ kind: fc.constant('read' as const), id: fc.constantFrom('a', '__proto__', '12') }),
    fc.record({ kind: fc.constant('vote' as const), chatId: small, userId: small, vote: fc.constantFrom('up' as const, 'down' as const) }), // prettier-ignore
    fc.record({
      kind: fc.constant('language' as const),
      chatId: small,
      code: fc.constantFrom('en', 'zh-hans'),
    }),
    fc.record({
      kind: fc.constant('unanswered' as const),
      question: fc.string({ unit: 'binary', maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('forget' as const), chatId: small }),
    fc.record({ kind: fc.constant('move' as const), from: small, to: small }),
  );
  type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
  const apply = (state: StateStore, changes: readonly Change[]): void => {
    for (const step of changes) {
      if (step.kind === 'read') state.reads.add(step.id);
      else if (step.kind === 'vote') state.feedback.put({ ...VOTE, ...step });
      else if (step.kind === 'language') state.preferences.setLanguage(step.chatId, step.code);
      else if (step.kind === 'unanswered') state.unanswered.add(step.question, new Date(0));
      else if (step.kind === 'forget') state.forgetChat(step.chatId);
      else if (step.from !== step.to) state.moveChat(step.from, step.to);
    }
  };
  const content = (state: StateStore) => ({
    reads: ['a', '__proto__', '12'].map((id) => state.reads.count(id)),
    votes: state.feedback.all().map(({ chatId, userId, vote }) => [chatId, userId, vote]),
    languages: [-2, -1, 0, 1, 2].map((chat) => state.preferences.language(chat)),
    unanswered: state.unanswered.all(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const memory = createMemoryState();
      apply(memory, changes);
      const folder = temporaryFolder();
      const first = await onDisk(folder);
      apply(first, changes);
      await first.close();
      const second = await onDisk(folder);
      assert.deepEqual(content(second), content(memory));
      await second.close();
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 40 },
  );
});

test('a damaged file is told and its last good copy used', async () => {
  for (const damage of [
    '{"version":1,"upd',
    '',
    '{"version":1,"feedback":[{"chatId":"x"}]}',
    '[]',
    '{"feedback":{}}',
  ]) {
    const folder = temporaryFolder();
    const first = await onDisk(folder);
    fill(first);
    await first.close();
    problems.length = 0;
    writeFileSync(path.join(folder, 'feedback.json'), damage);
    const second = await onDisk(folder);
    assert.deepEqual(second.feedback.all(), [VOTE], damage);
    assert.match(problems.join(), /feedback\.json is damaged .*last good copy is used/);
    await second.close();
  }
});

test('with both copies damaged a table begins empty, says so, and keeps what was there', async () => {
  const folder = temporaryFolder();
  for (const name of ['reads.json', 'reads.json.last-good']) writeFileSync(path.join(folder, name), 'x');
  problems.length = 0;
  const state = await onDisk(folder);
  assert.equal(state.reads.count('a'), 0);
  assert.match(
    problems.join(),
    /reads\.json and its last good copy are damaged .* kept as reads\.json\.damaged/,
  );
  assert.equal(readFileSync(path.join(folder, 'reads.json.damaged'), 'utf8'), 'x');
  await state.close();
});

test('a file of a newer version is refused and stays as it is', async () => {
  const folder = temporaryFolder();
  const newer = '{"version":2,"reads":{"a":[1]}}';
  writeFileSync(path.join(folder, 'reads.json'), newer);
  await assert.rejects(
    onDisk(folder),
    /\[state\] .*reads\.json was written by a newer Wenda .* start the newer one/,
  );
  assert.deepEqual(readdirSync(folder), ['reads.json']);
  assert.equal(readFileSync(path.join(folder, 'reads.json'), 'utf8'), newer);
});

test('only tables that have changed are written', async () => {
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

test('changes are written by themselves: updates after a second, the rest after five', async () => {
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

test('what is forgotten is gone from both copies on disk once it is flushed', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  state.feedback.put({ ...VOTE, question: '秘密的问题' });
  await state.flush();
  state.forgetChat(VOTE.chatId);
  await state.flush();
  for (const name of readdirSync(folder))
    assert.doesNotMatch(readFileSync(path.join(folder, name), 'utf8'), /秘密的问题/, name);
  await state.close();
});

test('a folder that cannot be written: flush fails, and nothing is lost when it can again', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  // In the place of the file that is written first; taking away the right to write would not stop root.
  const obstacle = path.join(folder, `.reads.json.${process.pid}`);
  mkdirSync(path.join(obstacle, 'x'), { recursive: true });
  state.reads.add('a');
  await assert.rejects(
    state.flush(),
    (error) => error instanceof Failure && /^\[state\] .*cannot be written/.test(error.message),
  );
  rmSync(obstacle, { recursive: true });
  await state.close();
  const again = await onDisk(folder);
  assert.equal(again.reads.count('a'), 1);
  await again.close();
});

test('a folder that cannot be made is a failure that names the key', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await assert.rejects(
    onDisk(path.join(file, 'state')),
    (error) => error instanceof Failure && /^\[state\] .*STATE_DIR/.test(error.message),
  );
});

test('half-written copies of a killed process are cleared away', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, '.reads.json.99999'), '{"ver');
  writeFileSync(path.join(folder, '.reads.json.last-good.99999'), '');
  const state = await onDisk(folder);
  assert.deepEqual(readdirSync(folder), ['lock']);
  await state.close();
});
