import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Embedder, ModelDescription } from '../../src/embedding/embedder.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import { DEFAULT_CALIBRATION } from '../../src/retrieval/calibration.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { NO_SYNONYMS } from '../../src/retrieval/synonyms.ts';
import { measureMasked } from '../../src/retrieval/masked-questions.ts';
import { normalQuestion } from '../../src/retrieval/question.ts';
import { ownCutOffs, upperBound } from '../../src/retrieval/own-cut-offs.ts';
import { describeHashing, openHashing } from '../support/hashing-embedder.ts';
import { openTestEngine, openWith, type TestEngine } from '../support/engine.ts';
import { type MadeLanguage, madeClauses, writeMadeWiki } from '../support/made-wikis.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SHIPPED = { found: 0.8, unsure: 0.3 };
const evenly = (count: number): number[] => Array.from({ length: count }, (_, i) => i / count);
const near = (actual: number, expected: number, tolerance: number, what = ''): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual} is not near ${expected}`);
};

test('without a question there are no cut-offs of its own', () => {
  assert.equal(ownCutOffs({ made: [], labelled: [] }, SHIPPED, 0.08), undefined);
});

test('the cut-off is the level that only the wanted share of the questions reaches', () => {
  const { cutOffs, measured } =
    ownCutOffs({ made: evenly(1000), labelled: [] }, SHIPPED, 0.1) ?? assert.fail();
  near(cutOffs.found, 0.9, 0.005);
  near(measured.falseAnswers, 0.1, 0.005);
  assert.equal(measured.questions, 1000);
});

test('few questions move the shipped cut-off only a little', () => {
  const after = (count: number): number =>
    ownCutOffs({ made: Array<number>(count).fill(0.2), labelled: [] }, SHIPPED, 0.08)?.cutOffs.found ?? 0;
  assert.ok(after(2) > 0.7);
  assert.ok(after(20) > 0.45 && after(20) < 0.55);
  assert.ok(after(400) < 0.25);
});

test('a labelled question weighs more than one that was made', () => {
  const found = (labelled: number[]): number =>
    ownCutOffs({ made: Array<number>(200).fill(0.1), labelled }, SHIPPED, 0.08)?.cutOffs.found ?? 0;
  assert.ok(found(Array<number>(5).fill(0.9)) > 0.8);
  assert.ok(found([]) < 0.2);
});

test('for all confidences, a larger share never raises the cut-off, and the order of the cut-offs holds', () => {
  const confidence = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);
  const confidences = fc.array(confidence, { maxLength: 60 });
  const share = fc.integer({ min: 1, max: 50 }).map((value) => value / 100);
  fc.assert(
    fc.property(confidences, confidences, share, share, (made, labelled, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const strict = ownCutOffs({ made, labelled }, SHIPPED, less);
      const lax = ownCutOffs({ made, labelled }, SHIPPED, more);
      if (strict === undefined || lax === undefined) {
        assert.equal(made.length + labelled.length, 0);
        return;
      }
      assert.ok(lax.cutOffs.found <= strict.cutOffs.found);
      for (const { cutOffs, measured } of [strict, lax]) {
        assert.ok(cutOffs.unsure < cutOffs.found && cutOffs.found < 0.99);
        assert.ok(measured.falseAnswers <= measured.atMost && measured.atMost <= 1);
      }
    }),
  );
});

test('the upper bound is that of Clopper and Pearson', () => {
  // One-sided 95 % bounds: the ends of two-sided 90 % intervals, from published tables.
  near(upperBound(0, 10, 0.95), 0.2589, 1e-4);
  near(upperBound(1, 10, 0.95), 0.3942, 1e-4);
  near(upperBound(5, 10, 0.95), 0.7776, 1e-4);
  near(upperBound(5, 10, 0.975), 0.8129, 1e-4);
  assert.equal(upperBound(3, 3, 0.9), 1);
});

/** A stand-in for models like e5, whose cosines all lie between .7 and 1: without token vectors. */
const E5_SHARE = 0.3;
async function describeCrowded(): Promise<ModelDescription> {
  const { dimension, ...model } = await describeHashing();
  return { ...model, id: 'crowded', dimension: dimension + 1, staticTokens: false };
}
async function openCrowded(): Promise<Embedder> {
  const hashing = await openHashing();
  return {
    model: await describeCrowded(),
    concurrency: hashing.concurrency,
    tokens: undefined,
    close: () => hashing.close(),
    embed: async (texts, as) =>
      (await hashing.embed(texts, as)).map((vector) => {
        const longer = new Float32Array(vector.length + 1).fill(Math.sqrt(1 - E5_SHARE));
        longer.set(vector.map((value) => value * Math.sqrt(E5_SHARE)));
        return longer;
      }),
  };
}

/** Share of false answers that is wanted here: large, so that two hundred questions tell it well. */
const WANTED = 0.2;
/** How far a share of two hundred may be from it; with five articles the shipped cut-off still has its say. */
const TOLERANCE = { few: 0.14, many: 0.12 };

/** The share of questions about articles that a wiki lacks which reach its own cut-off. */
async function falseAnswers(engine: TestEngine, language: MadeLanguage, articles: number): Promise<number> {
  const { index, embedder, retriever } = engine;
  const { calibration } = retriever;
  const openSearch = (searched: OpenIndex, options: { correctSpelling: boolean }) =>
    createRetriever({
      index: searched,
      embedder,
      calibration,
      synonyms: NO_SYNONYMS,
      ...options,
    });
  const masked = await measureMasked(index, openSearch, []);
  const { cutOffs } =
    ownCutOffs(masked, calibration.cutOffs, WANTED) ?? assert.fail('no questions were made');
  const confidences: number[] = [];
  for (let number = articles; number < articles + 40; number++)
    for (const clause of madeClauses(language, number).slice(0, 5)) {
      const asked = /[a-z]$/.test(clause) ? `why is it that ${clause}` : `${clause}要怎么办`;
      confidences.push((await retriever.retrieve(normalQuestion(asked))).confidence);
    }
  return confidences.filter((confidence) => confidence >= cutOffs.found).length / confidences.length;
}

for (const [language, articles] of [
  ['simplified', 50],
  ['traditional', 50],
  ['english', 50],
  ['mixed', 50],
  ['simplified', 5],
  ['english', 5],
] as const) {
  test(`a ${language} wiki of ${articles} articles lets through about the wanted share of false answers`, async () => {
    const folder = temporaryFolder();
    writeMadeWiki(folder, language, 0, articles);
    const share = await falseAnswers(await openTestEngine(folder), language, articles);
    near(share, WANTED, articles < 50 ? TOLERANCE.few : TOLERANCE.many, `${language}, ${articles}:`);
  });
}

for (const articles of [50, 1000]) {
  test(`so does one of ${articles} articles with a model whose cosines are all high`, async () => {
    const folder = temporaryFolder();
    writeMadeWiki(folder, 'simplified', 0, articles);
    const engine = await openWith(folder, describeCrowded, openCrowded);
    const uncalibrated = { ...engine, ...engine.withCalibration(DEFAULT_CALIBRATION) };
    const share = await falseAnswers(uncalibrated, 'simplified', articles);
    near(share, WANTED, TOLERANCE.many, `${articles}:`);
  });
}
