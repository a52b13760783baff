// Short forms of the proofs; `npm run prove` has the long ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import { proveDamage } from '../../scripts/measure/proofs/damage.ts';
import { DAMAGES } from '../../scripts/measure/proofs/damages.ts';
import { MEANS } from '../../scripts/measure/proofs/denials.ts';
import { proveDelivery } from '../../scripts/measure/proofs/delivery.ts';
import { slope } from '../../scripts/measure/proofs/delivery/process-size.ts';
import { TROUBLES } from '../../scripts/measure/proofs/delivery/troubles.ts';
import { proveDisk } from '../../scripts/measure/proofs/disk.ts';
import { proveKill } from '../../scripts/measure/proofs/kill.ts';
import type { Proof } from '../../scripts/measure/proofs/proof.ts';
import { proveSoak } from '../../scripts/measure/proofs/soak.ts';
import { proveState } from '../../scripts/measure/proofs/state.ts';
import { SEED as seed, THOROUGH } from '../support/thorough.ts';

const log = (): void => undefined;
/** The count of outcomes whose name begins with a text. */
const times = ({ outcomes }: Proof, begin: string): number =>
  [...outcomes].reduce((sum, [outcome, count]) => sum + (outcome.startsWith(begin) ? count : 0), 0);

test(`damaged files are refused, and nothing crashes (seed ${seed})`, async () => {
  const proof = await proveDamage({ runs: THOROUGH ? 80 : 30, seed, log });
  assert.deepEqual(proof.failures, []);
  const kinds = Object.keys(DAMAGES).filter((kind) => times(proof, `${kind}: `) > 0);
  assert.ok(kinds.length > Object.keys(DAMAGES).length / 2, kinds.join());
  if (loadNativeLibrary().available) assert.deepEqual(proof.skipped, []);
});

// Killing one build takes several processes.
const skip = THOROUGH ? false : 'takes THOROUGH=1, as CI sets it';
test(`killed builds leave a whole generation and nothing else (seed ${seed})`, { skip }, async () => {
  const runs = 6;
  const proof = await proveKill({ runs, seed, log });
  assert.deepEqual(proof.failures, []);
  assert.equal(times(proof, 'killed: '), runs);
  assert.ok(Number(proof.figures.get('questions answered meanwhile')) > 0);
});

test(`builds that cannot write say so and leave the live index alone (seed ${seed})`, async (t) => {
  const means = Object.keys(MEANS).length;
  // The full disk, or every means three times.
  const runs = THOROUGH ? 3 * means : 1;
  const proof = await proveDisk({ runs, seed, log });
  assert.deepEqual(proof.failures, []);
  for (const part of proof.skipped) t.diagnostic(`skipped: ${part}`);
  const tried = times(proof, 'rebuild') + times(proof, 'first build');
  assert.equal(tried, runs);
  // The limit on the size of files needs no privileges.
  assert.ok(proof.skipped.length < means);
});

test(`killed writers leave readable state, and lose no more than promised (seed ${seed})`, async () => {
  const runs = THOROUGH ? 8 : 3;
  const proof = await proveState({ runs, seed, log });
  assert.deepEqual(proof.failures, []);
  assert.equal(times(proof, 'killed '), runs);
  assert.ok(Number(proof.figures.get('changes made')) > 0);
});

test(`every question is answered in any trouble, in order and once where that can be known (seed ${seed})`, async (t) => {
  // Each trouble takes processes: the first three, or all of them.
  const names = Object.keys(TROUBLES).slice(0, THOROUGH ? undefined : 3);
  const proof = await proveDelivery({ runs: names.length, seed, log });
  assert.deepEqual(proof.failures, []);
  for (const part of proof.skipped) t.diagnostic(`skipped: ${part}`);
  if (proof.skipped.length === 0)
    for (const name of names) assert.ok(times(proof, `${name}: questions answered`) > 20, name);
  assert.ok(times(proof, 'calls that fail: calls that met a') > 0);
});

test(`a bot that is asked without a pause answers everything (seed ${seed})`, { skip }, async () => {
  const runs = 1000;
  const proof = await proveSoak({ runs, seed, log });
  // A heap takes longer than this to find its size.
  assert.deepEqual(
    proof.failures.filter((failure) => !failure.startsWith('memory grows')),
    [],
  );
  assert.equal(times(proof, 'questions answered'), runs);
});

test('the slope of points is that of the line through them', () => {
  assert.equal(
    slope([
      [1, 5],
      [2, 7],
      [3, 9],
    ]),
    2,
  );
  assert.equal(slope([[1, 5]]), 0);
  assert.equal(
    slope([
      [1, 5],
      [1, 9],
    ]),
    0,
  );
});
