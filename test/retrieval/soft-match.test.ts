import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { createTokenStoreBuilder } from '../../src/build/token-store-builder.ts';
import { openTokenStore, type TokenStore } from '../../src/index/token-store.ts';
import { createSoftMatcher, type SoftMatch } from '../../src/retrieval/soft-match.ts';
import { openTestEngine } from '../support/engine.ts';
import { openBundled } from '../support/model.ts';
import { temporaryFolder } from '../support/temporary.ts';

const embedder = await openBundled();
after(() => embedder.close());
const source = embedder.tokens;
assert.ok(source !== undefined);
const { index } = await openTestEngine();
const store = index.tokens;
assert.ok(store !== undefined);

function match(segments: { text: string; alternatives?: string[] }[], ordinal: number): SoftMatch {
  assert.ok(source !== undefined && store !== undefined);
  const parts = segments.flatMap(({ text, alternatives = [] }) => [text, ...alternatives]);
  const [embedded] = source.embedParts([parts], 'passage');
  assert.ok(embedded !== undefined);
  let at = 0;
  const next = (): Uint32Array => embedded.parts[at++] ?? new Uint32Array();
  const asked = segments.map(({ alternatives = [] }) => ({
    ids: next(),
    alternatives: alternatives.map(next),
  }));
  const [found] = createSoftMatcher(source, store).match({ vector: embedded.vector, segments: asked }, [
    ordinal,
  ]);
  assert.ok(found !== undefined);
  return found;
}

test('a passage covers its own words completely, and so does its sentence', () => {
  const { article } = index.catalogue.place(0);
  const found = match([{ text: article.title }], 0);
  assert.ok(found.coverage > 0.999 && found.sentenceCoverage > 0.999, String(found.coverage));
  assert.ok(found.missing < 1e-3);
});

test('a word of similar meaning covers more than an unrelated one', () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const near = match([{ text: '企业歇业清算' }], at);
  const far = match([{ text: '茄子红烧排骨' }], at);
  assert.ok(near.coverage > far.coverage + 0.1, `${near.coverage} ${far.coverage}`);
});

test('a synonym replaces the word with nine tenths of its weight', () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const alone = match([{ text: '茄子' }], at);
  const helped = match([{ text: '茄子', alternatives: ['注销'] }], at);
  assert.ok(helped.coverage > alone.coverage);
  assert.ok(Math.abs(helped.coverage - 0.9) < 1e-6, String(helped.coverage));
});

/** Four tokens in a plane: 1 and 2 at right angles, 3 between them, 0 without a direction. */
const TABLE = {
  dimension: 2,
  rows: Int8Array.of(0, 0, 100, 0, 0, 50, 60, 60),
  scales: Float32Array.of(1, 0.01, 0.01, 0.01),
};

/** Passages as the tokens of their head and of each sentence, as in an index. */
function storeOf(passages: number[][][]): TokenStore {
  const builder = createTokenStoreBuilder();
  for (const parts of passages) builder.add(parts.map((ids) => Uint32Array.from(ids)));
  const file = path.join(temporaryFolder(), 'tokens.bin');
  writeFileSync(file, builder.finish());
  return openTokenStore(file);
}

test('coverage, missing and scores match the formulas, computed by hand', () => {
  const tokens = storeOf([
    [[1], [2], [3, 0]],
    [[0], [2]],
    [[], []],
  ]);
  const [first, second, third] = createSoftMatcher({ table: TABLE }, tokens).match(
    { vector: Float32Array.of(1, 0), segments: [{ ids: Uint32Array.of(1, 2), alternatives: [] }] },
    [0, 1, 2],
  );
  tokens.close();
  const near = (found: number | undefined, wanted: number, what: string): void => {
    assert.ok(Math.abs((found ?? NaN) - wanted) < 1e-6, `${what}: ${found} instead of ${wanted}`);
  };
  // Token 1 has length 1 and is in one of three passages, token 2 is half as long and in two.
  const rarity = (frequency: number): number => Math.log(1 + (3 - frequency + 0.5) / (frequency + 0.5));
  const [one, two] = [rarity(1), rarity(2) / 2];
  const share = (ofOne: number, ofTwo: number): number => (one * ofOne + two * ofTwo) / (one + two);
  const half = Math.SQRT1_2;
  near(first?.coverage, 1, 'all of it');
  near(first?.missing, 0, 'nothing of it');
  near(first?.sentences[0]?.coverage, 1, 'the first sentence with its head');
  near(first?.sentences[1]?.coverage, share(1, half), 'the second sentence with its head');
  near(first?.sentences[1]?.carriedCoverage, share(1, 0.8), 'the second sentence after the first');
  near(first?.sentences[0]?.score, 1 / Math.hypot(1, 0.5), 'head and sentence at right angles');
  near(first?.sentences[1]?.score, 1.6 / Math.hypot(1.6, 0.6), 'the sum of head and sentence');
  near(second?.coverage, share(0, 1), 'only the second word');
  near(second?.missing, one / (one + two), 'the first word');
  assert.deepEqual(third, {
    coverage: 0,
    missing: one / (one + two),
    aspectInHeading: 0,
    aspectInSentence: 0,
    sentenceCoverage: 0,
    sentenceScore: 0,
    sentences: [{ score: 0, coverage: 0, carriedCoverage: 0 }],
  });
});

test('what the title says of the question does not count as its aspect', () => {
  const tokens = storeOf([
    [[1, 2], [0]],
    [[1, 0], [2]],
    [[1, 3], [0]],
    [[1, 2], [2]],
  ]);
  const question = {
    vector: Float32Array.of(1, 0),
    segments: [{ ids: Uint32Array.of(1, 2), alternatives: [] }],
  };
  const found = createSoftMatcher({ table: TABLE }, tokens).match(question, [0, 1, 2, 3], [1, 1, 1, 2]);
  tokens.close();
  const shares = found.map(({ aspectInHeading, aspectInSentence }) =>
    [aspectInHeading, aspectInSentence].map((share) => Math.round(share * 1000) / 1000),
  );
  // In the heading; in the sentence alone; half in the heading; nothing is left to ask.
  assert.deepEqual(shares, [
    [1, 1],
    [0, 1],
    [0.707, 0.707],
    [1, 1],
  ]);
});
