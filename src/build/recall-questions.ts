// Questions on which a graph is judged, with the scores of their ten nearest passages by exact search. They are made of
// the corpus itself: half of them name an article and a heading, half quote the beginning of a section, which is what
// people ask; a graph that finds the neighbours of passages does worse on them (100,000 generated passages at efSearch
// 64: .98 of passages' neighbours, .94 of such questions'). They are kept with a generation, because after a small change
// the scores are the old ones with a few more: the scan of everything is the most expensive part of a check.
//
// samples.bin: uint32 count, then per sample key (16 bytes), ten float64 scores (best first, −2 where there are fewer
// passages), vector (dimension × float32). Little endian.
import { createHash } from 'node:crypto';
import { KEY_BYTES } from './passage-keys.ts';
import { type Plan, sectionText } from './passage-plan.ts';
import type { VectorIndex } from '../index/vector-index.ts';

/** @field scores of the ten nearest passages, best first */
export type RecallSample = { key: string; vector: Float32Array; scores: Float64Array };

export const RECALL_NEIGHBOURS = 10;
const SAMPLES = 200;
/** Characters of a quotation. */
const QUOTED = 14;
/** Below every score. */
const NOBODY = -2;
/** hnswlib adds in single precision. */
const PRECISION = 1e-5;

export type SampleText = { key: string; text: string };

/** The texts of the samples: of the sections whose first passage has the smallest key, so that edits change few of them. */
export function sampleTexts({ articles }: Pick<Plan, 'articles'>): SampleText[] {
  const sections = articles.flatMap((article) =>
    article.entry.sections.map(({ headingPath, firstPassage }, index) => {
      return { key: article.keys[firstPassage] ?? '', headingPath, article, index };
    }),
  );
  const chosen = sections.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, SAMPLES);
  const texts = chosen.map(({ key, headingPath, article, index }) => {
    if (Number.parseInt(key.slice(-1), 16) % 2 === 0)
      return `${article.entry.title} ${headingPath.at(-1) ?? ''}`;
    return Array.from(sectionText(article, index).trim()).slice(0, QUOTED).join('');
  });
  return [...new Set(texts)].map((text) => ({ key: keyOfText(text), text }));
}

/**
 * Which samples to have now. Those before stay where the model would have to be loaded for nothing else: a question about
 * a section that is gone is a question too.
 */
export function chooseSamples(
  texts: readonly SampleText[],
  before: readonly RecallSample[],
  isModelLoaded: boolean,
): { kept: RecallSample[]; unknown: SampleText[] } {
  const wanted = new Set(texts.map(({ key }) => key));
  const known = new Set(before.map(({ key }) => key));
  const unknown = texts.filter(({ key }) => !known.has(key));
  if (unknown.length > 0 && before.length > 0 && !isModelLoaded) return { kept: [...before], unknown: [] };
  return { kept: before.filter(({ key }) => wanted.has(key)), unknown };
}

function keyOfText(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, KEY_BYTES * 2);
}

/** Scores of the ten nearest of all vectors (size × dimension numbers) by exact search, for every question. */
export function bestScores(
  vectors: Float32Array,
  dimension: number,
  questions: readonly Float32Array[],
): Float64Array[] {
  const best = questions.map(() => new Float64Array(RECALL_NEIGHBOURS).fill(NOBODY));
  for (let start = 0; start < vectors.length; start += dimension)
    for (const [i, question] of questions.entries()) {
      const scores = best[i];
      if (scores !== undefined) insert(scores, dotAt(vectors, start, question));
    }
  return best;
}

/** Like `dot`, four sums at a time: that many multiplications are under way together. */
function dotAt(rows: Float32Array, start: number, vector: Float32Array): number {
  const end = vector.length - (vector.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < end; i += 4) {
    a += (rows[start + i] ?? 0) * (vector[i] ?? 0);
    b += (rows[start + i + 1] ?? 0) * (vector[i + 1] ?? 0);
    c += (rows[start + i + 2] ?? 0) * (vector[i + 2] ?? 0);
    d += (rows[start + i + 3] ?? 0) * (vector[i + 3] ?? 0);
  }
  for (let i = end; i < vector.length; i++) a += (rows[start + i] ?? 0) * (vector[i] ?? 0);
  return a + b + (c + d);
}

/** Puts a score in its place among the ten best; the least of them goes. */
function insert(scores: Float64Array, score: number): void {
  let at = scores.length;
  while (at > 0 && score > (scores[at - 1] ?? NOBODY)) at--;
  if (at === scores.length) return;
  scores.copyWithin(at + 1, at);
  scores[at] = score;
}

/**
 * The samples after a change, as far as they can be told without looking at all passages.
 * @param removed vectors of passages that are gone, one after the other
 * @param added vectors of passages that have come
 * @returns in place of a sample undefined, when one of its ten nearest is gone
 */
export function samplesAfter(
  samples: readonly RecallSample[],
  removed: Float32Array,
  added: Float32Array,
): (RecallSample | undefined)[] {
  return samples.map((sample) => {
    const { vector } = sample;
    const least = sample.scores.at(-1) ?? NOBODY;
    for (let start = 0; start < removed.length; start += vector.length)
      if (dotAt(removed, start, vector) >= least) return undefined;
    const scores = Float64Array.from(sample.scores);
    for (let start = 0; start < added.length; start += vector.length)
      insert(scores, dotAt(added, start, vector));
    return { ...sample, scores };
  });
}

/**
 * Recall@10 of an index: the share of the ten best scores that it finds as well. Scores are compared, not ordinals: of
 * two passages with the same vector either will do.
 * @returns 1 without samples
 */
export function recallOf(
  index: Pick<VectorIndex, 'search'>,
  samples: readonly Pick<RecallSample, 'vector' | 'scores'>[],
): number {
  let found = 0;
  let wanted = 0;
  for (const { vector, scores } of samples) {
    const best = scores.filter((score) => score > NOBODY);
    const least = (best.at(-1) ?? NOBODY) - PRECISION;
    wanted += best.length;
    found += index.search(vector, RECALL_NEIGHBOURS).filter(({ score }) => score >= least).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

export function encodeSamples(samples: readonly RecallSample[]): Uint8Array {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(samples.length);
  const bytesOf = (numbers: Float32Array | Float64Array): Uint8Array =>
    new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return Buffer.concat([
    count,
    ...samples.flatMap(({ key, vector, scores }) => [
      Buffer.from(key, 'hex'),
      bytesOf(scores),
      bytesOf(vector),
    ]),
  ]);
}

/** @throws Error when the bytes are no samples of so many dimensions */
export function decodeSamples(bytes: Buffer, dimension: number): RecallSample[] {
  const scoreBytes = RECALL_NEIGHBOURS * 8;
  const sampleBytes = KEY_BYTES + scoreBytes + dimension * 4;
  const count = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (bytes.length !== 4 + count * sampleBytes)
    throw new Error(`samples.bin has ${bytes.length} bytes for ${count} samples`);
  return Array.from({ length: count }, (_, i) => {
    const at = 4 + i * sampleBytes;
    const part = (start: number, length: number): ArrayBuffer =>
      new Uint8Array(bytes.subarray(start, start + length)).buffer;
    return {
      key: bytes.toString('hex', at, at + KEY_BYTES),
      scores: new Float64Array(part(at + KEY_BYTES, scoreBytes)),
      vector: new Float32Array(part(at + KEY_BYTES + scoreBytes, dimension * 4)),
    };
  });
}
