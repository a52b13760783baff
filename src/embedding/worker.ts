// The worker thread that runs models: onnxruntime blocks the event loop while it computes, so it must never run in the
// bot's thread. It goes around transformers.js' pipeline(), whose mean pooling converts BigInt masks element by element
// and takes ten times longer than the model itself.
import { parentPort, type Transferable } from 'node:worker_threads';
import {
  AutoModel,
  AutoTokenizer,
  env,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@xenova/transformers';
import { reasonOf } from '../failure.ts';
import { pool } from './pooling.ts';
import { packBatches } from './token-batches.ts';
import type { ModelSetup, WorkerReply, WorkerRequest } from './worker-protocol.ts';

type Loaded = { setup: ModelSetup; tokenizer: PreTrainedTokenizer; model: PreTrainedModel };
type Progress = { status?: string; file?: string; progress?: number };
/** The parts of transformers.js 2.17 that its type declarations leave open. */
type Tokenise = (text: string, options: object) => { input_ids: number[] };
type Forward = (inputs: Record<string, Tensor>) => Promise<Record<string, Tensor>>;

const models = new Map<number, Loaded>();

function send(reply: WorkerReply, transfer: Transferable[] = []): void {
  parentPort?.postMessage(reply, transfer);
}

async function load(id: number, setup: ModelSetup): Promise<void> {
  env.localModelPath = setup.root;
  env.allowLocalModels = setup.download === undefined;
  env.allowRemoteModels = setup.download !== undefined;
  if (setup.download !== undefined) {
    env.cacheDir = setup.download.cacheDir;
    env.remoteHost = setup.download.hubUrl;
  }
  const progress_callback = (event: Progress): void => {
    if (event.status === 'progress' && setup.download !== undefined) {
      send({ kind: 'download', id, file: event.file ?? '', percent: event.progress ?? 0 });
    }
  };
  const tokenizer = await AutoTokenizer.from_pretrained(setup.name, { progress_callback });
  const model = await AutoModel.from_pretrained(setup.name, {
    quantized: setup.quantized,
    progress_callback,
  });
  models.set(id, { setup, tokenizer, model });
  send({ kind: 'done', id });
}

async function embed(
  id: number,
  { setup, tokenizer, model }: Loaded,
  texts: readonly string[],
): Promise<void> {
  const tokenise = tokenizer as unknown as Tokenise;
  const forward = model as unknown as Forward;
  const options = { padding: false, truncation: true, max_length: setup.maxTokens, return_tensor: false };
  const ids = texts.map((text) => tokenise(text, options).input_ids);
  let vectors = new Float32Array(0);
  let dimension = 0;
  const batches = packBatches(
    ids.map((row) => row.length),
    !setup.paddingInvariant,
  );
  for (const batch of batches) {
    const rows = batch.map((index) => ids[index] ?? []);
    const lengths = rows.map((row) => row.length);
    const width = Math.max(1, ...lengths);
    const output = await forward(tensors(rows, width));
    const hidden = output['last_hidden_state'] ?? output['token_embeddings'];
    if (hidden === undefined) throw new Error('the model gives no last_hidden_state');
    dimension = hidden.dims[2] ?? 0;
    if (vectors.length === 0) vectors = new Float32Array(texts.length * dimension);
    const pooled = pool(hidden.data as Float32Array, lengths, width, dimension, setup.pooling);
    for (const [row, index] of batch.entries()) {
      vectors.set(pooled.subarray(row * dimension, (row + 1) * dimension), index * dimension);
    }
  }
  send({ kind: 'vectors', id, vectors, dimension }, [vectors.buffer]);
}

/** Input tensors of batch × width; shorter rows are padded with token 0 and masked out. */
function tensors(rows: number[][], width: number): Record<string, Tensor> {
  const ids = new BigInt64Array(rows.length * width);
  const mask = new BigInt64Array(rows.length * width);
  for (const [row, tokens] of rows.entries()) {
    for (const [column, token] of tokens.entries()) {
      ids[row * width + column] = BigInt(token);
      mask[row * width + column] = 1n;
    }
  }
  const dims = [rows.length, width];
  // transformers.js fills in token_type_ids itself where the model's graph asks for them.
  return { input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) };
}

async function handle(request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case 'load':
      await load(request.id, request.setup);
      break;
    case 'embed': {
      const loaded = models.get(request.model);
      if (loaded === undefined) throw new Error('the model has been unloaded');
      await embed(request.id, loaded, request.texts);
      break;
    }
    case 'unload':
      models.delete(request.model);
      send({ kind: 'done', id: request.id });
      break;
  }
}

// One request after the other: transformers.js keeps its settings in one global object, and the model has one thread.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: WorkerRequest) => {
  last = last.then(() =>
    handle(request).catch((error: unknown) => {
      send({
        kind: 'error',
        id: request.id,
        message: reasonOf(error),
      });
    }),
  );
});
