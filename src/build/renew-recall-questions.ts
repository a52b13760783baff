// The samples of a new generation: those of the generation before are gone on with where they can be.
import type { Embedder } from '../embedding/embedder.ts';
import { normalise } from '../text/normal-form.ts';
import type { Before } from './earlier-generation.ts';
import {
  bestScores,
  chooseSamples,
  type RecallSample,
  samplesAfter,
  type SampleText,
} from './recall-samples.ts';

/** Above this share of changed passages all scores are measured anew. */
const MAX_UPDATED = 0.2;

/**
 * @param texts the samples that the corpus should have
 * @param vectors of all passages, one after the other
 * @param model whether it is loaded by now, and how it is
 * @throws Failure `model` when it cannot be had
 */
export async function renewSamples(
  texts: readonly SampleText[],
  vectors: Float32Array,
  before: Before | undefined,
  model: { isLoaded: boolean; load: () => Promise<Embedder> },
): Promise<RecallSample[]> {
  const { kept, unknown } = chooseSamples(texts, before?.generation.samples ?? [], model.isLoaded);
  const embedded = unknown.length === 0 ? [] : await embedTexts(await model.load(), unknown);
  const questions = [...kept, ...embedded];
  const updated = before === undefined ? [] : updatedSamples(kept, vectors, before);
  const unmeasured = questions.filter((_, i) => updated[i] === undefined).map(({ vector }) => vector);
  const [dimension = 1] = questions.map(({ vector }) => vector.length);
  const measured = bestScores(vectors, dimension, unmeasured).values();
  return questions.map(
    (question, i) => updated[i] ?? { ...question, scores: measured.next().value ?? new Float64Array(0) },
  );
}

async function embedTexts(
  embedder: Embedder,
  texts: readonly SampleText[],
): Promise<Omit<RecallSample, 'scores'>[]> {
  const vectors = await embedder.embed(
    texts.map(({ text }) => normalise(text)),
    'query',
  );
  return vectors.map((vector, i) => ({ key: texts[i]?.key ?? '', vector }));
}

/** In place of a sample that has to be measured anew: undefined. */
function updatedSamples(
  samples: readonly RecallSample[],
  vectors: Float32Array,
  { generation, changes }: Before,
): (RecallSample | undefined)[] {
  if (changes.added.length + changes.removed.length > MAX_UPDATED * changes.sources.length) return [];
  const { dimension } = generation.manifest.model;
  const rowOf = (rows: Float32Array, i: number): Float32Array =>
    rows.subarray(i * dimension, (i + 1) * dimension);
  const removed = new Float32Array(changes.removed.length * dimension);
  for (const [i, ordinal] of changes.removed.entries()) generation.readVectors(ordinal, rowOf(removed, i));
  const added = new Float32Array(changes.added.length * dimension);
  for (const [i, ordinal] of changes.added.entries()) rowOf(added, i).set(rowOf(vectors, ordinal));
  return samplesAfter(samples, removed, added);
}
