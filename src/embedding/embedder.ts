// The port between Wenda and sentence models: text in, unit vectors out. No library type crosses it.
import { type Normal, normalise } from '../text/normal-form.ts';

/** Questions and passages may be embedded differently (prefixes). */
export type TextKind = 'query' | 'passage';
/** A text to embed. Questions are in normal form already, so that it is not computed twice. */
export type TextOf<Kind extends TextKind> = Kind extends 'query' ? Normal : string;

/** Everything that determines a text's vector. The manifest records it; vectors of different descriptions never mix. */
export type ModelDescription = {
  /** As configured: `wenda-mini`, `Xenova/multilingual-e5-small` or the name of a local folder. */
  id: string;
  /** sha256 of the ONNX file and of tokenizer.json, hex. */
  weightsSha256: string;
  tokenizerSha256: string;
  /** `q8` (onnx/model_quantized.onnx) or `fp32` (onnx/model.onnx). */
  dtype: Dtype;
  /** Length of a vector. */
  dimension: number;
  pooling: Pooling;
  queryPrefix: string;
  passagePrefix: string;
  /** Longer texts are truncated to this many tokens. */
  maxTokens: number;
  /** Whether texts are normalised first (traditional → simplified, lower case). */
  folded: boolean;
  /** Whether every token has one vector in any context; then `Embedder.tokens` is present. */
  staticTokens: boolean;
};

export type Pooling = 'mean' | 'cls';
export type Dtype = 'q8' | 'fp32';

/** Text → unit vector. */
export interface Embedder {
  readonly model: ModelDescription;
  /** The number of parallel calls that keeps it busy: with fewer it idles, more only queue. */
  readonly concurrency: number;
  /**
   * Embeds texts, in order.
   * @returns one vector per text, `model.dimension` long, Euclidean length 1 (a text without any known token: all zeros)
   * @throws Failure `model` when the model stops working
   */
  embed<Kind extends TextKind>(texts: readonly TextOf<Kind>[], kind: Kind): Promise<Float32Array[]>;
  /** The tokens of a model with static token vectors; other models have none. */
  readonly tokens: TokenSource | undefined;
  /** Unloads the model; further calls fail. */
  close(): Promise<void>;
}

/** A text given in parts, embedded as one, and the tokens of every part. */
export type TokenisedText = {
  /** As `embed` gives for the parts joined by line breaks. */
  vector: Float32Array;
  /** Token ids of each part, in order. */
  parts: Uint32Array[];
};

/**
 * The tokens of a model of static token vectors, with which single words can be compared instead of whole texts. They
 * are in this process, so the calls are synchronous.
 */
export interface TokenSource {
  /** @throws Failure `model` when the embedder is closed */
  embedParts<Kind extends TextKind>(texts: readonly (readonly TextOf<Kind>[])[], kind: Kind): TokenisedText[];
  readonly table: TokenTable;
}

/** The vectors of all tokens, as the model holds them: their lengths say how much a token counts. */
export type TokenTable = {
  /** Length of a vector. */
  dimension: number;
  /** Row after row, in order of the token ids; a row times its token's scale is the token's vector. */
  rows: Int8Array;
  /** One scale per token, not negative. */
  scales: Float32Array;
};

/**
 * A text as the model expects it: in normal form if the model knows only that. Questions are in normal form already.
 */
export function foldFor({ folded }: ModelDescription, text: string, kind: TextKind): string {
  if (kind === 'query') return text;
  return folded ? normalise(text) : text.toWellFormed();
}

/** The same, with the model's prefix. */
export function textFor(model: ModelDescription, text: string, kind: TextKind): string {
  return (kind === 'query' ? model.queryPrefix : model.passagePrefix) + foldFor(model, text, kind);
}
