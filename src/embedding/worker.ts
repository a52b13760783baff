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
import { reasonOf } from '../system/failure.ts';
import { pool } from './pooling.ts';
import { packBatches } from './token-batches.ts';
import { createTokenTable, type TokenTable } from './token-table.ts';
import { speedUpUnigram } from './unigram.ts';
import type { ModelSetup, WorkerReply, WorkerRequest } from './worker-protocol.ts';

type Loaded = {
  setup: ModelSetup;
  tokenizer: PreTrainedTokenizer;
  model: PreTrainedModel;
  /** For models of static token vectors; of no use to others. */
  table: TokenTable;
};
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
  speedUpUnigram(tokenizer);
  const model = await AutoModel.from_pretrained(setup.name, {
    quantized: setup.quantized,
    progress_callback,
  });
  const table = createTokenTable((ids) =>
    hiddenState(
      model,
      ids.map((token) => [token]),
      1,
    ),
  );
  models.set(id, { setup, tokenizer, model, table });
  send({ kind: 'done', id });
}

/** Token ids of a text, special tokens included, cut at the model's limit. */
function tokenIds({ setup, tokenizer }: Loaded, text: string): number[] {
  const tokenise = tokenizer as unknown as Tokenise;
  return tokenise(text, {
    padding: false,
    truncation: true,
    max_length: setup.maxTokens,
    return_tensor: false,
  }).input_ids;
}

/** The model's last hidden state for rows of token ids: rows × width × dimension numbers. */
async function hiddenState(
  model: PreTrainedModel,
  rows: number[][],
  width: number,
): Promise<{ hidden: Float32Array; dimension: number }> {
  const output = await (model as unknown as Forward)(tensors(rows, width));
  const hidden = output['last_hidden_state'] ?? output['token_embeddings'];
  if (hidden === undefined) throw new Error('the model gives no last_hidden_state');
  return { hidden: hidden.data as Float32Array, dimension: hidden.dims[2] ?? 0 };
}

/** One unit vector per row of token ids, in batches of like length. */
async function embedRows(
  { setup, model }: Loaded,
  ids: number[][],
): Promise<{ vectors: Float32Array<ArrayBuffer>; dimension: number }> {
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
    const output = await hiddenState(model, rows, width);
    dimension = output.dimension;
    if (vectors.length === 0) vectors = new Float32Array(ids.length * dimension);
    const pooled = pool(output.hidden, lengths, width, dimension, setup.pooling);
    for (const [row, index] of batch.entries()) {
      vectors.set(pooled.subarray(row * dimension, (row + 1) * dimension), index * dimension);
    }
  }
  return { vectors, dimension };
}

async function embed(id: number, loaded: Loaded, texts: readonly string[]): Promise<void> {
  const { vectors, dimension } = await embedRows(
    loaded,
    texts.map((text) => tokenIds(loaded, text)),
  );
  send({ kind: 'vectors', id, vectors, dimension }, [vectors.buffer]);
}

/** Such models have no special tokens and cut words at line breaks: the tokens of a text are those of its parts. */
async function embedParts(id: number, loaded: Loaded, texts: readonly (readonly string[])[]): Promise<void> {
  const tokens = texts.map((parts) => parts.map((part) => tokenIds(loaded, part)));
  const rows = tokens.map((parts) => parts.flat().slice(0, loaded.setup.maxTokens));
  const { vectors, dimension } = await loaded.table.meansOf(rows);
  const parts = tokens.map((text) => text.map((part) => Uint32Array.from(part)));
  send({ kind: 'vectors', id, vectors, dimension, parts }, [vectors.buffer]);
}

async function tokenVectors(id: number, { model }: Loaded, ids: Uint32Array): Promise<void> {
  const rows = Array.from(ids, (token) => [token]);
  const { hidden, dimension } = await hiddenState(model, rows, 1);
  send({ kind: 'vectors', id, vectors: hidden, dimension });
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

function loadedModel(id: number): Loaded {
  const loaded = models.get(id);
  if (loaded === undefined) throw new Error('the model has been unloaded');
  return loaded;
}

async function handle(request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case 'load':
      await load(request.id, request.setup);
      break;
    case 'embed':
      await embed(request.id, loadedModel(request.model), request.texts);
      break;
    case 'embed-parts':
      await embedParts(request.id, loadedModel(request.model), request.texts);
      break;
    case 'token-vectors':
      await tokenVectors(request.id, loadedModel(request.model), request.ids);
      break;
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
