// Builds an index when it is told to, and says which phase it is in, so that its killer can choose the moment. It is
// started ahead of time: what is killed is a build, not the start of node.
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
// Whoever killed the parent wants no child either.
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
