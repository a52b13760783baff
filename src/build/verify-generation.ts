// Verifies a generation before it is published, by opening it as a serving process would.
import { verifyFiles } from '../index/generation-folders.ts';
import { EF_SEARCH_STEPS, type NativeLibrary } from '../index/hnsw-index.ts';
import type { Manifest } from '../index/manifest.ts';
import { openGeneration } from '../index/open-index.ts';
import { recallOf, type RecallQuestion } from './recall-questions.ts';

export const MIN_RECALL = 0.98;

/**
 * Reads back what was written, as a serving process would. If there is a graph, its recall@10 is measured on the
 * questions, and the smallest `efSearch` that reaches .98 is written into the manifest.
 * @param startEf smaller values are not tried; for an extended graph, its previous value
 * @returns the recall: 1 without a graph, below .98 if no value reaches it
 * @throws Error when a file is not what was written
 */
export async function verifyGeneration(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
  recallQuestions: readonly RecallQuestion[],
  startEf = 0,
): Promise<number> {
  await verifyFiles(folder, manifest);
  const opened = await openGeneration(folder, manifest, native);
  try {
    const { vectorIndex } = manifest;
    const { vectors } = opened;
    if (vectorIndex.kind === 'exact' || vectors.useEf === undefined) return 1;
    for (const ef of EF_SEARCH_STEPS.filter((step) => step >= startEf)) {
      vectors.useEf(ef);
      vectorIndex.parameters.efSearch = ef;
      vectorIndex.recallAt10 = recallOf(vectors, recallQuestions);
      if (vectorIndex.recallAt10 >= MIN_RECALL) break;
    }
    return vectorIndex.recallAt10;
  } finally {
    opened.close();
  }
}
