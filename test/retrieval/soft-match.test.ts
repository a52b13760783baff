import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { TokenSource } from '../../src/embedding/embedder.ts';
import { createSoftMatcher } from '../../src/retrieval/soft-match.ts';
import { createTokenVectors } from '../../src/retrieval/token-vectors.ts';
import { openTestEngine } from '../support/engine.ts';
import { openBundled } from '../support/model.ts';

const embedder = await openBundled();
after(() => embedder.close());
const source = embedder.tokens;
assert.ok(source !== undefined);
const { index } = await openTestEngine();
const store = index.tokens;
assert.ok(store !== undefined);

async function match(stretches: { text: string; alternatives?: string[] }[], ordinal: number) {
  assert.ok(source !== undefined && store !== undefined);
  const parts = stretches.flatMap(({ text, alternatives = [] }) => [text, ...alternatives]);
  const [embedded] = await source.embedParts([parts]);
  assert.ok(embedded !== undefined);
  let at = 0;
  const next = (): Uint32Array => embedded.parts[at++] ?? new Uint32Array();
  const asked = stretches.map(({ alternatives = [] }) => ({
    ids: next(),
    alternatives: alternatives.map(next),
  }));
  const [found] = await createSoftMatcher(source, store).match(
    { vector: embedded.vector, stretches: asked },
    [ordinal],
  );
  assert.ok(found !== undefined);
  return found;
}

test('a passage covers its own words wholly, its sentence as well', async () => {
  const { article } = index.catalogue.place(0);
  const found = await match([{ text: article.title }], 0);
  assert.ok(found.coverage > 0.999 && found.sentenceCoverage > 0.999, String(found.coverage));
  assert.ok(found.missing < 1e-3);
});

test('a word of like meaning covers more than one of another', async () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const near = await match([{ text: '企业歇业清算' }], at);
  const far = await match([{ text: '茄子红烧排骨' }], at);
  assert.ok(near.coverage > far.coverage + 0.1, `${near.coverage} ${far.coverage}`);
  assert.ok(near.missing < far.missing || near.coverage > far.coverage);
});

test('a synonym stands in for the word, for nine tenths of it', async () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const alone = await match([{ text: '茄子' }], at);
  const helped = await match([{ text: '茄子', alternatives: ['注销'] }], at);
  assert.ok(helped.coverage > alone.coverage);
  assert.ok(Math.abs(helped.coverage - 0.9) < 1e-6, String(helped.coverage));
});

test('tokens that another question pushes out are fetched again before they are compared', async () => {
  const fake: TokenSource = {
    embedParts: () => Promise.resolve([]),
    vectorsOf: (ids) => Promise.resolve(Array.from(ids, (id) => Float32Array.of(id % 2, (id + 1) % 2))),
  };
  const vectors = createTokenVectors(fake, 3);
  const use = async (ids: number[]): Promise<void> => {
    const wanted = new Set(ids);
    for (let missing = vectors.missing(wanted); missing.length > 0; missing = vectors.missing(wanted))
      await vectors.load(missing);
    for (const id of ids) assert.equal(vectors.norm(id), 1);
    const same = ids.flatMap((id) => ids.map((other) => Number(id % 2 === other % 2)));
    assert.deepEqual([...vectors.cosines(ids, ids)], same);
  };
  await Promise.all([use([1, 2]), use([3, 4]), use([2, 5]), use([1, 6])]);
  assert.deepEqual([...vectors.cosines([1, 99], [99, 1])].slice(0, 3), [0, 0, 1], 'a token that is not here');
});

test('cosines of many tokens with many are those of each with each', async () => {
  const random = (id: number): Float32Array =>
    Float32Array.from({ length: 5 }, (_, i) => Math.sin(id * 7 + i));
  const fake: TokenSource = {
    embedParts: () => Promise.resolve([]),
    vectorsOf: (ids) => Promise.resolve(Array.from(ids, random)),
  };
  const vectors = createTokenVectors(fake);
  for (const width of [1, 7, 8, 9, 16, 19]) {
    const asked = Array.from({ length: width }, (_, i) => i);
    const others = Array.from({ length: 11 }, (_, i) => i + 15);
    await vectors.load(vectors.missing(new Set([...asked, ...others])));
    const found = vectors.cosines(asked, others);
    for (const [o, other] of others.entries())
      for (const [a, one] of asked.entries()) {
        const [x, y] = [random(one), random(other)];
        const dot = x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
        const expected = dot / (Math.hypot(...x) * Math.hypot(...y));
        assert.ok(
          Math.abs((found[o * width + a] ?? NaN) - expected) < 1e-6,
          `${one} with ${other} of ${width}`,
        );
      }
  }
});
