// The recall questions of a new generation: those of the previous one are updated if possible.
import type { Embedder } from '../embedding/embedder.ts';
import { normalise } from '../text/normal-form.ts';
import type { Previous } from './previous-generation.ts';
import {
  bestScores,
  chooseRecallQuestions,
  type QuestionText,
  type RecallQuestion,
  updateRecallQuestions,
} from './recall-questions.ts';

/** Above this share of changed passages all scores are measured again. */
const MAX_UPDATED = 0.2;

/**
 * @param texts the questions that the corpus should have
 * @param vectors of all passages, one after the other
 * @param model whether it is loaded already, and how to load it
 * @throws Failure `model` when it is not available
 */
export async function renewRecallQuestions(
  texts: readonly QuestionText[],
  vectors: Float32Array,
  previous: Previous | undefined,
  model: { isLoaded: boolean; load: () => Promise<Embedder> },
): Promise<RecallQuestion[]> {
  const known = previous?.generation.recallQuestions ?? [];
  const { kept, unknown } = chooseRecallQuestions(texts, known, model.isLoaded);
  const embedded = unknown.length === 0 ? [] : await embedTexts(await model.load(), unknown);
  const questions = [...kept, ...embedded];
  const updated = previous === undefined ? [] : update(kept, vectors, previous);
  const unmeasured = questions.filter((_, i) => updated[i] === undefined).map(({ vector }) => vector);
  const [dimension = 1] = questions.map(({ vector }) => vector.length);
  const measured = bestScores(vectors, dimension, unmeasured).values();
  return questions.map(
    (question, i) => updated[i] ?? { ...question, scores: measured.next().value ?? new Float64Array(0) },
  );
}

async function embedTexts(
  embedder: Embedder,
  texts: readonly QuestionText[],
): Promise<Omit<RecallQuestion, 'scores'>[]> {
  const vectors = await embedder.embed(
    texts.map(({ text }) => normalise(text)),
    'query',
  );
  return texts.map(({ key }, i) => ({ key, vector: vectors[i]! }));
}

/** Undefined in place of a question that must be measured again. */
function update(
  questions: readonly RecallQuestion[],
  vectors: Float32Array,
  { generation, changes }: Previous,
): (RecallQuestion | undefined)[] {
  if (changes.added.length + changes.removed.length > MAX_UPDATED * changes.sources.length) return [];
  const { dimension } = generation.manifest.model;
  const rowOf = (rows: Float32Array, i: number): Float32Array =>
    rows.subarray(i * dimension, (i + 1) * dimension);
  const removed = new Float32Array(changes.removed.length * dimension);
  for (const [i, ordinal] of changes.removed.entries()) generation.readVectors(ordinal, rowOf(removed, i));
  const added = new Float32Array(changes.added.length * dimension);
  for (const [i, ordinal] of changes.added.entries()) rowOf(added, i).set(rowOf(vectors, ordinal));
  return updateRecallQuestions(questions, removed, added);
}
