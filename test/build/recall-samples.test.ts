import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import {
  bestScores,
  decodeSamples,
  encodeSamples,
  type RecallSample,
  recallOf,
  samplesAfter,
} from '../../src/build/recall-samples.ts';
import { randomUnitVectors } from '../support/vectors.ts';

const DIMENSION = 8;

function samplesOf(vectors: Float32Array, count: number): RecallSample[] {
  const questions = randomUnitVectors(count, DIMENSION, 77);
  const rows = Array.from({ length: count }, (_, i) => questions.slice(i * DIMENSION, (i + 1) * DIMENSION));
  const scores = bestScores(vectors, DIMENSION, rows);
  return rows.map((vector, i) => ({
    key: i.toString(16).padStart(32, '0'),
    vector,
    scores: scores[i] ?? new Float64Array(0),
  }));
}

test('scores that are gone on with are those of a scan, or are known to be unknown', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(12), fc.nat(12), fc.integer(), (kept, removed, added, seed) => {
      const all = randomUnitVectors(kept + removed + added, DIMENSION, seed);
      const cut = (from: number, to: number): Float32Array => all.slice(from * DIMENSION, to * DIMENSION);
      const before = samplesOf(cut(0, kept + removed), 5);
      const gone = cut(kept, kept + removed);
      const come = cut(kept + removed, kept + removed + added);
      const now = new Float32Array((kept + added) * DIMENSION);
      now.set(cut(0, kept));
      now.set(come, kept * DIMENSION);
      const scanned = samplesOf(now, 5);
      for (const [i, sample] of samplesAfter(before, gone, come).entries()) {
        if (sample !== undefined) assert.deepEqual(sample, scanned[i]);
        else assert.ok(removed > 0, 'without a loss everything stays known');
      }
    }),
    { numRuns: 200 },
  );
});

test('samples come back from their file as they were', () => {
  const samples = samplesOf(randomUnitVectors(40, DIMENSION, 3), 7);
  const bytes = Buffer.from(encodeSamples(samples));
  assert.deepEqual(decodeSamples(bytes, DIMENSION), samples);
  assert.throws(() => decodeSamples(bytes.subarray(0, -1), DIMENSION), /samples\.bin has \d+ bytes/);
});

test('recall is 1 without samples, and counts only passages that there are', () => {
  const index = { search: () => [{ ordinal: 0, score: 1 }] };
  assert.equal(recallOf(index, []), 1);
  const vectors = randomUnitVectors(4, DIMENSION, 3);
  const samples = samplesOf(vectors, 1);
  assert.equal(recallOf(index, samples), 1 / 4);
});
