// A process that embeds for another one, see embedder-pool.ts. It ends when the other one does.
import { reasonOf } from '../system/failure.ts';
import type { Embedder } from './embedder.ts';
import type { PoolReply, PoolRequest } from './embedder-pool.ts';
import { createEmbedder } from './transformers-embedder.ts';

let embedder: Embedder | undefined;

function reply(message: PoolReply): void {
  // The other process may have ended in the meantime; `disconnect` says so as well.
  process.send?.(message, () => undefined);
}

async function handle({ id, call }: PoolRequest): Promise<PoolReply> {
  if (call.kind === 'load') {
    embedder = await createEmbedder(call.choice, {
      onDownload: (file, percent) => {
        reply({ id, kind: 'download', file, percent });
      },
    });
    return { id, kind: 'loaded', model: embedder.model };
  }
  if (embedder === undefined) throw new Error('no model has been loaded');
  if (call.kind === 'embed')
    return { id, kind: 'vectors', vectors: await embedder.embed(call.texts, call.as) };
  if (embedder.tokens === undefined) throw new Error('the model has no static tokens');
  if (call.kind === 'parts')
    return { id, kind: 'parts', texts: await embedder.tokens.embedParts(call.texts) };
  return { id, kind: 'vectors', vectors: await embedder.tokens.vectorsOf(call.ids) };
}

process.on('message', (request: PoolRequest) => {
  handle(request)
    .catch((error: unknown): PoolReply => ({ id: request.id, kind: 'error', message: reasonOf(error) }))
    .then(reply, () => undefined);
});
// Ctrl-C reaches all processes of a terminal; the other one decides what becomes of the work.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  process.exit(0);
});
