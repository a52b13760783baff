// The Embedder over @xenova/transformers in a worker thread.
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { normalise } from '../text/normal-form.ts';
import type { Embedder, TextKind } from './embedder.ts';
import { describeModel, locateModel, unavailable, type ModelChoice } from './model-files.ts';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './worker-protocol.ts';

export type EmbedderOptions = {
  /** Called while a model is being downloaded: file name and percent (0–100). */
  onDownload?: (file: string, percent: number) => void;
};

type Waiting = {
  resolve: (reply: { vectors: Float32Array; dimension: number }) => void;
  reject: (error: Error) => void;
};

/**
 * Loads a model (downloading it first when it is a hub id that is not here yet) and returns its embedder.
 * @throws Failure `model`, naming the cause and the two ways out, when the model cannot be had
 */
export async function createEmbedder(choice: ModelChoice, options: EmbedderOptions = {}): Promise<Embedder> {
  const { recipe } = choice;
  const location = locateModel(choice);
  const setup: WorkerSetup = {
    root: location.present ? path.dirname(location.folder) + path.sep : choice.modelsDir,
    name: location.present ? path.basename(location.folder) : choice.id,
    quantized: recipe.dtype === 'q8',
    pooling: recipe.pooling,
    maxTokens: recipe.maxTokens,
    paddingInvariant: recipe.paddingInvariant,
    download: location.present ? undefined : { cacheDir: choice.cacheDir, hubUrl: choice.hubUrl },
  };
  keepRuntimeLoaded();
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: setup,
    // Loading a tokenizer leaves much garbage behind; a small nursery has it collected: 30 MB less resident, no slower.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const waiting = new Map<number, Waiting>();
  let stopped: Failure | undefined;
  let nextId = 0;

  const stop = (failure: Failure): void => {
    stopped ??= failure;
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: WorkerReply) => {
      switch (reply.kind) {
        case 'download':
          options.onDownload?.(reply.file, reply.percent);
          break;
        case 'ready':
          resolve();
          break;
        case 'failed':
          reject(unavailable(choice.id, oneLine(reply.message)));
          break;
        case 'vectors':
          settle(reply.id)?.resolve(reply);
          break;
        case 'error':
          settle(reply.id)?.reject(
            new Failure('model', `${choice.id} failed on a text: ${oneLine(reply.message)}`),
          );
          break;
      }
    });
    worker.on('error', (error) => {
      const failure = new Failure(
        'model',
        `${choice.id} stopped working: ${oneLine(error.message)}; restart Wenda`,
        { cause: error },
      );
      stop(failure);
      reject(failure);
    });
    worker.on('exit', () => {
      const failure = new Failure('model', `${choice.id} is closed`);
      stop(failure);
      reject(failure);
    });
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  worker.unref(); // an idle model keeps no process alive; pending questions do (see embed)

  const model = await describeModel(choice, location.folder);

  async function embed(texts: readonly string[], kind: TextKind): Promise<Float32Array[]> {
    if (stopped !== undefined) throw stopped;
    if (texts.length === 0) return [];
    const prefix = kind === 'query' ? model.queryPrefix : model.passagePrefix;
    const prepared = texts.map((text) => prefix + (model.folded ? normalise(text) : text.toWellFormed()));
    const id = nextId++;
    worker.ref();
    const reply = await new Promise<{ vectors: Float32Array; dimension: number }>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      const request: WorkerRequest = { id, texts: prepared };
      worker.postMessage(request);
    }).finally(() => {
      if (waiting.size === 0) worker.unref();
    });
    return cut(reply.vectors, reply.dimension, texts.length);
  }

  function settle(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

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
    embed,
    close: async () => {
      await worker.terminate();
    },
  };
}

// onnxruntime-node 1.14 registers itself once per process: after the worker that loaded it has ended, no other can
// ("Module did not self-register"). Held by the main thread as well, it stays registered; nothing is computed here.
function keepRuntimeLoaded(): void {
  const resolve = createRequire(import.meta.url).resolve('@xenova/transformers');
  createRequire(resolve)('onnxruntime-node');
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 300);
}
