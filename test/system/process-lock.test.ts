import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { mock, test } from 'node:test';
import { acquireLock, type ProcessLock } from '../../src/system/process-lock.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { VOTE } from '../contracts/state-store.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const acquire = (file: string): Promise<ProcessLock> =>
  acquireLock(file, { code: 'state', inUse: 'the folder is in use', remedy: 'stop it' });
const lockFile = (): string => path.join(temporaryFolder(), 'lock');
const LIVE = { pid: process.ppid, host: hostname(), began: 'x', since: '2026-01-01' };
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;
const source = (module: string): string => JSON.stringify(path.join(PROJECT, 'dist', 'src', module));

test('one process has the lock, and the next one after its release', async () => {
  const file = lockFile();
  const first = await acquire(file);
  await assert.rejects(
    acquire(file),
    new RegExp(
      `^Failure: \\[state\\] the folder is in use by process ${process.pid}, since 20.*; stop it \\(lock: .*lock\\)$`,
    ),
  );
  await first.release();
  assert.equal(existsSync(file), false);
  await (await acquire(file)).release();
});

test('another running process’s lock is respected; after a kill it is replaced at once', async () => {
  const file = lockFile();
  const child = spawn(process.execPath, [
    ...['--input-type=module', '-e'],
    `import { acquireLock } from ${source('system/process-lock.js')};
     await acquireLock(${JSON.stringify(file)}, { code: 'state', inUse: 'x', remedy: 'y' });
     console.log('held'); setInterval(() => {}, 1000);`,
  ]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await assert.rejects(acquire(file), new RegExp(`in use by process ${child.pid ?? 0}`));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  await (await acquire(file)).release();
});

test('the lock of an ended process, or of one whose id was reused, is replaced', async () => {
  for (const owner of [{ ...LIVE, pid: deadPid() }, LIVE]) {
    const file = lockFile();
    writeFileSync(file, JSON.stringify(owner));
    const lock = await acquire(file);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`"pid":${process.pid},`));
    await lock.release();
    assert.deepEqual(readdirSync(path.dirname(file)), []);
  }
});

test('leftovers of processes killed while writing a lock are removed, files of running ones are not', async () => {
  const file = lockFile();
  const folder = path.dirname(file);
  const dead = deadPid();
  for (const name of [
    `lock.${dead}.k3x`,
    `.lock.${dead}`,
    `lock.takeover.${dead}.a1`,
    `.lock.takeover.${dead}`,
  ])
    writeFileSync(path.join(folder, name), '{');
  // This process's id, but with an earlier start: from an earlier container.
  const own = path.join(folder, `lock.${process.pid}.old`);
  writeFileSync(own, '{');
  utimesSync(own, new Date(2020, 1), new Date(2020, 1));
  const others = [`lock.${process.ppid}.k3x`, 'lock.txt', `locks.${dead}.k3x`];
  for (const name of others) writeFileSync(path.join(folder, name), '{');
  const lock = await acquire(file);
  assert.deepEqual(readdirSync(folder).sort(), ['lock', ...others].sort());
  await lock.release();
});

test('a lock of another machine, or an unreadable one, counts as long as there are signs of life', async () => {
  for (const text of [JSON.stringify({ ...LIVE, host: 'elsewhere' }), '']) {
    const file = lockFile();
    writeFileSync(file, text);
    await assert.rejects(acquire(file), text === '' ? /by an unknown process/ : /on elsewhere/);
    const old = new Date(Date.now() - 61_000);
    utimesSync(file, old, old);
    await (await acquire(file)).release();
  }
});

test('a watched lock of another machine is taken if it gives no sign of life, and refused at the first', async () => {
  const watched = (file: string, silentMs: number): Promise<ProcessLock> =>
    acquireLock(file, { code: 'state', inUse: 'x', remedy: 'y', silentMs });
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ ...LIVE, host: 'elsewhere' }));
  await (await watched(file, 300)).release();

  writeFileSync(file, JSON.stringify({ ...LIVE, host: 'elsewhere' }));
  // A clock that is wrong, but goes on.
  let sign = Date.now() - 50_000;
  const signs = setInterval(() => {
    utimesSync(file, new Date(sign), new Date(sign));
    sign += 500;
  }, 20);
  await assert.rejects(watched(file, 60_000), /by process \d+ on elsewhere, since 2026-01-01; y/);
  clearInterval(signs);
});

test('a watched lock that is released meanwhile is taken', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ ...LIVE, host: 'elsewhere' }));
  const waiting = acquireLock(file, { code: 'state', inUse: 'x', remedy: 'y', silentMs: 60_000 });
  rmSync(file);
  await (await waiting).release();
});

test('an owner whose lock was taken knows it, and gives no signs for the new one', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const file = lockFile();
    const lock = await acquire(file);
    assert.equal(lock.isHeld(), true);
    const other = JSON.stringify({ ...LIVE, host: 'elsewhere' });
    writeFileSync(file, other);
    utimesSync(file, 1, 1);
    mock.timers.tick(10_000);
    while (lock.isHeld()) await new Promise(setImmediate);
    assert.equal(statSync(file).mtimeMs, 1000);
    await lock.release();
    assert.equal(readFileSync(file, 'utf8'), other);
  } finally {
    mock.timers.reset();
  }
});

test('of many processes that find a stale lock at once, one gets it', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ ...LIVE, pid: deadPid() }));
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [
      ...['--input-type=module', '-e'],
      `import { acquireLock } from ${source('system/process-lock.js')};
       const got = await acquireLock(${JSON.stringify(file)}, { code: 'state', inUse: 'x', remedy: 'y' }).then(() => 1, () => 0);
       console.log(got); process.stdin.resume(); process.stdin.on('end', () => process.exit());`,
    ]),
  );
  const got = await Promise.all(
    children.map(
      (child) =>
        new Promise<number>((resolve) =>
          child.stdout.once('data', (data) => {
            resolve(Number(data));
          }),
        ),
    ),
  );
  for (const child of children) child.stdin.end();
  assert.equal(
    got.reduce((sum, one) => sum + one),
    1,
  );
});

test('a state folder has one process, and the refusal names it', async () => {
  const stateDir = temporaryFolder();
  const first = await openLowdbState({ stateDir, onProblem: () => undefined });
  await assert.rejects(
    openLowdbState({ stateDir, onProblem: () => undefined }),
    /\[state\] .* is in use by process \d+, since .*; stop it, or set STATE_DIR/,
  );
  await first.close();
});

test('after twenty kills during writes the state is always readable', async () => {
  const stateDir = temporaryFolder();
  for (let round = 0; round < 20; round++) {
    const child = spawn(process.execPath, [
      ...['--input-type=module', '-e'],
      `import { openLowdbState } from ${source('storage/lowdb-state.js')};
       const state = await openLowdbState({ stateDir: ${JSON.stringify(stateDir)}, onProblem: (m) => { console.log('PROBLEM', m); } });
       const vote = ${JSON.stringify(VOTE)};
       for (let i = 0; ; i++) { state.feedback.put({ ...vote, messageId: i, question: 'x'.repeat(400) }); state.reads.add('r' + i); await state.flush(); if (i === 2) console.log('ready'); }`,
    ]);
    const said = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => {
        resolve(data.toString());
      }),
    );
    assert.equal(said, 'ready\n');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    setImmediate(() => child.kill('SIGKILL'));
    await ended;
  }
  const problems: string[] = [];
  const state = await openLowdbState({ stateDir, onProblem: (message) => problems.push(message) });
  assert.ok(state.feedback.all().length >= 3);
  assert.deepEqual(problems, []);
  await state.close();
});
