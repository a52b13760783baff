// In a separate file, and so in a separate process, where no other test loads the runtime.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { BUNDLED } from '../support/model.ts';

const hasRuntime = (): boolean => readFileSync('/proc/self/maps', 'utf8').includes('onnxruntime');

test('static token vectors are embedded without onnxruntime in the process; other models load it', async () => {
  const bundled = await createEmbedder(BUNDLED);
  const [vector] = await bundled.embed([normalise('华强科技的发行价')], 'query');
  assert.equal(vector?.length, 256);
  assert.equal(hasRuntime(), false);
  const recipe = { ...BUNDLED.recipe, staticTokens: false };
  const run = await createEmbedder({ ...BUNDLED, recipe });
  assert.deepEqual(await run.embed([normalise('华强科技的发行价')], 'query'), [vector]);
  assert.equal(hasRuntime(), true);
  await run.close();
});
