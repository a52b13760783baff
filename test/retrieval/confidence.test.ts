import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CALIBRATION, parseCalibration } from '../../src/retrieval/calibration.ts';
import {
  CONFIDENCE_FEATURES,
  type ConfidenceFeatures,
  confidenceOf,
} from '../../src/retrieval/confidence.ts';
import { normalQuestion } from '../../src/retrieval/question.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { NO_SYNONYMS } from '../../src/retrieval/synonyms.ts';
import { CALIBRATION, openTestEngine } from '../support/engine.ts';

const { retriever, index, embedder } = await openTestEngine();
const featuresOf = async (question: string): Promise<ConfidenceFeatures> => {
  const { features } = await retriever.retrieve(normalQuestion(question));
  assert.ok(features !== undefined, question);
  return features;
};

const features = (values: Partial<ConfidenceFeatures>): ConfidenceFeatures => ({
  fused: 0.5,
  lead: 0.1,
  missing: 0.1,
  length: 0.5,
  together: 0.4,
  content: 0.8,
  unknown: 0.2,
  lacksCode: false,
  ...values,
});

test('confidence is the logistic function of the weighted features', () => {
  const rest = { together: 0, content: 0, unknown: 0 };
  const weights = { ...rest, fused: 2, lead: 10, missing: -4, length: 1 };
  // −2 + 2 · 0.5 + 10 · 0.1 + 1 · 0.5 − 4 · 0.1 = 0.1
  const expected = 1 / (1 + Math.exp(-0.1));
  assert.ok(Math.abs(confidenceOf(features({}), { intercept: -2, weights }) - expected) < 1e-12);
  const without = confidenceOf(features({ lacksCode: true }), { intercept: -2, weights });
  assert.ok(Math.abs(without - 0.3 * expected) < 1e-12);
});

for (const [name, { confidence }] of Object.entries({ shipped: CALIBRATION, default: DEFAULT_CALIBRATION })) {
  test(`the ${name} calibration gives probabilities that fall when a word is missing and rise with the lead`, () => {
    const middle = confidenceOf(features({}), confidence);
    assert.ok(middle > 0 && middle < 1);
    assert.ok(confidenceOf(features({ lead: 0.3 }), confidence) > middle);
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

test('a question about another year or code than the section has is never sure', async () => {
  const { cutOffs } = retriever.calibration;
  for (const [own, other] of [
    ['青禾科技是2024年上市的吗', '青禾科技是2031年上市的吗'],
    ['股票代码999001是哪家公司', '股票代码999007是哪家公司'],
  ] as const) {
    const { confidence, features } = await retriever.retrieve(normalQuestion(own));
    assert.equal(features?.lacksCode, false);
    assert.ok(confidence >= cutOffs.found, `${own}: ${confidence}`);
    const second = await retriever.retrieve(normalQuestion(other));
    assert.equal(second.features?.lacksCode, true);
    assert.ok(second.confidence < cutOffs.found, `${other}: ${second.confidence}`);
  }
});

test('an amount that the section does not name is no code', async () => {
  assert.equal((await featuresOf('青禾科技发行3000万股的价格')).lacksCode, false);
});

test('words of content have longer vectors than everyday words', async () => {
  const content = (await featuresOf('公司注销的清算公告')).content;
  const everyday = (await featuresOf('公司不想干了咋弄')).content;
  assert.ok(content > everyday + 0.1, `${content} ${everyday}`);
});

test('unknown is the share of words that no passage has', async () => {
  assert.equal((await featuresOf('公司注销')).unknown, 0);
  assert.ok((await featuresOf('公司注销以后茄子和排骨归谁')).unknown > 0.2);
});

test('a model without token vectors has no features of words, and still a confidence', async () => {
  const plain = createRetriever({
    index,
    embedder: { ...embedder, tokens: undefined },
    calibration: DEFAULT_CALIBRATION,
    synonyms: NO_SYNONYMS,
  });
  const { features, confidence } = await plain.retrieve(normalQuestion('公司注销的公告期限'));
  assert.equal(features?.content, 0);
  assert.equal(features.unknown, 0);
  assert.ok(confidence > 0 && confidence < 1);
});
