// A process that embeds for its parent, see embedder-pool.ts. It ends with the parent.
import { answerRequests } from '../system/request-channel.ts';
import type { Embedder } from './embedder.ts';
import type { PoolCalls } from './embedder-pool.ts';
import type { Download } from './model-worker.ts';
import { createTransformersEmbedder } from './transformers-embedder.ts';

let embedder: Embedder | undefined;

answerRequests<PoolCalls, Download>(
  {
    // The parent may have ended meanwhile; `disconnect` reports that too.
    post: (message) => process.send?.(message, () => undefined),
    onMessage: (listener) => process.on('message', listener),
  },
  {
    load: async (choice, onDownload) => {
      embedder = await createTransformersEmbedder(choice, { onDownload });
      return embedder.model;
    },
    embed: ({ texts, kind }) => {
      if (embedder === undefined) throw new Error('no model has been loaded');
      return embedder.embed(texts, kind);
    },
  },
);
// Ctrl-C reaches all processes of a terminal; the parent decides what happens to the work.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  process.exit(0);
});
