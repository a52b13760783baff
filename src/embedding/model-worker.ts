// The process's only worker thread for models. onnxruntime-node 1.14 does not survive the end of a thread that has used
// it: the next thread cannot load it, or the heap is corrupt (measured: 12 threads in sequence crashed with SIGSEGV or
// SIGABRT every time; 15 models in sequence in one thread never did). So the thread starts with the first model, loads
// and unloads models, and ends with the process.
import { Worker } from 'node:worker_threads';
import { createRequestChannel, type RequestChannel } from '../system/request-channel.ts';
import type { Pooling } from './embedder.ts';

/** How the worker loads a model and pools its output. */
export type ModelSetup = {
  /** Parent folder of the model and its name below it, as transformers.js expects them. */
  root: string;
  name: string;
  quantized: boolean;
  pooling: Pooling;
  maxTokens: number;
  paddingInvariant: boolean;
  /** Set if the model must be downloaded. */
  download: { cacheDir: string; hubUrl: string } | undefined;
};

/** Progress of a file, 0 to 100 percent. */
export type Download = { file: string; percent: number };

export type ModelCalls = {
  /** @returns the number that identifies the model from then on */
  load: (setup: ModelSetup) => number;
  /** @returns texts.length × dimension numbers, one vector after the other */
  embed: (order: { model: number; texts: readonly string[] }) => {
    vectors: Float32Array;
    dimension: number;
  };
  unload: (model: number) => void;
};

export interface ModelWorker {
  /** @throws Error with the worker's message when the call failed, or when the worker is gone */
  request: RequestChannel<ModelCalls, Download>['request'];
  /** Registers a listener for an unexpected end of the thread. */
  onEnd(listener: (error: Error) => void): void;
}

let shared: ModelWorker | undefined;

/** The process's model worker, started at the first call. */
export function modelWorker(): ModelWorker {
  shared ??= startWorker();
  return shared;
}

function startWorker(): ModelWorker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    // Loading a tokenizer creates much garbage; with a small nursery it is collected sooner: 30 MB less resident, no
    // slower.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
  const channel = createRequestChannel<ModelCalls, Download>(
    {
      post: (message) => {
        worker.postMessage(message);
      },
      onMessage: (listener) => worker.on('message', listener),
    },
    // Pending requests keep the process alive; an idle model does not.
    (waiting) => {
      if (waiting === 0) worker.unref();
      else worker.ref();
    },
  );
  const listeners: ((error: Error) => void)[] = [];
  let gone = false;
  const end = (error: Error): void => {
    if (gone) return;
    gone = true;
    for (const listener of listeners) listener(error);
    channel.fail(error);
  };
  worker.on('error', end);
  worker.on('exit', (code) => {
    end(new Error(`the model's thread ended with code ${code}; restart Wenda`));
  });
  return { request: channel.request, onEnd: (listener) => listeners.push(listener) };
}
