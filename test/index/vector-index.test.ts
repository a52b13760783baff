import assert from 'node:assert/strict';
import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { VectorIndex } from '../../src/index/vector-index.ts';
import { bestScores, recallOf } from '../../src/build/recall-questions.ts';
import { createExactIndex } from '../../src/index/exact-index.ts';
import { newGraph } from '../../src/build/graph-plan.ts';
import { loadNativeLibrary, nativeRemedy, openHnswIndex } from '../../src/index/hnsw-index.ts';
import { verifyHnswFile } from '../../src/build/verify-hnsw.ts';
import { writeHnswFile } from '../../src/build/write-hnsw.ts';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { vectorIndexContract } from '../contracts/vector-index.ts';
import { openBundled } from '../support/model.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { randomUnitVectors } from '../support/vectors.ts';

const native = loadNativeLibrary();

/** Recall@10 of an index on 200 of the vectors (size × dimension numbers), evenly spaced. */
function measureRecall(index: VectorIndex, vectors: Float32Array, dimension: number): number {
  const size = vectors.length / dimension;
  const count = Math.min(200, size);
  const questions = Array.from({ length: count }, (_, i) => {
    const at = Math.floor((i * size) / count) * dimension;
    return vectors.subarray(at, at + dimension);
  });
  const best = bestScores(vectors, dimension, questions);
  return recallOf(
    index,
    questions.map((vector, i) => ({ vector, scores: best[i] ?? new Float64Array(0) })),
  );
}

vectorIndexContract('exact', createExactIndex);

if (native.available) {
  const hnsw = (vectors: Float32Array, dimension: number): Promise<VectorIndex> => {
    const file = path.join(temporaryFolder(), 'hnsw.bin');
    const size = vectors.length / dimension;
    const plan = newGraph(size);
    writeHnswFile(native, vectors, dimension, plan, file);
    return openHnswIndex(native, file, plan.labels, { points: size, dimension, efSearch: 100 });
  };
  vectorIndexContract('hnsw', hnsw);

  test('the graph finds at least .98 of the ten nearest among 3,000 vectors', async () => {
    const vectors = randomUnitVectors(3000, 32, 1);
    assert.ok(measureRecall(await hnsw(vectors, 32), vectors, 32) >= 0.98);
  });

  test('many almost equal passages do not tear the graph apart', async () => {
    const embedder = await openBundled();
    const rule = '公司要按时缴纳税款并保存凭证。'.repeat(5);
    const { articles } = await readCorpus(FIXTURE_ARTICLES);
    const others = articles.flatMap(({ sections }) => sections.map(({ text }) => text));
    const texts = [
      ...others,
      ...Array.from({ length: 120 }, (_, i) => `公司规定\n第${i + 1}条\n${rule}${i + 1}`),
    ];
    const rows = await embedder.embed(texts, 'passage');
    const vectors = new Float32Array(rows.length * 256);
    for (const [i, row] of rows.entries()) vectors.set(row, i * 256);
    const recall = measureRecall(await hnsw(vectors, 256), vectors, 256);
    assert.ok(recall >= 0.98, String(recall));
    await embedder.close();
  });

  test('a graph over vectors of another length is refused; the library itself would read beyond its end', async () => {
    const file = path.join(temporaryFolder(), 'hnsw.bin');
    const plan = newGraph(50);
    writeHnswFile(native, randomUnitVectors(50, 16, 4), 16, plan, file);
    for (const dimension of [8, 32])
      await assert.rejects(
        openHnswIndex(native, file, plan.labels, { points: 50, dimension, efSearch: 10 }),
        new RegExp(`hnsw\\.bin holds vectors of 16 numbers, the manifest says ${dimension}`),
      );
  });

  test('recall counts missed passages', () => {
    const vectors = randomUnitVectors(100, 8, 3);
    // An index that knows only the first half of the passages.
    const half = createExactIndex(vectors.slice(0, 50 * 8), 8);
    const recall = measureRecall(half, vectors, 8);
    assert.ok(recall > 0.3 && recall < 0.7, String(recall));
  });

  test('an incomplete graph file is detected without the native library', () => {
    const file = path.join(temporaryFolder(), 'hnsw.bin');
    writeHnswFile(native, randomUnitVectors(200, 8, 5), 8, newGraph(200), file);
    verifyHnswFile(file, 200, 8);
    assert.throws(() => {
      verifyHnswFile(file, 201, 8);
    }, /200 points instead of 201/);
    const { size } = statSync(file);
    for (const length of [size - 1, size - 4, 5000, 96, 50, 0]) {
      truncateSync(file, length);
      assert.throws(() => {
        verifyHnswFile(file, 200, 8);
      }, /was not written whole/);
    }
  });

  test('a graph of another size than the manifest says is refused', async () => {
    const file = path.join(temporaryFolder(), 'hnsw.bin');
    writeHnswFile(native, randomUnitVectors(20, 8, 5), 8, newGraph(20), file);
    const shape = { points: 21, dimension: 8, efSearch: 64 };
    await assert.rejects(
      openHnswIndex(native, file, newGraph(21).labels, shape),
      /holds 20 points, the manifest says 21/,
    );
  });
} else {
  test(
    'hnswlib-node works on this machine',
    { skip: `hnswlib-node is not installed: ${native.reason}` },
    () => undefined,
  );
}

test('a missing native library is reported with the reason and the remedy', () => {
  const missing = loadNativeLibrary(() => {
    throw new Error("Cannot find module 'hnswlib-node'\nRequire stack: …");
  });
  assert.deepEqual(missing, { available: false, reason: "Cannot find module 'hnswlib-node'" });
  assert.match(nativeRemedy('x'), /Wenda uses exact search.*build-essential.*npm ci and npm start$/);
});

test('a native library that loads but does not work counts as missing', () => {
  const broken = loadNativeLibrary(() => ({ HierarchicalNSW: Object }));
  assert.equal(broken.available, false);
});
