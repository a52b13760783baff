// The worker thread that runs models: onnxruntime blocks the event loop while it computes, so it must never run in the
// bot's thread. It bypasses transformers.js' pipeline(), whose mean pooling converts BigInt masks element by element
// and takes ten times longer than the model.
import { parentPort } from 'node:worker_threads';
import {
  AutoModel,
  AutoTokenizer,
  env,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@xenova/transformers';
import { answerRequests } from '../system/request-channel.ts';
import type { Download, ModelCalls, ModelSetup } from './model-worker.ts';
import { pool } from './pooling.ts';
import { packBatches } from './token-batches.ts';
import { speedUpUnigram } from './unigram.ts';

type Loaded = { setup: ModelSetup; tokenizer: PreTrainedTokenizer; model: PreTrainedModel };
type Progress = { status?: string; file?: string; progress?: number };
/** The parts of transformers.js 2.17 that its type declarations leave open. */
type Tokenise = (text: string, options: object) => { input_ids: number[] };
type Forward = (inputs: Record<string, Tensor>) => Promise<Record<string, Tensor>>;

const models = new Map<number, Loaded>();
let nextModel = 0;

async function load(setup: ModelSetup, onDownload: (download: Download) => void): Promise<number> {
  env.localModelPath = setup.root;
  env.allowLocalModels = setup.download === undefined;
  env.allowRemoteModels = setup.download !== undefined;
  if (setup.download !== undefined) {
    env.cacheDir = setup.download.cacheDir;
    env.remoteHost = setup.download.hubUrl;
  }
  const progress_callback = (event: Progress): void => {
    if (event.status === 'progress' && setup.download !== undefined)
      onDownload({ file: event.file ?? '', percent: event.progress ?? 0 });
  };
  const tokenizer = await AutoTokenizer.from_pretrained(setup.name, { progress_callback });
  speedUpUnigram(tokenizer);
  const model = await AutoModel.from_pretrained(setup.name, {
    quantized: setup.quantized,
    progress_callback,
  });
  models.set(nextModel, { setup, tokenizer, model });
  return nextModel++;
}

/** Token ids of a text, with special tokens, truncated to the model's limit. */
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

/** One unit vector per text, computed in batches of similar length. */
async function embed(
  loaded: Loaded,
  texts: readonly string[],
): Promise<{ vectors: Float32Array; dimension: number }> {
  const { setup, model } = loaded;
  const ids = texts.map((text) => tokenIds(loaded, text));
  let vectors = new Float32Array(0);
  let dimension = 0;
  const batches = packBatches(
    ids.map((row) => row.length),
    !setup.paddingInvariant,
  );
  for (const batch of batches) {
    const rows = batch.map((index) => ids[index]!);
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
  // transformers.js adds token_type_ids itself if the model's graph needs them.
  return { input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) };
}

function loadedModel(id: number): Loaded {
  const loaded = models.get(id);
  if (loaded === undefined) throw new Error('the model has been unloaded');
  return loaded;
}

// Requests are handled one after the other: transformers.js has global settings, and the model has one thread.
answerRequests<ModelCalls, Download>(
  {
    post: (message) => parentPort?.postMessage(message),
    onMessage: (listener) => parentPort?.on('message', listener),
  },
  {
    load,
    embed: ({ model, texts }) => embed(loadedModel(model), texts),
    unload: (model) => {
      models.delete(model);
    },
  },
);
