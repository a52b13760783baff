// The Embedder over @xenova/transformers.
import path from 'node:path';
import { Failure, reasonOf } from '../system/failure.ts';
import { normalise } from '../text/normal-form.ts';
import type { Embedder, TextKind, TokenSource } from './embedder.ts';
import { describeModel, locateModel, type ModelChoice, unavailable } from './model-files.ts';
import { modelWorker, type Order, type Reply } from './model-worker.ts';
import type { ModelSetup } from './worker-protocol.ts';

export type EmbedderOptions = {
  /** Called while a model is being downloaded: file name and percent (0–100). */
  onDownload?: (file: string, percent: number) => void;
  /** Called once when the model's thread has ended by itself: no text can be embedded any more. */
  onStopped?: (error: Error) => void;
};

/** While the model computes for one call, the texts of the next one are prepared. */
export const CALLS_AT_ONCE = 2;

/**
 * Loads a model (downloading it first when it is a hub id that is not here yet) and returns its embedder.
 * @throws Failure `model`, naming the cause and the two ways out, when the model cannot be had
 */
export async function createEmbedder(choice: ModelChoice, options: EmbedderOptions = {}): Promise<Embedder> {
  const worker = modelWorker();
  const location = locateModel(choice);
  const setup = setupFor(choice, location);
  if (options.onStopped !== undefined) worker.onEnd(options.onStopped);
  const loaded = await worker.request({ kind: 'load', setup }, options.onDownload).catch((error: unknown) => {
    throw unavailable(choice.id, oneLine(error));
  });
  const model = await describeModel(choice, location.folder);
  let closed = false;

  async function vectorsFor(order: Order): Promise<Extract<Reply, { kind: 'vectors' }>> {
    if (closed) throw new Failure('model', `${choice.id} is closed`);
    const reply = await worker.request(order).catch((error: unknown) => {
      throw new Failure('model', `${choice.id} failed: ${oneLine(error)}`, { cause: error });
    });
    if (reply.kind !== 'vectors') throw new Error(`the worker answered ${order.kind} with ${reply.kind}`);
    return reply;
  }

  const prepare = (text: string, kind: TextKind): string =>
    kind === 'query' ? text : model.folded ? normalise(text) : text.toWellFormed();

  async function embed(texts: readonly string[], kind: TextKind): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const prefix = kind === 'query' ? model.queryPrefix : model.passagePrefix;
    const prepared = texts.map((text) => prefix + prepare(text, kind));
    const reply = await vectorsFor({ kind: 'embed', model: loaded.id, texts: prepared });
    return cut(reply.vectors, reply.dimension, texts.length);
  }

  const tokens: TokenSource = {
    async embedParts(texts, kind = 'passage') {
      if (texts.length === 0) return [];
      const prepared = texts.map((parts) => parts.map((part) => prepare(part, kind)));
      const reply = await vectorsFor({ kind: 'embed-parts', model: loaded.id, texts: prepared });
      return cut(reply.vectors, reply.dimension, texts.length).map((vector, i) => ({
        vector,
        parts: reply.parts?.[i] ?? [],
      }));
    },
    async vectorsOf(ids) {
      if (ids.length === 0) return [];
      const reply = await vectorsFor({ kind: 'token-vectors', model: loaded.id, ids });
      return cut(reply.vectors, reply.dimension, ids.length);
    },
  };

  function cut(vectors: Float32Array, dimension: number, count: number): Float32Array[] {
    if (dimension !== model.dimension || vectors.length !== count * dimension) {
      throw new Failure(
        'model',
        `${choice.id} gave vectors of ${dimension} numbers, its config.json says ${model.dimension}`,
      );
    }
    // A NaN would be accepted silently by the index and poison every later search.
    for (const value of vectors) {
      if (!Number.isFinite(value)) throw new Failure('model', `${choice.id} gave a vector that is no number`);
    }
    return Array.from({ length: count }, (_, i) => vectors.subarray(i * dimension, (i + 1) * dimension));
  }

  return {
    model,
    concurrency: CALLS_AT_ONCE,
    embed,
    tokens: model.staticTokens ? tokens : undefined,
    close: async () => {
      if (closed) return;
      closed = true;
      // A worker that is gone has unloaded the model as well.
      await worker.request({ kind: 'unload', model: loaded.id }).catch(() => undefined);
    },
  };
}

function setupFor(
  { id, recipe, modelsDir, cacheDir, hubUrl }: ModelChoice,
  { folder, present }: { folder: string; present: boolean },
): ModelSetup {
  const { dtype, pooling, maxTokens, paddingInvariant } = recipe;
  return {
    root: present ? path.dirname(folder) + path.sep : modelsDir,
    name: present ? path.basename(folder) : id,
    quantized: dtype === 'q8',
    pooling,
    maxTokens,
    paddingInvariant,
    download: present ? undefined : { cacheDir, hubUrl },
  };
}

function oneLine(error: unknown): string {
  return reasonOf(error).replace(/\s+/g, ' ').trim().slice(0, 300);
}
