import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { wait } from '../../src/system/wait.ts';

test('a wait that is longer than any timer does not end at once', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  const stop = new AbortController();
  const waiting = wait(1e12, stop.signal);
  await setImmediate();
  process.off('warning', note);
  // Node warns of a timer that it makes a short one.
  assert.deepEqual(warnings, []);
  stop.abort();
  await waiting;
});
