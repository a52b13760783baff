// A generation is read back before it is published, as a reader would read it.
import { Failure } from '../failure.ts';
import { createExactIndex } from './exact-index.ts';
import { verifyFiles } from './generation-folders.ts';
import type { NativeLibrary } from './hnsw-index.ts';
import type { Manifest } from './manifest.ts';
import { openGeneration, readVectors } from './open-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** Verification: passages whose ten nearest neighbours are compared with exact search, and the share that must agree. */
const RECALL_SAMPLE = 200;
const RECALL_NEIGHBOURS = 10;
const MIN_RECALL = 0.98;

/**
 * Reads back what was written, as a reader would, and measures recall@10 of the graph against exact search.
 * @throws Failure `index` when the recall is below .98
 */
export async function verifyGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
): Promise<number> {
  await verifyFiles(folder, manifest);
  const index = await openGeneration(folder, manifest, native);
  try {
    const { dimension } = manifest.model;
    const vectors = await readVectors(folder, manifest.corpus.passages, dimension);
    const recall = measureRecall(index.vectors, createExactIndex(vectors, dimension));
    if (recall < MIN_RECALL) {
      throw new Failure(
        'index',
        `the new graph finds only ${recall.toFixed(3)} of the nearest passages (at least ${MIN_RECALL} wanted); the index in use is untouched. Please report this`,
      );
    }
    return recall;
  } finally {
    index.close();
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
