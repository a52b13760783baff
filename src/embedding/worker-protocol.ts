// What the embedder and its worker thread say to each other.
import type { Pooling } from './embedder.ts';

/** Given to the worker when it starts. */
export type WorkerSetup = {
  /** Parent folder of the model and its name below it, as transformers.js wants them. */
  root: string;
  name: string;
  quantized: boolean;
  pooling: Pooling;
  maxTokens: number;
  paddingInvariant: boolean;
  /** Set when the model has to be downloaded. */
  download: { cacheDir: string; hubUrl: string } | undefined;
};

export type WorkerRequest = { id: number; texts: readonly string[] };

export type WorkerReply =
  | { kind: 'download'; file: string; percent: number }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  /** `vectors` holds texts.length × dimension numbers, one vector after the other. */
  | { kind: 'vectors'; id: number; vectors: Float32Array; dimension: number }
  | { kind: 'error'; id: number; message: string };
