import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import {
  bestScores,
  decodeRecallQuestions,
  encodeRecallQuestions,
  type RecallQuestion,
  recallOf,
  updateRecallQuestions,
} from '../../src/build/recall-questions.ts';
import { randomUnitVectors } from '../support/vectors.ts';

const DIMENSION = 8;

function questionsOf(vectors: Float32Array, count: number): RecallQuestion[] {
  const rowsOfAll = randomUnitVectors(count, DIMENSION, 77);
  const rows = Array.from({ length: count }, (_, i) => rowsOfAll.slice(i * DIMENSION, (i + 1) * DIMENSION));
  const scores = bestScores(vectors, DIMENSION, rows);
  return rows.map((vector, i) => ({
    key: i.toString(16).padStart(32, '0'),
    vector,
    scores: scores[i] ?? new Float64Array(0),
  }));
}

test('updated scores equal those of an exact search, or are marked unknown', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(12), fc.nat(12), fc.integer(), (kept, removed, added, seed) => {
      const all = randomUnitVectors(kept + removed + added, DIMENSION, seed);
      const cut = (from: number, to: number): Float32Array => all.slice(from * DIMENSION, to * DIMENSION);
      const before = questionsOf(cut(0, kept + removed), 5);
      const gone = cut(kept, kept + removed);
      const come = cut(kept + removed, kept + removed + added);
      const now = new Float32Array((kept + added) * DIMENSION);
      now.set(cut(0, kept));
      now.set(come, kept * DIMENSION);
      const scanned = questionsOf(now, 5);
      for (const [i, question] of updateRecallQuestions(before, gone, come).entries()) {
        if (question !== undefined) assert.deepEqual(question, scanned[i]);
        else assert.ok(removed > 0, 'unless passages were removed, all scores stay known');
      }
    }),
    { numRuns: 200 },
  );
});

test('questions are read from their file as written', () => {
  const questions = questionsOf(randomUnitVectors(40, DIMENSION, 3), 7);
  const bytes = Buffer.from(encodeRecallQuestions(questions));
  assert.deepEqual(decodeRecallQuestions(bytes, DIMENSION), questions);
  assert.throws(() => decodeRecallQuestions(bytes.subarray(0, -1), DIMENSION), /recall\.bin has \d+ bytes/);
});

test('recall is 1 without questions, and counts only existing passages', () => {
  const index = { search: () => [{ ordinal: 0, score: 1 }] };
  assert.equal(recallOf(index, []), 1);
  const vectors = randomUnitVectors(4, DIMENSION, 3);
  const questions = questionsOf(vectors, 1);
  assert.equal(recallOf(index, questions), 1 / 4);
});
