import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import { Failure } from '../../src/system/failure.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { VOTE } from '../contracts/state-store.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const source = (module: string): string => JSON.stringify(path.join(PROJECT, 'dist', 'src', module));
const problems: string[] = [];
const recoveries: string[] = [];
const onDisk = (stateDir: string): Promise<StateStore> => {
  problems.length = recoveries.length = 0;
  return openLowdbState({
    stateDir,
    onProblem: (message) => problems.push(message),
    onRecovery: (message) => recoveries.push(message),
  });
};

/** A copy of the folder as a kill of the process at this moment would leave it. */
function asKilled(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  rmSync(path.join(copy, 'lock'));
  return copy;
}

test('only changed tables are written', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  state.reads.add('a');
  await state.flush();
  assert.deepEqual(readdirSync(folder).sort(), [
    'journal.jsonl',
    'lock',
    'reads.json',
    'reads.json.last-good',
  ]);
  const { ino } = statSync(path.join(folder, 'reads.json'));
  state.updates.add(1);
  await state.flush();
  assert.equal(statSync(path.join(folder, 'reads.json')).ino, ino, 'not replaced again');
  await state.close();
});

test('a change survives a kill from the moment its call returns, and is not made twice', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  assert.equal(state.isDurable(), true);
  state.reads.add('a');
  state.feedback.put(VOTE);
  state.preferences.setLanguage(7, 'en');
  await state.flush();
  state.reads.add('a');
  state.forgetChat(VOTE.chatId);
  state.members.add(5);
  const again = await onDisk(asKilled(folder));
  assert.deepEqual(
    [again.reads.count('a'), again.feedback.all(), again.preferences.language(7), again.members.has(5)],
    [2, [], 'en', true],
  );
  assert.deepEqual(problems, []);
  await again.close();
  await state.close();
});

test('a kill at any moment of a snapshot finds all that has been accepted', async () => {
  for (let moment = 0; moment < 30; moment += 2) {
    const folder = temporaryFolder();
    const state = await onDisk(folder);
    state.feedback.put(VOTE);
    state.members.add(1);
    const flushed = state.flush();
    for (let i = 0; i < moment; i++) {
      state.reads.add('a');
      if (i === 3) state.members.remove(1);
      await new Promise(setImmediate);
    }
    const again = await onDisk(asKilled(folder));
    assert.deepEqual(
      [again.feedback.all(), again.reads.count('a'), again.members.has(1)],
      [[VOTE], moment, moment <= 3],
    );
    assert.deepEqual(problems, []);
    await again.close();
    await flushed;
    await state.close();
  }
});

test('a journal becomes a snapshot when it has grown, or after ten minutes', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const folder = temporaryFolder();
    const state = await onDisk(folder);
    const lines = (): number =>
      readFileSync(path.join(folder, 'journal.jsonl'), 'utf8').split('\n').length - 2;
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds && lines() > 0; second++) {
        mock.timers.tick(1000);
        await new Promise(setImmediate);
      }
    };
    state.reads.add('a');
    await pass(599);
    assert.equal(lines(), 1);
    while (lines() > 0) await pass(1);

    for (let messageId = 0; messageId < 10_000; messageId++)
      state.feedback.put({ ...VOTE, messageId, question: '问'.repeat(150) });
    await pass(11);
    // What the seconds have started takes its own time.
    while (lines() > 0) await new Promise(setImmediate);
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
  state.feedback.put({ ...VOTE, messageId: 9, question: '秘密的问题' });
  const running = state.flush();
  state.forgetChat(VOTE.chatId);
  await state.flush();
  await running;
  const names = readdirSync(folder);
  assert.ok(names.includes('feedback.json') && names.includes('feedback.json.last-good'), names.join());
  for (const name of names)
    assert.doesNotMatch(readFileSync(path.join(folder, name), 'utf8'), /秘密的问题/, name);
  await state.close();
});

/** A folder in place of the file that is written first; removing the write permission would not stop root. */
function block(folder: string, name: string, extension = 'json'): () => void {
  const obstacle = path.join(folder, `.${name}.${extension}.${process.pid}`);
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

test('tables that cannot be written are reported once, and again if it recurs; the journal keeps all', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const folder = temporaryFolder();
    const state = await onDisk(folder);
    const problemsAre = async (count: number): Promise<void> => {
      mock.timers.tick(700_000);
      while (problems.length < count) await new Promise(setImmediate);
    };
    let unblock = block(folder, 'reads');
    state.reads.add('a');
    await problemsAre(1);
    assert.match(problems[0] ?? '', /cannot be written \(.*\); the journal grows/);
    for (let attempt = 0; attempt < 3; attempt++) {
      mock.timers.tick(700_000);
      await new Promise(setImmediate);
      await assert.rejects(state.flush());
    }
    assert.equal(problems.length, 1);
    assert.equal(state.isDurable(), true);
    unblock();
    await state.flush();
    unblock = block(folder, 'reads');
    state.reads.add('a');
    await problemsAre(2);
    await state.close();
    assert.equal(problems.length, 2, 'nothing is lost at the end');
    unblock();
    const again = await onDisk(folder);
    assert.equal(again.reads.count('a'), 2);
    await again.close();
  } finally {
    mock.timers.reset();
  }
});

test('without a journal changes stay in memory, one warning says so, and the first whole snapshot ends it', async () => {
  const folder = temporaryFolder();
  const obstacle = block(folder, 'journal', 'jsonl');
  const state = await onDisk(folder);
  assert.equal(state.isDurable(), false);
  state.reads.add('a');
  state.preferences.setLanguage(7, 'en');
  await assert.rejects(state.flush(), /\[state\] .* cannot be written/);
  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? '', /cannot be written .* votes, languages, .* in memory only/);
  obstacle();
  const flushed = state.flush();
  state.reads.add('a');
  await flushed;
  assert.equal(state.isDurable(), true);
  await state.flush();
  assert.deepEqual(recoveries, [`${folder} is written again, with all that was kept meanwhile`]);
  state.reads.add('a');
  const again = await onDisk(asKilled(folder));
  assert.deepEqual([again.reads.count('a'), again.preferences.language(7)], [3, 'en']);
  await again.close();
  await state.close();
});

test('what is lost at the end is said', async () => {
  const folder = temporaryFolder();
  const obstacle = block(folder, 'journal', 'jsonl');
  const state = await onDisk(folder);
  state.reads.add('a');
  await state.close();
  assert.match(problems.at(-1) ?? '', /the latest changes are lost/);
  obstacle();
});

test('a journal that cannot grow any more is followed by a snapshot, in which old lines do no harm', async () => {
  const folder = temporaryFolder();
  // The limit stops the journal; the tables stay below it.
  const { stdout, stderr } = spawnSync(
    'sh',
    [
      ...['-c', 'ulimit -f 16; trap "" XFSZ; exec "$0" --input-type=module -e "$1"', process.execPath],
      `import { openLowdbState } from ${source('storage/lowdb-state.js')};
       const state = await openLowdbState({ stateDir: ${JSON.stringify(folder)}, onProblem: (m) => { console.log(m); } });
       state.members.add(1);
       let reads = 0;
       while (state.isDurable()) { state.reads.add('a'); reads++; }
       state.members.remove(1);
       await state.flush();
       state.reads.add('a');
       reads++;
       console.log(state.isDurable(), reads);
       process.kill(process.pid, 'SIGKILL');`,
    ],
    { encoding: 'utf8' },
  );
  const [warning = '', last = ''] = stdout.trim().split('\n');
  assert.match(warning, /cannot be written \(EFBIG.*in memory only/, stderr);
  const [, reads] = /^true (\d+)$/.exec(last) ?? [];
  const again = await onDisk(folder);
  assert.deepEqual([again.reads.count('a'), again.members.has(1)], [Number(reads), false]);
  assert.deepEqual(problems, []);
  await again.close();
});

test('lines that a snapshot has already are left out, also when the journal ended earlier', async () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string): void => {
    writeFileSync(path.join(folder, name), content);
  };
  // The journal failed after change 2; a snapshot of one table had been written when the process was killed.
  write('journal.jsonl', '{"version":2}\n[1,"members",5]\n[2,"reads",["a",1]]\n');
  write('members.json', '{"version":2,"changes":4,"members":[]}');
  const state = await onDisk(folder);
  assert.deepEqual([state.members.has(5), state.reads.count('a')], [false, 1]);
  await state.close();
});

test('a second close does nothing, and nothing is written after closing', async () => {
  const folder = temporaryFolder();
  const state = await onDisk(folder);
  await state.close();
  const next = await onDisk(folder);
  await state.close();
  state.reads.add('a');
  await assert.rejects(state.flush(), /\[state\] .* has been closed/);
  assert.deepEqual(readdirSync(folder).sort(), ['journal.jsonl', 'lock'], 'the next owner’s lock stays');
  await next.close();
});
