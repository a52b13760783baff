import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildIndex, type BuildOptions } from '../../src/build/build-index.ts';
import { checkFreshness } from '../../src/build/freshness.ts';
import type { TrialSearch } from '../../src/build/measure-generation.ts';
import { generationFolder } from '../../src/index/generation-folders.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import type { Manifest } from '../../src/index/manifest.ts';
import { describeHashing, openHashing } from '../support/hashing-embedder.ts';
import { writeMadeWiki } from '../support/made-wikis.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ARTICLES = 40;

/** A wiki, and builds of it that count how often they measure. */
function workplace() {
  const folder = temporaryFolder();
  const articlesDir = path.join(folder, 'articles');
  mkdirSync(articlesDir);
  writeMadeWiki(articlesDir, 'simplified', 0, ARTICLES);
  let measured = 0;
  const trial = (key: string): TrialSearch => ({
    key,
    measure: ({ manifest, catalogue }) => {
      measured++;
      assert.equal(catalogue.passages, manifest.corpus.passages);
      return Promise.resolve({ made: [0.1, 0.2], labelled: [measured / 1000] });
    },
    askExamples: (_, articles) => Promise.resolve(articles.map(({ id }) => ({ id, confidence: 0 }))),
    close: () => Promise.resolve(),
  });
  const options: BuildOptions = {
    articlesDir,
    indexDir: path.join(folder, 'index'),
    native: loadNativeLibrary(),
    describeModel: describeHashing,
    openEmbedder: openHashing,
  };
  const build = (key: string) => buildIndex({ ...options, trial: trial(key) });
  return { options, build, times: () => measured };
}

test('what was measured is in the manifest, and nothing is measured again while nothing changes', async () => {
  const { options, build, times } = workplace();
  const first = await build('a');
  assert.ok(first.kind === 'built');
  assert.deepEqual(first.manifest.masked, { key: 'a', changed: 0, made: [0.1, 0.2], labelled: [0.001] });
  assert.ok(first.seconds.doubt >= 0);
  assert.equal((await build('a')).kind, 'unchanged');
  assert.equal(
    (await buildIndex(options)).kind,
    'unchanged',
    'without a measurement there is nothing to renew',
  );
  assert.equal(times(), 1);
});

test('with another calibration the same articles are measured again, and nothing is embedded', async () => {
  const { options, build, times } = workplace();
  await build('a');
  const freshness = await checkFreshness({ ...options, model: await describeHashing(), maskedKey: 'b' });
  assert.deepEqual(freshness, {
    kind: 'stale',
    reason: 'calibration, synonyms or labelled questions have changed',
  });
  const second = await build('b');
  assert.ok(second.kind === 'built');
  assert.equal(second.manifest.masked?.key, 'b');
  assert.equal(second.manifest.build.embedded, 0);
  assert.equal(times(), 2);
});

test('small edits keep what was measured until they add up to a twentieth of the passages', async () => {
  const { options, build, times } = workplace();
  await build('a');
  const changes: number[] = [];
  for (let edit = 0; times() === 1 && edit < ARTICLES; edit++) {
    appendFileSync(path.join(options.articlesDir, `simplified-${edit}.md`), '\n又补充了一句话。\n');
    const result = await build('a');
    assert.ok(result.kind === 'built');
    changes.push(result.manifest.masked?.changed ?? -1);
  }
  assert.ok(changes.length > 1, 'the first edit is small');
  assert.equal(changes.at(-1), 0);
  const kept = changes.slice(0, -1);
  assert.deepEqual(
    kept,
    [...kept].sort((a, b) => a - b),
  );
  assert.ok((kept.at(-1) ?? 0) <= 0.05 * ARTICLES * 2);
});

test('a damaged record costs the generation, which is built again', async () => {
  const { options, build, times } = workplace();
  const first = await build('a');
  assert.ok(first.kind === 'built');
  const file = path.join(generationFolder(options.indexDir, first.manifest.generation), 'manifest.json');
  const { masked, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...rest, masked: { ...masked, made: [1] } }, null, 2));
  assert.equal((await build('a')).kind, 'built');
  assert.equal(times(), 2);
});
