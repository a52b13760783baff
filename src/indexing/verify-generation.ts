// A generation is read back before it is published, as a reader would read it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifyFiles } from './generation-folders.ts';
import { decodeLabels } from './graph-plan.ts';
import { EF_SEARCH_STEPS, type NativeLibrary, openHnswIndex } from './hnsw-index.ts';
import type { Manifest } from './manifest.ts';
import { FILES, openGeneration } from './open-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** Verification: passages whose ten nearest neighbours are compared with exact search, and the share that must agree. */
const RECALL_SAMPLE = 200;
/** Of a graph that was only extended: exact search over everything would take longer than the rest of such a build. */
const RECALL_SAMPLE_EXTENDED = 50;
const RECALL_NEIGHBOURS = 10;
export const MIN_RECALL = 0.98;

/**
 * Reads back what was written, as a reader would. Where there is a graph, its recall@10 is measured against exact
 * search, and the smallest `efSearch` that reaches .98 is chosen and entered in the manifest.
 * @returns the recall, 1 without a graph; below .98 when no value reaches it
 * @throws Error when a file is not what was written
 */
export async function verifyGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
): Promise<number> {
  await verifyFiles(folder, manifest);
  const opened = await openGeneration(folder, manifest, { available: false, reason: 'not needed here' });
  try {
    const { vectorIndex, corpus, model } = manifest;
    if (vectorIndex.kind === 'exact' || !native.available) return 1;
    const labels = decodeLabels(await readFile(path.join(folder, FILES.labels)), corpus.passages);
    const shape = { points: vectorIndex.points, dimension: model.dimension, efSearch: 0 };
    const graph = openHnswIndex(native, path.join(folder, FILES.hnsw), labels, shape);
    const sample = manifest.build.graph === 'extended' ? RECALL_SAMPLE_EXTENDED : RECALL_SAMPLE;
    const best = exactBest(opened.vectors, sample);
    for (const ef of EF_SEARCH_STEPS) {
      graph.useEf(ef);
      vectorIndex.parameters.efSearch = ef;
      vectorIndex.recallAt10 = recallOf(graph, best);
      if (vectorIndex.recallAt10 >= MIN_RECALL) break;
    }
    return vectorIndex.recallAt10;
  } finally {
    opened.close();
  }
}

type Best = { vector: Float32Array; threshold: number; count: number };

/** The ten best scores for evenly spaced passages, by exact search. */
function exactBest(exact: VectorIndex, wanted: number): Best[] {
  const { size } = exact;
  const sample = Math.min(wanted, size);
  return Array.from({ length: sample }, (_, i) => {
    const vector = exact.vectorOf(Math.floor((i * size) / sample));
    const best = exact.search(vector, RECALL_NEIGHBOURS);
    // Single precision on one side, double on the other.
    return { vector, threshold: (best.at(-1)?.score ?? 0) - 1e-5, count: best.length };
  });
}

/** @param best of exact search @returns the share of them that the index finds as well */
function recallOf(index: VectorIndex, best: readonly Best[]): number {
  let found = 0;
  let wanted = 0;
  for (const { vector, threshold, count } of best) {
    wanted += count;
    found += index.search(vector, RECALL_NEIGHBOURS).filter(({ score }) => score >= threshold).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

/**
 * Recall@10 over evenly spaced passages: the share of the ten best scores that the index finds as well. Scores are
 * compared, not ordinals: of two passages with the same vector either will do.
 */
export function measureRecall(index: VectorIndex, exact: VectorIndex): number {
  return recallOf(index, exactBest(exact, RECALL_SAMPLE));
}
