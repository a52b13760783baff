import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProof } from '../../scripts/measure/proofs/proof.ts';
import { mergeRecords, type ProofRecord, recordOf } from '../../scripts/measure/proofs/record.ts';
import { proofLines, proofPage } from '../../scripts/measure/reports/proof-report.ts';

function record(name: string, failures: string[] = [], skipped: string[] = []): ProofRecord {
  const proof = { ...createProof(), failures, skipped, done: 3 };
  proof.count('b');
  proof.count('a', 2);
  proof.figures.set('longest', '1 s');
  return recordOf(proof, {
    name,
    command: `npm run prove -- ${name}`,
    date: '2026-05-01T10:00:00.000Z',
    node: '20.0.0',
    machine: { cpu: 'a processor', cores: 2, memoryGB: 4, loadBefore: 0.5, system: 'Linux' },
    runs: 3,
    seed: 7,
    seconds: 1.4,
  });
}

test('a new record replaces that of the same proof and keeps the others', () => {
  const first = mergeRecords(undefined, [record('kill'), record('disk')]);
  assert.deepEqual(
    first.map(({ name }) => name),
    ['disk', 'kill'],
  );
  const again = mergeRecords(JSON.stringify(first), [record('kill', ['run 1: died'])]);
  assert.deepEqual(
    again.map(({ name, failures }) => [name, failures.length]),
    [
      ['disk', 0],
      ['kill', 1],
    ],
  );
  assert.throws(() => mergeRecords('{}', []), /not results of proofs/);
});

test('a terminal and the page show the count of each outcome, the failures and the skipped parts', () => {
  assert.deepEqual(proofLines(record('kill')), [
    'kill: 3 runs, seed 7, 1 s',
    '       2  a',
    '       1  b',
    '  longest: 1 s',
    'holds',
  ]);
  assert.deepEqual(proofLines(record('kill', [], ['mounts'])).slice(-2), [
    '  skipped: mounts',
    'holds, as far as it could be tried',
  ]);
  assert.match(
    proofLines({ ...record('kill'), done: 2 })[0] ?? '',
    /^kill: 2 runs \(of 3: the time was up\)/,
  );
  assert.deepEqual(proofLines(record('kill', ['run 1: died'])).slice(-2), [
    '  FAILED run 1: died',
    'does not hold: 1 failures',
  ]);
  const page = proofPage([record('kill', ['run 1: died'], ['mounts'])]);
  for (const part of [
    '## kill',
    '**does not hold: 1 failures**',
    '| a | 2 |',
    '- skipped: mounts',
    '- failed: run 1: died',
    'load 0.5 before',
  ])
    assert.ok(page.includes(part), part);
});
