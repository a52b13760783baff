// Vectors and tokens of all passages: from the previous generation, from the journal of an interrupted build, and for
// the rest from the model, whose results go into the journal at once.
import type { Embedder } from '../embedding/embedder.ts';
import type { EmbeddedPassage, EmbeddingJournal } from './embedding-journal.ts';
import type { PassageFields } from './passage-keys.ts';
import { NEW } from './passage-changes.ts';
import { partsForModel, type Plan, textForModel } from './passage-plan.ts';
import type { Previous, PreviousGeneration } from './previous-generation.ts';
import { createTokenStoreBuilder } from './token-store-builder.ts';

/** Passages embedded at a time: enough to fill batches by length, few enough for a lively progress bar. */
const CHUNK = 128;

/** Passages that are not embedded yet: for every text the ordinal of its first passage. */
export function missingPassages(
  keys: readonly string[],
  previous: Pick<PreviousGeneration, 'ordinals'> | undefined,
  journal: Pick<EmbeddingJournal, 'has'> | undefined,
): number[] {
  const seen = new Set<string>();
  return keys.flatMap((key, ordinal) => {
    if (previous?.ordinals.has(key) === true || journal?.has(key) === true || seen.has(key)) return [];
    seen.add(key);
    return [ordinal];
  });
}

/** Embeds the passages of some ordinals into the journal, with as many batches in parallel as the embedder can use. */
export async function embedInto(
  journal: Pick<EmbeddingJournal, 'append'>,
  embedder: Embedder,
  plan: Pick<Plan, 'keys' | 'fieldsOf'>,
  ordinals: readonly number[],
  onProgress: (done: number) => void,
): Promise<void> {
  const portions = inPortions(ordinals, plan, embedder.tokens === undefined);
  const running: { portion: number[]; embedded: Promise<EmbeddedPassage[]> }[] = [];
  let done = 0;
  onProgress(done);
  for (const portion of [...portions, undefined]) {
    if (portion !== undefined) {
      const embedded = embed(embedder, portion.map(plan.fieldsOf));
      embedded.catch(() => undefined); // awaited below, unless an earlier batch has failed
      running.push({ portion, embedded });
    }
    while (running.length >= (portion === undefined ? 1 : embedder.concurrency)) {
      const first = running.shift()!;
      const embedded = await first.embedded;
      await journal.append(
        embedded.map((passage, i) => ({ key: plan.keys[first.portion[i]!]!, ...passage })),
      );
      onProgress((done += embedded.length));
    }
  }
}

/** Models that read whole texts get texts of similar length together: little padding, longest first. */
function inPortions(
  ordinals: readonly number[],
  { fieldsOf }: Pick<Plan, 'fieldsOf'>,
  isSorted: boolean,
): number[][] {
  let order = ordinals;
  if (isSorted) {
    const lengths = new Map(ordinals.map((ordinal) => [ordinal, textForModel(fieldsOf(ordinal)).length]));
    order = [...ordinals].sort((a, b) => lengths.get(b)! - lengths.get(a)!);
  }
  const count = Math.ceil(order.length / CHUNK);
  return Array.from({ length: count }, (_, i) => order.slice(i * CHUNK, (i + 1) * CHUNK));
}

async function embed(embedder: Embedder, chunk: readonly PassageFields[]): Promise<EmbeddedPassage[]> {
  if (embedder.tokens !== undefined) return embedder.tokens.embedParts(chunk.map(partsForModel), 'passage');
  const vectors = await embedder.embed(chunk.map(textForModel), 'passage');
  return vectors.map((vector) => ({ vector, parts: undefined }));
}

/**
 * All vectors and the bytes of tokens.bin, in order of the ordinals. Runs of consecutive passages are copied from the
 * previous generation at once.
 */
export function collectVectors(
  keys: readonly string[],
  model: { dimension: number; staticTokens: boolean },
  previous: Previous | undefined,
  journal: EmbeddingJournal | undefined,
): { vectors: Float32Array; tokens: Uint8Array | undefined } {
  const { dimension } = model;
  const vectors = new Float32Array(keys.length * dimension);
  const tokens = model.staticTokens ? createTokenStoreBuilder(previous?.generation.tokens) : undefined;
  for (let ordinal = 0; ordinal < keys.length;) {
    const source = previous?.changes.sources[ordinal] ?? NEW;
    if (previous !== undefined && source !== NEW) {
      const count = runLength(previous.changes.sources, ordinal);
      const run = vectors.subarray(ordinal * dimension, (ordinal + count) * dimension);
      previous.generation.readVectors(source, run);
      tokens?.reuse(source, count);
      ordinal += count;
    } else {
      if (journal === undefined) throw new Error(`passage ${ordinal} has not been embedded`);
      const { vector, parts } = journal.read(keys[ordinal]!);
      vectors.set(vector, ordinal * dimension);
      tokens?.add(parts ?? []);
      ordinal++;
    }
  }
  return { vectors, tokens: tokens?.finish() };
}

/** The length of the run from a passage on that was consecutive in the previous generation too. */
function runLength(sources: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < sources.length && sources[end] === sources[end - 1]! + 1) end++;
  return end - from;
}
