// Vectors and tokens of all passages: from the generation before where it has them, from the journal of a build that was
// interrupted, and from the model for the rest, which goes into the journal at once.
import type { Embedder } from '../embedding/embedder.ts';
import type { EarlierGeneration } from './earlier-generation.ts';
import type { EmbeddedPassage, EmbeddingJournal } from './embedding-journal.ts';
import type { LexicalFields } from './lexical-builder.ts';
import { partsForModel, textForModel } from './passage-plan.ts';
import { createTokenStoreBuilder } from './token-store.ts';

/** Passages embedded at a time: enough to fill batches by length, few enough for a lively progress bar. */
const CHUNK = 128;

/** Passages that nobody has embedded yet: the ordinal of the first of every text. */
export function missingPassages(
  keys: readonly string[],
  earlier: Pick<EarlierGeneration, 'ordinals'> | undefined,
  journal: Pick<EmbeddingJournal, 'has'> | undefined,
): number[] {
  const seen = new Set<string>();
  return keys.flatMap((key, ordinal) => {
    if (earlier?.ordinals.has(key) === true || journal?.has(key) === true || seen.has(key)) return [];
    seen.add(key);
    return [ordinal];
  });
}

/** Embeds some passages into the journal. */
export async function embedInto(
  journal: EmbeddingJournal,
  embedder: Embedder,
  passages: readonly { key: string; fields: LexicalFields }[],
  onProgress: (done: number) => void,
): Promise<void> {
  for (let start = 0; start < passages.length; start += CHUNK) {
    onProgress(start);
    const chunk = passages.slice(start, start + CHUNK);
    const embedded = await embed(embedder, chunk.map(({ fields }) => fields)); // prettier-ignore
    await journal.append(embedded.map((passage, i) => ({ key: chunk[i]?.key ?? '', ...passage })));
  }
  onProgress(passages.length);
}

async function embed(embedder: Embedder, chunk: readonly LexicalFields[]): Promise<EmbeddedPassage[]> {
  if (embedder.tokens !== undefined) return embedder.tokens.embedParts(chunk.map(partsForModel));
  const vectors = await embedder.embed(chunk.map(textForModel), 'passage');
  return vectors.map((vector) => ({ vector, parts: undefined }));
}

/** Everything in order of the ordinals, as it is written: all vectors, and the bytes of the tokens file. */
export function gather(
  keys: readonly string[],
  model: { dimension: number; staticTokens: boolean },
  earlier: EarlierGeneration | undefined,
  journal: EmbeddingJournal | undefined,
): { vectors: Float32Array; tokens: Uint8Array | undefined } {
  const vectors = new Float32Array(keys.length * model.dimension);
  const tokens = model.staticTokens ? createTokenStoreBuilder() : undefined;
  for (const [ordinal, key] of keys.entries()) {
    const [before] = earlier?.ordinals.get(key) ?? [];
    const passage = before === undefined ? journal?.read(key) : earlier?.read(before);
    if (passage === undefined) throw new Error(`passage ${ordinal} has not been embedded`);
    vectors.set(passage.vector, ordinal * model.dimension);
    tokens?.add(passage.parts ?? []);
  }
  return { vectors, tokens: tokens?.finish() };
}
