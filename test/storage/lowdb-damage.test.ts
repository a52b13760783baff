import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
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

test('a damaged file is reported and its last good copy used', async () => {
  for (const damage of [
    '{"version":1,"upd',
    '',
    'null',
    '{"version":1,"feedback":[null]}',
    '{"feedback":[]}',
    '{"version":"1","feedback":[]}',
    '{"version":1,"feedback":[{"chatId":"x"}]}',
    '[]',
    '{"feedback":{}}',
  ]) {
    const folder = temporaryFolder();
    const first = await onDisk(folder);
    first.feedback.put(VOTE);
    await first.close();
    writeFileSync(path.join(folder, 'feedback.json'), damage);
    const second = await onDisk(folder);
    assert.deepEqual(second.feedback.all(), [VOTE], damage);
    assert.match(problems.join(), /feedback\.json is damaged .*last good copy is used/);
    await second.close();
  }
});

test('with both copies damaged a table starts empty, that is reported, and both are kept', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'feedback.json'), '{"question":"秘密的问题"');
  writeFileSync(path.join(folder, 'feedback.json.last-good'), 'x');
  const state = await onDisk(folder);
  assert.deepEqual(state.feedback.all(), []);
  assert.match(
    problems.join(),
    /feedback\.json is damaged \(.*\) and its last good copy is damaged .* starts empty, .* kept as feedback\.json\.damaged and feedback\.json\.last-good\.damaged/,
  );
  assert.doesNotMatch(problems.join(), /秘密/, 'readers’ questions are not logged');
  state.feedback.put(VOTE);
  await state.close();
  assert.equal(readFileSync(path.join(folder, 'feedback.json.damaged'), 'utf8'), '{"question":"秘密的问题"');
  assert.equal(readFileSync(path.join(folder, 'feedback.json.last-good.damaged'), 'utf8'), 'x');
});

test('a lone last good copy is used if it is whole, and kept if it is damaged', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'updates.json.last-good'), '{"version":1,"updates":[1]}');
  writeFileSync(path.join(folder, 'reads.json.last-good'), 'x');
  const state = await onDisk(folder);
  assert.equal(state.updates.has(1), true);
  assert.match(problems.join('\n'), /updates\.json is missing; its last good copy is used/);
  assert.match(
    problems.join('\n'),
    /reads\.json is missing and its last good copy is damaged .* kept as reads\.json\.last-good\.damaged/,
  );
  await state.close();
  assert.equal(readFileSync(path.join(folder, 'reads.json.last-good.damaged'), 'utf8'), 'x');
});

test('files that cannot be read are left alone, and the failure names them', async () => {
  const folder = temporaryFolder();
  // A folder in their place; removing the read permission would not stop root.
  mkdirSync(path.join(folder, 'reads.json', 'x'), { recursive: true });
  await assert.rejects(
    onDisk(folder),
    (error) => error instanceof Failure && /^\[state\] .*reads\.json cannot be read/.test(error.message),
  );
  assert.deepEqual(readdirSync(folder), ['reads.json']);
});

test('a file of a newer version is refused and stays as it is', async () => {
  const folder = temporaryFolder();
  const newer = '{"version":3,"reads":{"a":[1]}}';
  writeFileSync(path.join(folder, 'reads.json'), newer);
  await assert.rejects(
    onDisk(folder),
    /\[state\] .*reads\.json was written by a newer Wenda .* start the newer one/,
  );
  assert.deepEqual(readdirSync(folder), ['reads.json']);
  assert.equal(readFileSync(path.join(folder, 'reads.json'), 'utf8'), newer);
});

test('half-written copies of a killed process are removed', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, '.reads.json.99999'), '{"ver');
  writeFileSync(path.join(folder, '.reads.json.last-good.99999'), '');
  writeFileSync(path.join(folder, '.journal.jsonl.99999'), '');
  const state = await onDisk(folder);
  assert.deepEqual(readdirSync(folder).sort(), ['journal.jsonl', 'lock']);
  await state.close();
});
