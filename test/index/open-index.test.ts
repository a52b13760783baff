import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { generationFolder } from '../../src/index/generation-folders.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import { FILES, openGeneration } from '../../src/index/open-index.ts';
import { openHashingEngine } from '../support/engine.ts';

const native = loadNativeLibrary();

if (native.available) {
  test('a graph is freed when the vectors beside it cannot be opened', async () => {
    const { HierarchicalNSW } = native.hnswlib;
    type Graph = InstanceType<typeof HierarchicalNSW>;
    let [read, freed] = [0, 0];
    class Counted extends HierarchicalNSW {
      override readIndex(file: string): Promise<boolean> {
        read++;
        return super.readIndex(file);
      }
      override initIndex(options: Parameters<Graph['initIndex']>[0]): void {
        freed++;
        super.initIndex(options);
      }
    }
    const { indexDir, index } = await openHashingEngine();
    const folder = generationFolder(indexDir, index.manifest.generation);
    truncateSync(path.join(folder, FILES.vectors), 4);
    await assert.rejects(
      openGeneration(folder, index.manifest, { available: true, hnswlib: { HierarchicalNSW: Counted } }),
      /vectors\.f32 does not hold/,
    );
    assert.deepEqual({ read, freed }, { read: 1, freed: 1 });
  });
}
