import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { mock, test } from 'node:test';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const onDisk = (stateDir: string): Promise<StateStore> =>
  openLowdbState({ stateDir, onProblem: () => undefined });
const owned = (pid: number, began: string): string =>
  JSON.stringify({ pid, host: hostname(), began, since: '2026-01-01' });
const DEAD = owned(spawnSync(process.execPath, ['--version']).pid, 'x');

test('a stale lock that another process is just replacing is left to it', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'lock'), DEAD);
  const other = owned(process.ppid, '');
  writeFileSync(path.join(folder, 'lock.takeover'), other);
  await assert.rejects(onDisk(folder), new RegExp(`\\[state\\] .* in use by process ${process.ppid},`));
  assert.equal(readFileSync(path.join(folder, 'lock'), 'utf8'), DEAD);
  assert.equal(readFileSync(path.join(folder, 'lock.takeover'), 'utf8'), other);
});

test('a process killed while it replaced a lock blocks nobody', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'lock'), DEAD);
  writeFileSync(path.join(folder, 'lock.takeover'), DEAD);
  const state = await onDisk(folder);
  assert.deepEqual(readdirSync(folder).sort(), ['journal.jsonl', 'lock']);
  await state.close();
});

test('a running owner counts even if its start time is unknown', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'lock'), owned(process.ppid, ''));
  await assert.rejects(onDisk(folder), /in use by process/);
});

test(
  'an owner that has ended but was not reaped counts as gone',
  { skip: process.platform !== 'linux' },
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const said = await new Promise((resolve) => parent.stdout.once('data', resolve));
    const pid = Number(String(said));
    const fieldsOf = (): string[] =>
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
    // A shell would reap it; the program that replaces the shell does not.
    while (readFileSync(`/proc/${parent.pid ?? 0}/comm`, 'utf8') !== 'sleep\n')
      await new Promise(setImmediate);
    process.kill(pid, 'SIGKILL');
    while (fieldsOf()[0] !== 'Z') await new Promise(setImmediate);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'lock'), owned(pid, `${boot}:${fieldsOf()[19] ?? ''}`));
    await (await onDisk(folder)).close();
    parent.kill('SIGKILL');
  },
);

test('a process whose folder was taken while it was stopped writes nothing more, and says so', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const folder = temporaryFolder();
    const problems: string[] = [];
    const state = await openLowdbState({ stateDir: folder, onProblem: (message) => problems.push(message) });
    state.members.add(1);
    const journal = readFileSync(path.join(folder, 'journal.jsonl'), 'utf8');
    writeFileSync(path.join(folder, 'lock'), owned(1, 'x').replace(hostname(), 'elsewhere'));
    mock.timers.tick(1000);
    while (state.isDurable()) await new Promise(setImmediate);
    state.members.add(2);
    await assert.rejects(state.flush(), /\[state\] another process has taken .*stop one of the two/);
    await state.close();
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /another process has taken .* the latest changes are lost/);
    assert.deepEqual(readdirSync(folder).sort(), ['journal.jsonl', 'lock']);
    assert.equal(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8'), journal);
  } finally {
    mock.timers.reset();
  }
});
