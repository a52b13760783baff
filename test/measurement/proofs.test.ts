// Short forms of the proofs; `npm run prove` has the long ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveDamage } from '../../src/measurement/proofs/damage.ts';
import { proveKill } from '../../src/measurement/proofs/kill.ts';
import { openTestEngine } from '../support/engine.ts';

const seed = Date.now() % 2 ** 31;
const log = (): void => undefined;

test(`damaged files are refused, and nothing dies of them (seed ${seed})`, async () => {
  const { indexDir } = await openTestEngine();
  const { failures, outcomes } = await proveDamage({ indexDir, runs: 100, seed, log });
  assert.deepEqual(failures, []);
  assert.ok(outcomes.size >= 5);
});

test(`killed builds leave a whole generation, and nothing behind once one has ended (seed ${seed})`, async () => {
  const { failures, outcomes } = await proveKill({ runs: 5, seed, log });
  assert.deepEqual(failures, []);
  assert.ok(outcomes.size > 0);
});
