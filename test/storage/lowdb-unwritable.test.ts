import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The output of a program that opens the state of a folder, and may not write a byte into any file. */
function withoutWriting(stateDir: string, program: string): string[] {
  const { stdout } = spawnSync(
    'sh',
    [
      ...['-c', 'ulimit -f 0; trap "" XFSZ; exec "$0" --input-type=module -e "$1"', process.execPath],
      `import { openLowdbState } from ${JSON.stringify(path.join(PROJECT, 'dist/src/storage/lowdb-state.js'))};
       const say = (...words) => { process.stdout.write(words.join(' ') + '\\n'); };
       try {
         const state = await openLowdbState({ stateDir: ${JSON.stringify(stateDir)}, onProblem: say });
         ${program}
         await state.close();
       } catch (error) { say(error.message); }`,
    ],
    { encoding: 'utf8' },
  );
  return stdout.trim().split('\n');
}

test('a folder that cannot be created is served without, and one warning says what is not kept', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const problems: string[] = [];
  const state = await openLowdbState({
    stateDir: path.join(file, 'state'),
    onProblem: (message) => problems.push(message),
  });
  state.preferences.setLanguage(7, 'en');
  assert.deepEqual([state.preferences.language(7), state.isDurable()], ['en', false]);
  state.forgetChat(7);
  await state.flush(); // no file has what was forgotten
  await state.close();
  assert.equal(problems.length, 1);
  assert.match(
    problems[0] ?? '',
    /cannot be used \(ENOTDIR.*\); votes, languages, .* in memory only, .* set STATE_DIR to a writable folder/,
  );
});

test('a folder that cannot be written is read, journal and all, and left as it is', async () => {
  const stateDir = temporaryFolder();
  const first = await openLowdbState({ stateDir, onProblem: () => undefined });
  first.members.add(5);
  await first.close();
  const journal = path.join(stateDir, 'journal.jsonl');
  writeFileSync(journal, `${readFileSync(journal, 'utf8')}[9,"members",6]\n[10,"mem`);
  const before = readdirSync(stateDir).map((name) => [name, readFileSync(path.join(stateDir, name), 'utf8')]);
  const said = withoutWriting(
    stateDir,
    `state.members.add(7);
     say(state.members.has(5), state.members.has(6), state.members.count(), state.isDurable());
     await state.flush().catch((error) => say(error.message));`,
  );
  assert.match(said[0] ?? '', /EFBIG.* in memory only, .*start Wenda again/);
  assert.deepEqual(said.slice(1, 2), ['true true 3 false']);
  assert.match(said[2] ?? '', /\[state\] .* cannot be written/);
  assert.deepEqual(
    readdirSync(stateDir).map((name) => [name, readFileSync(path.join(stateDir, name), 'utf8')]),
    before,
  );
});

test('a folder of another living process is refused, writable or not', () => {
  const stateDir = temporaryFolder();
  const owner = { pid: process.pid, host: hostname(), began: '', since: '2026-01-01' };
  writeFileSync(path.join(stateDir, 'lock'), JSON.stringify(owner));
  assert.match(
    withoutWriting(stateDir, '').join(),
    new RegExp(`^\\[state\\] .* in use by process ${process.pid}`),
  );
});

test('a state of a newer version is refused, writable or not', () => {
  const stateDir = temporaryFolder();
  writeFileSync(path.join(stateDir, 'members.json'), '{"version":9,"members":[]}');
  assert.match(
    withoutWriting(stateDir, '').at(-1) ?? '',
    /^\[state\] .*members\.json was written by a newer Wenda/,
  );
});
