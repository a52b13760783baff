import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { recipeFor } from '../../src/embedding/known-models.ts';
import { locateModel, type ModelChoice } from '../../src/embedding/model-files.ts';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import { createTransformersEmbedder } from '../../src/embedding/transformers-embedder.ts';
import { Failure } from '../../src/system/failure.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { BUNDLED } from '../support/model.ts';
import { temporaryFolder } from '../support/temporary.ts';

const embedder = await createTransformersEmbedder(BUNDLED);
after(() => embedder.close());
const TEXTS = [
  '华强科技的发行价是多少',
  'What is a letter of credit?',
  '公司注销要先成立清算组，通知债权人，并在公示系统上发布公告。'.repeat(6),
  '，。',
  '',
];

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

test("vectors have the model's dimension and unit length", async () => {
  for (const vector of await embedder.embed(TEXTS.slice(0, 3), 'passage')) {
    assert.equal(vector.length, embedder.model.dimension);
    assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-5);
  }
});

test('a text gets the same vector in any batch', async () => {
  const together = await embedder.embed(TEXTS, 'passage');
  for (const [i, text] of TEXTS.entries()) {
    const [alone] = await embedder.embed([text], 'passage');
    assert.deepEqual(alone, together[i]);
  }
});

test('traditional characters and full-width letters make no difference to a folded model', async () => {
  const [a, b] = await embedder.embed(['华强科技IPO', '華強科技ＩＰＯ'], 'passage');
  assert.deepEqual(a, b);
});

test('the description names files, pooling, prefixes and dimension', () => {
  const { weightsSha256, tokenizerSha256, ...rest } = embedder.model;
  assert.match(weightsSha256, /^[0-9a-f]{64}$/);
  assert.match(tokenizerSha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(rest, {
    id: 'wenda-mini',
    dtype: 'q8',
    dimension: 256,
    pooling: 'mean',
    queryPrefix: '',
    passagePrefix: '',
    maxTokens: 512,
    folded: true,
    staticTokens: true,
  });
});

test('known models bring their own prefixes and pooling, and configuration overrides single values', () => {
  assert.deepEqual(
    [
      recipeFor('Xenova/multilingual-e5-small', {}).queryPrefix,
      recipeFor('/srv/models/multilingual-e5-small', {}).passagePrefix,
    ],
    ['query: ', 'passage: '],
  );
  assert.equal(recipeFor('Xenova/bge-small-zh-v1.5', {}).pooling, 'cls');
  assert.deepEqual(recipeFor('mine', { pooling: 'cls', queryPrefix: 'q: ' }), {
    ...recipeFor('mine', {}),
    pooling: 'cls',
    queryPrefix: 'q: ',
  });
});

test('a local folder is a separate model, with the given recipe', async () => {
  const folder = path.join(temporaryFolder(), 'my-model');
  cpSync(path.join(BUNDLED.modelsDir, 'wenda-mini'), folder, { recursive: true });
  const recipe = recipeFor(folder, { pooling: 'cls', queryPrefix: '华强', maxTokens: 8 });
  const local = await createEmbedder({ ...BUNDLED, id: folder, recipe });
  try {
    assert.equal(local.model.id, 'my-model');
    const [question, passage] = [
      await local.embed([normalise('发行价')], 'query'),
      await local.embed(['发行价'], 'passage'),
    ];
    assert.notDeepEqual(question, passage, 'only questions get the query prefix');
    const [long, longer] = await local.embed(['发行价'.repeat(50), '发行价'.repeat(60)], 'passage');
    assert.deepEqual(long, longer, 'texts are truncated to maxTokens');
  } finally {
    await local.close();
  }
});

const failsWith = (choice: ModelChoice, expected: RegExp): Promise<void> =>
  assert.rejects(createEmbedder(choice), (error) => {
    assert.ok(error instanceof Failure, String(error));
    assert.match(error.message, expected);
    assert.match(
      error.message,
      /Two ways out: leave EMBEDDING_MODEL empty .* or put the files .* set EMBEDDING_MODEL to its path$/,
    );
    return true;
  });

test('a model that cannot be downloaded names the cause and the two ways out', async () => {
  await failsWith(
    { ...BUNDLED, id: 'Xenova/multilingual-e5-small', cacheDir: temporaryFolder() },
    /^\[model\] model "Xenova\/multilingual-e5-small" is not available: /,
  );
});

test('a hub model is downloaded once, with progress, and found in the cache from then on', async () => {
  const requested: string[] = [];
  const hub = createServer((request, response) => {
    const file = /^\/some\/model\/resolve\/main\/(.+)$/.exec(request.url ?? '')?.[1] ?? '';
    requested.push(file);
    const source = path.join(BUNDLED.modelsDir, 'wenda-mini', file);
    if (existsSync(source)) response.end(readFileSync(source));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const { port } = hub.address() as AddressInfo;
  const choice: ModelChoice = {
    ...BUNDLED,
    id: 'some/model',
    recipe: { ...BUNDLED.recipe, queryPrefix: '华强' },
    cacheDir: temporaryFolder(),
    hubUrl: `http://127.0.0.1:${port}`,
  };
  const progress = new Set<string>();
  const downloaded = await createEmbedder(choice, {
    onDownload: ({ file, percent }) => progress.add(`${file} ${percent}`),
  });
  hub.close();
  hub.closeAllConnections();
  assert.ok(progress.has('onnx/model_quantized.onnx 100'), [...progress].slice(-5).join());
  assert.ok(requested.includes('tokenizer.json'));
  const [prefixed] = await downloaded.embed([normalise('科技')], 'query');
  await downloaded.close();
  const cached = await createEmbedder(choice);
  assert.deepEqual(await cached.embed([normalise('科技')], 'query'), [prefixed]);
  assert.deepEqual(cached.model, { ...embedder.model, id: 'some/model', queryPrefix: '华强' });
  await cached.close();
});

test('a missing or incomplete folder is named with what it lacks', async () => {
  await failsWith({ ...BUNDLED, id: './nowhere' }, /there is no folder .*nowhere/);
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'config.json'), '{"hidden_size": 256}');
  await failsWith(
    { ...BUNDLED, id: folder },
    /has no tokenizer\.json, no tokenizer_config\.json, no onnx\/model_quantized\.onnx/,
  );
});

test('weights of another format are reported before the runtime touches them', async () => {
  const folder = path.join(temporaryFolder(), 'broken');
  cpSync(path.join(BUNDLED.modelsDir, 'wenda-mini'), folder, { recursive: true });
  rmSync(path.join(folder, 'onnx'), { recursive: true });
  mkdirSync(path.join(folder, 'onnx'));
  writeFileSync(
    path.join(folder, 'onnx', 'model_quantized.onnx'),
    'version https://git-lfs.github.com/spec/v1',
  );
  await failsWith(
    { ...BUNDLED, id: folder },
    /model_quantized\.onnx is not an ONNX file \(a Git LFS pointer/,
  );
});

test('a model in the download cache is found there', () => {
  const cacheDir = temporaryFolder();
  assert.equal(locateModel({ ...BUNDLED, id: 'some/model', cacheDir }).present, false);
  cpSync(path.join(BUNDLED.modelsDir, 'wenda-mini'), path.join(cacheDir, 'some', 'model'), {
    recursive: true,
  });
  assert.deepEqual(locateModel({ ...BUNDLED, id: 'some/model', cacheDir }), {
    folder: path.join(cacheDir, 'some', 'model'),
    present: true,
  });
});

test('a closed embedder refuses instead of hanging', async () => {
  for (const create of [createEmbedder, createTransformersEmbedder]) {
    const closing = await create(BUNDLED);
    await closing.close();
    await assert.rejects(closing.embed([normalise('问')], 'query'), /is closed/);
    assert.throws(
      () => closing.tokens?.embedParts([['问']], 'passage') ?? assert.fail('is closed'),
      /is closed/,
    );
  }
});
