// The Embedder over @xenova/transformers, which runs in the process's model worker.
import path from 'node:path';
import { Failure, reasonOf } from '../system/failure.ts';
import { type Embedder, type TextKind, textFor } from './embedder.ts';
import {
  describeModel,
  locateModel,
  type ModelChoice,
  type ModelLocation,
  unavailable,
} from './model-files.ts';
import { type Download, type ModelSetup, modelWorker } from './model-worker.ts';

export type EmbedderOptions = {
  /** Called while a model is being downloaded. */
  onDownload?: ((download: Download) => void) | undefined;
  /** Called once if the model's thread ends unexpectedly: no text can be embedded any more. */
  onStopped?: ((error: Error) => void) | undefined;
};

/** While the model computes one call, the texts of the next one are prepared. */
export const CALLS_AT_ONCE = 2;

/**
 * Loads a model and returns its embedder. A hub id that is not in the cache is downloaded first.
 * @throws Failure `model`, naming the cause and the two ways out, when the model is not available
 */
export async function createTransformersEmbedder(
  choice: ModelChoice,
  { onDownload, onStopped }: EmbedderOptions = {},
): Promise<Embedder> {
  const worker = modelWorker();
  const location = locateModel(choice);
  if (onStopped !== undefined) worker.onEnd(onStopped);
  const loaded = await worker
    .request('load', setupFor(choice, location), onDownload)
    .catch((error: unknown) => {
      throw unavailable(choice.id, causeOf(error));
    });
  const model = await describeModel(choice, location.folder);
  let closed = false;

  async function embed(texts: readonly string[], kind: TextKind): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    if (closed) throw new Failure('model', `${choice.id} is closed`);
    const prepared = texts.map((text) => textFor(model, text, kind));
    const { vectors, dimension } = await worker
      .request('embed', { model: loaded, texts: prepared })
      .catch((error: unknown) => {
        throw new Failure('model', `${choice.id} failed: ${oneLine(error)}`, { cause: error });
      });
    return cut(vectors, dimension, texts.length);
  }

  function cut(vectors: Float32Array, dimension: number, count: number): Float32Array[] {
    if (dimension !== model.dimension || vectors.length !== count * dimension) {
      throw new Failure(
        'model',
        `${choice.id} gave vectors of ${dimension} numbers, its config.json says ${model.dimension}`,
      );
    }
    // The index would silently accept a NaN, which would poison every later search.
    for (const value of vectors) {
      if (!Number.isFinite(value)) throw new Failure('model', `${choice.id} gave a vector with NaN in it`);
    }
    return Array.from({ length: count }, (_, i) => vectors.subarray(i * dimension, (i + 1) * dimension));
  }

  return {
    model,
    concurrency: CALLS_AT_ONCE,
    embed,
    tokens: undefined,
    close: async () => {
      if (closed) return;
      closed = true;
      // A worker that has ended has unloaded the model too.
      await worker.request('unload', loaded).catch(() => undefined);
    },
  };
}

function setupFor(
  { id, recipe, modelsDir, cacheDir, hubUrl }: ModelChoice,
  { folder, present }: ModelLocation,
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

/** Where Wenda is installed as a package, the runtime is not: the bundled model does not need it. */
function causeOf(error: unknown): string {
  return reasonOf(error).includes("Cannot find package '@xenova/transformers'")
    ? 'the package @xenova/transformers, which runs it, is not installed; npm install @xenova/transformers puts it beside Wenda'
    : oneLine(error);
}

function oneLine(error: unknown): string {
  return reasonOf(error).replace(/\s+/g, ' ').trim().slice(0, 300);
}
