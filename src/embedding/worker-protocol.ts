// What embedders and the model worker say to each other. Every request has an id; its replies carry the same.
import type { Pooling } from './embedder.ts';

/** How the worker loads a model and pools its output. */
export type ModelSetup = {
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

export type WorkerRequest =
  /** The request's id names the model from then on. */
  | { kind: 'load'; id: number; setup: ModelSetup }
  | { kind: 'embed'; id: number; model: number; texts: readonly string[] }
  /** For models of static token vectors: texts in parts, and single tokens. */
  | { kind: 'embed-parts'; id: number; model: number; texts: readonly (readonly string[])[] }
  | { kind: 'token-vectors'; id: number; model: number; ids: Uint32Array }
  | { kind: 'unload'; id: number; model: number };

export type WorkerReply =
  | { kind: 'download'; id: number; file: string; percent: number }
  | { kind: 'done'; id: number }
  /** `vectors` holds texts.length × dimension numbers, one vector after the other; `parts` the tokens of `embed-parts`. */
  | { kind: 'vectors'; id: number; vectors: Float32Array; dimension: number; parts?: Uint32Array[][] }
  | { kind: 'error'; id: number; message: string };
