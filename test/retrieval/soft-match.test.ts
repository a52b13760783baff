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
  assert.ok(found.cover > 0.999 && found.sentenceCover > 0.999, String(found.cover));
  assert.ok(found.missing < 1e-3);
});

test('a word of like meaning covers more than one of another', async () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const near = await match([{ text: '企业歇业清算' }], at);
  const far = await match([{ text: '茄子红烧排骨' }], at);
  assert.ok(near.cover > far.cover + 0.1, `${near.cover} ${far.cover}`);
  assert.ok(near.missing < far.missing || near.cover > far.cover);
});

test('a synonym stands in for the word, for nine tenths of it', async () => {
  const at = index.catalogue.bySlug('gongsi-zhuxiao')?.sections[0]?.firstPassage ?? 0;
  const alone = await match([{ text: '茄子' }], at);
  const helped = await match([{ text: '茄子', alternatives: ['注销'] }], at);
  assert.ok(helped.cover > alone.cover);
  assert.ok(Math.abs(helped.cover - 0.9) < 1e-6, String(helped.cover));
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
    for (const id of ids) {
      assert.equal(vectors.norm(id), 1);
      assert.equal(vectors.cosine(id, ids[0] ?? 0), Number(id % 2 === (ids[0] ?? 0) % 2));
    }
  };
  await Promise.all([use([1, 2]), use([3, 4]), use([2, 5]), use([1, 6])]);
  assert.equal(vectors.cosine(1, 99), 0, 'a token that is not here');
});
