import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import { createEmbedderPool } from '../../src/embedding/embedder-pool.ts';
import { jobsFor } from '../../src/embedding/jobs.ts';
import { Failure } from '../../src/system/failure.ts';
import { BUNDLED } from '../support/model.ts';

/** The bundled model, run like any other by transformers.js. */
const CHOICE = { ...BUNDLED, recipe: { ...BUNDLED.recipe, staticTokens: false } };
const TEXTS = ['华强科技的发行价是多少', 'What is a letter of credit?', '公司注销要先成立清算组。', ''];

test('several processes give the same vectors as one, in order', async () => {
  const [pool, one] = [await createEmbedderPool(CHOICE, 2), await createEmbedder(CHOICE)];
  try {
    assert.deepEqual(pool.model, one.model);
    assert.ok(pool.concurrency > one.concurrency);
    const calls = Array.from({ length: 6 }, (_, i) => [...TEXTS.slice(i % 4), `第${i}条`]);
    const wanted = await Promise.all(calls.map((texts) => one.embed(texts, 'passage')));
    assert.deepEqual(await Promise.all(calls.map((texts) => pool.embed(texts, 'passage'))), wanted);
    assert.deepEqual(await pool.embed([], 'query'), []);
  } finally {
    await Promise.all([pool.close(), one.close()]);
  }
  assert.deepEqual(embeddingProcesses(), [], 'none is left');
});

test('a dead process fails its calls and all later ones, and says so', async () => {
  const pool = await createEmbedderPool(CHOICE, 2);
  const calls = Array.from({ length: 8 }, () =>
    pool.embed(Array<string>(300).fill(TEXTS[2] ?? ''), 'passage'),
  );
  for (const pid of embeddingProcesses()) process.kill(pid, 'SIGKILL');
  const isTold = (error: unknown): boolean =>
    error instanceof Failure && error.code === 'model' && error.message.includes('has ended (SIGKILL)');
  await Promise.all(calls.map((call) => assert.rejects(call, isTold)));
  await assert.rejects(pool.embed(TEXTS, 'passage'), isTold);
  await pool.close();
});

test('a model that is not available fails, and leaves no process behind', async () => {
  const choice = { ...CHOICE, id: 'no/such-model' };
  await assert.rejects(
    createEmbedderPool(choice, 2),
    (error) =>
      error instanceof Failure &&
      error.message.startsWith('[model] model "no/such-model" is not available: '),
  );
  assert.deepEqual(embeddingProcesses(), []);
});

test('one process per core, fewer with little to do or little memory', () => {
  const roomy = { cores: 8, freeBytes: 32e9 };
  assert.equal(jobsFor(100_000, roomy), 8);
  assert.equal(jobsFor(100, roomy), 1);
  assert.equal(jobsFor(6500, roomy), 3);
  assert.equal(jobsFor(100_000, { cores: 8, freeBytes: 1.9e9 }), 3);
  assert.equal(jobsFor(100_000, { cores: 8, freeBytes: 1e8 }), 1);
});

/** Ids of the embedding processes that this one has started. */
function embeddingProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === process.pid && command.includes('embedding-process.js');
      } catch {
        return false; // it has ended in between
      }
    });
}
