// An embedder for tests in which the model is not the point: every term has a random vector that its hash decides, a text
// has their sum. It loads nothing, is the same on every machine, and finds passages by the terms that they share.
import type { Embedder, ModelDescription, TokenisedText } from '../../src/embedding/embedder.ts';
import { tokenise } from '../../src/text/tokens.ts';
import { seededRandom } from './vectors.ts';

const DIMENSION = 64;
/** As large as a real model's: the token store keeps a row for each id up to the highest. Terms may share one. */
const VOCABULARY = 2 ** 16;

const HASHING: ModelDescription = {
  id: 'hashing',
  weightsSha256: '0'.repeat(64),
  tokenizerSha256: '1'.repeat(64),
  dtype: 'fp32',
  dimension: DIMENSION,
  pooling: 'mean',
  queryPrefix: '',
  passagePrefix: '',
  maxTokens: 512,
  folded: true,
  staticTokens: true,
};

export const describeHashing = (): Promise<ModelDescription> => Promise.resolve(HASHING);

export const openHashing = (): Promise<Embedder> => Promise.resolve(createHashingEmbedder());

/** Made once, when it is needed: a row of whole numbers for every id, as in the file of a real model of static tokens. */
let rows: Int8Array | undefined;

function randomRows(): Int8Array {
  const random = seededRandom(1);
  const values = new Int8Array(VOCABULARY * DIMENSION);
  for (let i = 0; i < values.length; i++) values[i] = 255 * random() - 127.5;
  return values;
}

function createHashingEmbedder(): Embedder {
  const table = (rows ??= randomRows());
  const rowOf = (id: number): Int8Array => table.subarray(id * DIMENSION, (id + 1) * DIMENSION);

  function embedIds(ids: Iterable<number>): Float32Array {
    const sum = new Float32Array(DIMENSION);
    for (const id of ids)
      rowOf(id).forEach((value, i) => {
        sum[i] = value + (sum[i] ?? 0);
      });
    const norm = Math.hypot(...sum);
    return norm === 0 ? sum : sum.map((value) => value / norm);
  }

  const embedParts = (texts: readonly (readonly string[])[]): TokenisedText[] =>
    texts.map((texts) => {
      const parts = texts.map(idsOf);
      return { vector: embedIds(parts.flatMap((ids) => [...ids])), parts };
    });

  return {
    model: HASHING,
    concurrency: 1,
    embed: (texts) => Promise.resolve(texts.map((text) => embedIds(idsOf(text)))),
    tokens: {
      embedParts: (texts) => Promise.resolve(embedParts(texts)),
      vectorsOf: (ids) => Promise.resolve(Array.from(ids, (id) => Float32Array.from(rowOf(id)))),
    },
    close: () => Promise.resolve(),
  };
}

function idsOf(text: string): Uint32Array {
  return Uint32Array.from(tokenise(text), ({ term }) => hash(term) % VOCABULARY);
}

/** Source: FNV-1a, 32 bits, over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
