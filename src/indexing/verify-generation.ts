// A generation is read back before it is published, as a reader would read it.
import path from 'node:path';
import { Failure } from '../failure.ts';
import { verifyFiles } from './generation-folders.ts';
import { EF_SEARCH_STEPS, type NativeLibrary, openHnswIndex } from './hnsw-index.ts';
import type { Manifest } from './manifest.ts';
import { FILES, openGeneration } from './open-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** Verification: passages whose ten nearest neighbours are compared with exact search, and the share that must agree. */
const RECALL_SAMPLE = 200;
const RECALL_NEIGHBOURS = 10;
const MIN_RECALL = 0.98;

/**
 * Reads back what was written, as a reader would. Where there is a graph, its recall@10 is measured against exact
 * search, and the smallest `efSearch` that reaches .98 is chosen and entered in the manifest.
 * @throws Error when a file is not what was written
 * @throws Failure `index` when no value reaches .98
 */
export async function verifyGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
): Promise<void> {
  await verifyFiles(folder, manifest);
  const opened = await openGeneration(folder, manifest, { available: false, reason: 'not needed here' });
  try {
    const { vectorIndex, corpus, model } = manifest;
    if (vectorIndex.kind === 'exact' || !native.available) return;
    const graph = openHnswIndex(native, path.join(folder, FILES.hnsw), corpus.passages, model.dimension, 0);
    for (const ef of EF_SEARCH_STEPS) {
      graph.useEf(ef);
      vectorIndex.parameters.efSearch = ef;
      vectorIndex.recallAt10 = measureRecall(graph, opened.vectors);
      if (vectorIndex.recallAt10 >= MIN_RECALL) return;
    }
    throw new Failure(
      'index',
      `the new graph finds only ${vectorIndex.recallAt10.toFixed(3)} of the nearest passages (at least ${MIN_RECALL} wanted); the index in use is untouched. Please report this`,
    );
  } finally {
    opened.close();
  }
}

/**
 * Recall@10 over evenly spaced passages: the share of the ten best scores that the index finds as well. Scores are
 * compared, not ordinals: of two passages with the same vector either will do.
 */
export function measureRecall(index: VectorIndex, exact: VectorIndex): number {
  const { size } = exact;
  const sample = Math.min(RECALL_SAMPLE, size);
  if (sample === 0) return 1;
  let found = 0;
  let wanted = 0;
  for (let i = 0; i < sample; i++) {
    const vector = exact.vectorOf(Math.floor((i * size) / sample));
    const best = exact.search(vector, RECALL_NEIGHBOURS);
    const threshold = (best.at(-1)?.score ?? 0) - 1e-5; // single precision on one side, double on the other
    wanted += best.length;
    found += index.search(vector, RECALL_NEIGHBOURS).filter(({ score }) => score >= threshold).length;
  }
  return found / wanted;
}
