// Memory that an open index adds to a process: resident before and after, with garbage collected. Run with --expose-gc.
import { PROJECT_ROOT } from '../../../../src/app/environment.ts';
import { type Environment, loadConfig } from '../../../../src/app/config.ts';
import { describeModel, locateModel } from '../../../../src/embedding/model-files.ts';
import { loadNativeLibrary } from '../../../../src/index/hnsw-index.ts';
import { wantedRecipe } from '../../../../src/index/manifest.ts';
import { openIndex } from '../../../../src/index/open-index.ts';

export type MemoryFigures = {
  passages: number;
  /** Megabytes (10^6 bytes). */
  addedMB: number;
  vectorsMB: number;
  /** Its parts: JavaScript objects, buffers, and the lexical index among the buffers. */
  heapMB: number;
  buffersMB: number;
  wordsMB: number;
};

export async function part({ indexDir }: { indexDir: string }, env: Environment): Promise<MemoryFigures> {
  const { model } = loadConfig(env, PROJECT_ROOT);
  const wanted = wantedRecipe(await describeModel(model, locateModel(model).folder));
  const native = loadNativeLibrary();
  const before = await memory();
  const index = await openIndex({ indexDir, wanted, native });
  const after = await memory();
  const { passages } = index.manifest.corpus;
  const { dimension } = index.manifest.model;
  const wordsMB = index.lexical.bytes / 1e6;
  index.close();
  return {
    passages,
    addedMB: (after.rss - before.rss) / 1e6,
    vectorsMB: (passages * dimension * 4) / 1e6,
    heapMB: (after.heapUsed - before.heapUsed) / 1e6,
    buffersMB: (after.external - before.external) / 1e6,
    wordsMB,
  };
}

/** Memory after collecting all garbage. */
async function memory(): Promise<NodeJS.MemoryUsage> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage();
}
