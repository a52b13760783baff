// Builds an index on request and reports its phase, so that its parent can choose the moment to kill it. It is started
// in advance, so that the kill hits the build instead of the start of node.
import { createEmbedder } from '../../../src/embedding/create-embedder.ts';
import { describeModel, locateModel } from '../../../src/embedding/model-files.ts';
import { reasonOf } from '../../../src/system/failure.ts';
import { buildIndex, type BuildPhase } from '../../../src/build/build-index.ts';
import { loadNativeLibrary } from '../../../src/index/hnsw-index.ts';
import { BUNDLED } from './bundled-model.ts';

export type BuildOrder = { articlesDir: string; indexDir: string; force: boolean };
/** `ended` with the kind of result, `failed` with the reason. */
export type BuildNews =
  | { kind: 'ready' }
  | { kind: 'phase'; phase: BuildPhase }
  | { kind: 'ended' }
  | { kind: 'failed'; reason: string };

const native = loadNativeLibrary();
const say = (news: BuildNews): void => void process.send?.(news);

process.on('message', (order: BuildOrder) => {
  let phase: BuildPhase | undefined;
  buildIndex({
    ...order,
    native,
    describeModel: () => describeModel(BUNDLED, locateModel(BUNDLED).folder),
    openEmbedder: () => createEmbedder(BUNDLED),
    onProgress: (next) => {
      if (next !== phase) say({ kind: 'phase', phase: next });
      phase = next;
    },
  }).then(
    () => {
      say({ kind: 'ended' });
    },
    (error: unknown) => {
      say({ kind: 'failed', reason: reasonOf(error) });
    },
  );
});
// When the parent is killed, the child must end too.
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
