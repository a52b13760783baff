// Questions that measure a graph's recall, with the scores of their ten nearest passages by exact search. They are made
// from the corpus: half of them name an article and a heading, half quote the beginning of a section, as people ask. A
// graph that finds the neighbours of passages does worse on such questions (100,000 generated passages at efSearch 64:
// recall .98 for passages, .94 for questions). The scores are kept with a generation, because after a small change most
// of them still hold, and the exact search over everything is the most expensive part of verification.
//
// recall.bin, little endian:
//
//   │ count, uint32 │ question 0 │ question 1 │ …
//   a question:  │ key, 16 bytes │ scores, 10 × float64 │ vector, dimension × float32 │
//                                  best first; −2 where there are fewer passages
import { createHash } from 'node:crypto';
import { searchable } from '../corpus/shape.ts';
import { dot } from '../index/exact-index.ts';
import { createTopK } from '../index/top-k.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import { KEY_BYTES } from './passage-keys.ts';
import { type Plan, plannedSection } from './passage-plan.ts';

/** @field scores of the ten nearest passages, best first */
export type RecallQuestion = { key: string; vector: Float32Array; scores: Float64Array };

const RECALL_NEIGHBOURS = 10;
const QUESTIONS = 200;
/** Length of a quotation, in characters. */
const QUOTED = 14;
/** Below every score. */
const NOBODY = -2;
/** hnswlib adds in single precision. */
const PRECISION = 1e-5;

export type QuestionText = { key: string; text: string };

/**
 * The texts of the questions. They come from the sections whose first passage has the smallest keys, so that edits
 * change few of them.
 */
export function recallQuestionTexts({ articles }: Pick<Plan, 'articles'>): QuestionText[] {
  const sections = articles.flatMap((article) =>
    article.entry.sections.map(({ headingPath, firstPassage }, index) => {
      return { key: article.keys[firstPassage]!, headingPath, article, index };
    }),
  );
  const chosen = sections.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, QUESTIONS);
  const texts = chosen.map(({ key, headingPath, article, index }) => {
    if (Number.parseInt(key.slice(-1), 16) % 2 === 0)
      return `${article.entry.title} ${headingPath.at(-1) ?? ''}`;
    return Array.from(searchable(plannedSection(article, index)).trim())
      .slice(0, QUOTED)
      .join('');
  });
  return [...new Set(texts)].map((text) => ({ key: keyOfText(text), text }));
}

/**
 * The questions to use now. The previous ones stay if the model would have to be loaded only for them: a question about
 * a removed section still serves.
 */
export function chooseRecallQuestions(
  texts: readonly QuestionText[],
  previous: readonly RecallQuestion[],
  isModelLoaded: boolean,
): { kept: RecallQuestion[]; unknown: QuestionText[] } {
  const wanted = new Set(texts.map(({ key }) => key));
  const known = new Set(previous.map(({ key }) => key));
  const unknown = texts.filter(({ key }) => !known.has(key));
  if (unknown.length > 0 && previous.length > 0 && !isModelLoaded)
    return { kept: [...previous], unknown: [] };
  return { kept: previous.filter(({ key }) => wanted.has(key)), unknown };
}

function keyOfText(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, KEY_BYTES * 2);
}

/** For every question, the scores of its ten nearest among all vectors (size × dimension numbers), by exact search. */
export function bestScores(
  vectors: Float32Array,
  dimension: number,
  questions: readonly Float32Array[],
): Float64Array[] {
  if (questions.length === 0) return [];
  return scoresAfter(
    questions.map((vector) => ({ vector, scores: new Float64Array(0) })),
    vectors,
    dimension,
  );
}

/** The best scores of questions after vectors have been added. */
function scoresAfter(
  questions: readonly Pick<RecallQuestion, 'vector' | 'scores'>[],
  added: Float32Array,
  dimension: number,
): Float64Array[] {
  const tops = questions.map(({ vector, scores }) => {
    const top = createTopK(RECALL_NEIGHBOURS);
    for (const score of scores) if (score > NOBODY) top.add(-1, score);
    return { vector, top };
  });
  for (let start = 0; start < added.length; start += dimension)
    for (const { vector, top } of tops) top.add(start, dot(added, start, vector));
  return tops.map(({ top }) => {
    const scores = new Float64Array(RECALL_NEIGHBOURS).fill(NOBODY);
    scores.set(top.best().map(({ score }) => score));
    return scores;
  });
}

/**
 * The questions after a change, as far as they follow without an exact search over all passages.
 * @param removed vectors of the removed passages, one after the other
 * @param added vectors of the added passages
 * @returns undefined in place of a question if one of its ten nearest was removed
 */
export function updateRecallQuestions(
  questions: readonly RecallQuestion[],
  removed: Float32Array,
  added: Float32Array,
): (RecallQuestion | undefined)[] {
  const dimension = questions[0]?.vector.length ?? 1;
  const scores = scoresAfter(questions, added, dimension);
  return questions.map((question, i) => {
    const least = question.scores.at(-1) ?? NOBODY;
    for (let start = 0; start < removed.length; start += dimension)
      if (dot(removed, start, question.vector) >= least) return undefined;
    return { ...question, scores: scores[i]! };
  });
}

/**
 * Recall@10 of an index: the share of the ten best scores that it finds too. Scores are compared instead of ordinals:
 * of two passages with the same vector either is right.
 * @returns 1 without questions
 */
export function recallOf(
  index: Pick<VectorIndex, 'search'>,
  questions: readonly Pick<RecallQuestion, 'vector' | 'scores'>[],
): number {
  let found = 0;
  let wanted = 0;
  for (const { vector, scores } of questions) {
    const best = scores.filter((score) => score > NOBODY);
    const least = (best.at(-1) ?? NOBODY) - PRECISION;
    wanted += best.length;
    found += index.search(vector, RECALL_NEIGHBOURS).filter(({ score }) => score >= least).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

export function encodeRecallQuestions(questions: readonly RecallQuestion[]): Uint8Array {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(questions.length);
  const bytesOf = (numbers: Float32Array | Float64Array): Uint8Array =>
    new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return Buffer.concat([
    count,
    ...questions.flatMap(({ key, vector, scores }) => [
      Buffer.from(key, 'hex'),
      bytesOf(scores),
      bytesOf(vector),
    ]),
  ]);
}

/** @throws Error when the bytes are not questions of that many dimensions */
export function decodeRecallQuestions(bytes: Buffer, dimension: number): RecallQuestion[] {
  const scoreBytes = RECALL_NEIGHBOURS * 8;
  const questionBytes = KEY_BYTES + scoreBytes + dimension * 4;
  const count = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (bytes.length !== 4 + count * questionBytes)
    throw new Error(`recall.bin has ${bytes.length} bytes for ${count} questions`);
  return Array.from({ length: count }, (_, i) => {
    const at = 4 + i * questionBytes;
    const part = (start: number, length: number): ArrayBuffer =>
      new Uint8Array(bytes.subarray(start, start + length)).buffer;
    return {
      key: bytes.toString('hex', at, at + KEY_BYTES),
      scores: new Float64Array(part(at + KEY_BYTES, scoreBytes)),
      vector: new Float32Array(part(at + KEY_BYTES + scoreBytes, dimension * 4)),
    };
  });
}
