import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CALIBRATION, parseCalibration } from '../../src/retrieval/calibration.ts';
import {
  CONFIDENCE_FEATURES,
  type ConfidenceFeatures,
  confidenceOf,
} from '../../src/retrieval/confidence.ts';
import { CALIBRATION } from '../support/engine.ts';

const features = (values: Partial<ConfidenceFeatures>): ConfidenceFeatures => ({
  fused: 0.5,
  margin: 0.1,
  lead: 0.1,
  missing: 0.1,
  length: 0.5,
  ...values,
});

test('confidence is the logistic function of the weighted features', () => {
  const weights = { fused: 2, margin: 10, lead: 0, missing: -4, length: 1 };
  // −2 + 2 · 0.5 + 10 · 0.1 + 1 · 0.5 − 4 · 0.1 = 0.1
  const expected = 1 / (1 + Math.exp(-0.1));
  assert.ok(Math.abs(confidenceOf(features({}), { intercept: -2, weights }) - expected) < 1e-12);
});

for (const [name, { confidence }] of Object.entries({ shipped: CALIBRATION, default: DEFAULT_CALIBRATION })) {
  test(`the ${name} calibration gives probabilities that fall when a word is missing and rise with the margin`, () => {
    const middle = confidenceOf(features({}), confidence);
    assert.ok(middle > 0 && middle < 1);
    assert.ok(confidenceOf(features({ margin: 0.3 }), confidence) > middle);
    assert.ok(confidenceOf(features({ missing: 0.5 }), confidence) <= middle);
  });
}

test('a calibration file that lacks a number is refused, naming it', () => {
  const file = { model: 'm', fittedOn: 'q', ...DEFAULT_CALIBRATION };
  assert.deepEqual(parseCalibration(JSON.stringify(file), 'm.json'), file);
  const lacking = { ...file, fusion: { ...file.fusion, coverage: null } };
  assert.throws(
    () => parseCalibration(JSON.stringify(lacking), 'm.json'),
    /m\.json: fusion\.coverage is not a number; write it again/,
  );
  const without = { ...file, confidence: { ...file.confidence, weights: {} } };
  assert.throws(
    () => parseCalibration(JSON.stringify(without), 'm.json'),
    new RegExp(`confidence\\.weights\\.${CONFIDENCE_FEATURES[0]} is not a number`),
  );
  assert.throws(() => parseCalibration('{', 'm.json'), /m\.json: not JSON/);
});
