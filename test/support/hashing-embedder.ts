// An embedder for tests that do not depend on the model: a hash chooses a random vector for every term, and a text gets
// their sum. It loads nothing, is the same on every machine, and finds passages by shared terms.
import type { Embedder, ModelDescription, TokenTable } from '../../src/embedding/embedder.ts';
import { tokenise } from '../../src/text/tokens.ts';
import { seededRandom } from './vectors.ts';

const DIMENSION = 64;
/** Tokens with a vector; terms may share one. */
const VOCABULARY = 2 ** 14;

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

function createHashingEmbedder(): Embedder {
  const random = seededRandom(1);
  const table: TokenTable = {
    dimension: DIMENSION,
    rows: Int8Array.from({ length: VOCABULARY * DIMENSION }, () => Math.floor(random() * 256) - 128),
    scales: new Float32Array(VOCABULARY).fill(1 / 128),
  };

  function embedIds(ids: Iterable<number>): Float32Array {
    const sum = new Float32Array(DIMENSION);
    for (const id of ids)
      table.rows.subarray(id * DIMENSION, (id + 1) * DIMENSION).forEach((value, i) => {
        sum[i] = value + (sum[i] ?? 0);
      });
    const norm = Math.hypot(...sum);
    return norm === 0 ? sum : sum.map((value) => value / norm);
  }

  return {
    model: HASHING,
    concurrency: 1,
    embed: (texts) => Promise.resolve(texts.map((text) => embedIds(idsOf(text)))),
    tokens: {
      table,
      embedParts: (texts) =>
        texts.map((parts) => {
          const ids = parts.map(idsOf);
          return { vector: embedIds(ids.flatMap((some) => [...some])), parts: ids };
        }),
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
