import type { Dtype, Pooling } from './embedder.ts';

/** How to use a model: what its folder does not say. */
export type ModelRecipe = {
  pooling: Pooling;
  queryPrefix: string;
  passagePrefix: string;
  maxTokens: number;
  dtype: Dtype;
  /** Normalise texts first: for models that know only simplified characters and lower case. */
  folded: boolean;
  /**
   * True if a text's vector does not depend on the padding of its batch. With dynamic int8 models it does (measured:
   * worst cosine .987), so their texts are embedded one by one.
   */
  paddingInvariant: boolean;
  /** True when the model is a table of token vectors that are averaged: no attention, no word order. */
  staticTokens: boolean;
};

export const BUNDLED_MODEL = 'wenda-mini';

const KNOWN_MODELS: Readonly<Record<string, ModelRecipe>> = {
  'wenda-mini': {
    pooling: 'mean',
    queryPrefix: '',
    passagePrefix: '',
    maxTokens: 512,
    dtype: 'q8',
    folded: true,
    paddingInvariant: true,
    staticTokens: true,
  },
  // Prefixes, pooling: the model card of intfloat/multilingual-e5-small.
  'multilingual-e5-small': {
    pooling: 'mean',
    queryPrefix: 'query: ',
    passagePrefix: 'passage: ',
    maxTokens: 512,
    dtype: 'q8',
    folded: false,
    paddingInvariant: false,
    staticTokens: false,
  },
  // Instruction for short questions, CLS pooling: the model card of BAAI/bge-small-zh-v1.5.
  'bge-small-zh-v1.5': {
    pooling: 'cls',
    queryPrefix: '为这个句子生成表示以用于检索相关文章：',
    passagePrefix: '',
    maxTokens: 512,
    dtype: 'q8',
    folded: true,
    paddingInvariant: false,
    staticTokens: false,
  },
};

const UNKNOWN_MODEL: ModelRecipe = {
  pooling: 'mean',
  queryPrefix: '',
  passagePrefix: '',
  maxTokens: 512,
  dtype: 'q8',
  folded: false,
  paddingInvariant: false,
  staticTokens: false,
};

/**
 * The recipe of a model from the table, else a cautious default. The last part of the id is looked up, so that
 * `Xenova/…` and a local copy share a recipe. Configuration overrides single values.
 */
export function recipeFor(id: string, overrides: Partial<ModelRecipe>): ModelRecipe {
  const name = id.split(/[\\/]/).filter(Boolean).at(-1) ?? id;
  return { ...(KNOWN_MODELS[name] ?? UNKNOWN_MODEL), ...overrides };
}
