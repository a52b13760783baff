import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calibration } from '../../src/retrieval/calibration.ts';
import { fuse, RANK_FEATURES, type RankFeatures } from '../../src/retrieval/fusion.ts';
import { briefSections, relatedTopics } from '../../src/retrieval/related-topics.ts';
import { CALIBRATION, openTestEngine } from '../support/engine.ts';

const { retriever, withCalibration, index } = await openTestEngine();
const NO_WEIGHTS = Object.fromEntries(RANK_FEATURES.map((name) => [name, 0])) as Calibration['fusion'];
const first = async (question: string): Promise<string> => {
  const [hit] = (await retriever.retrieve(question)).hits;
  if (hit === undefined) return 'nothing';
  const { article, section } = index.catalogue.place(hit.ordinal);
  return `${article.slug}/${section.headingPath.at(-1) ?? ''}`;
};
const article = (slug: string) => {
  const found = index.catalogue.bySlug(slug);
  assert.ok(found !== undefined);
  return found;
};

const questions: [question: string, expected: string][] = [
  ['青禾科技的发行价格是多少', 'qinghe-shangshi/发行价格'],
  ['青禾科技股票代码', 'qinghe-shangshi/上市时间'],
  ['簡易註銷要公告多少天', 'gongsi-zhuxiao/公告期限'],
  ['货柜免费堆存几天', 'gangkou-wuliu/貨櫃堆存'],
  ['聊天记录保存多长时间', 'yunfan-kefu/数据安全'],
  ['Is an insurance certificate one of the usual documents?', 'letters-of-credit/Typical documents'],
  ['ＬＥＴＴＥＲ ＯＦ ＣＲＥＤＩＴ bank', 'letters-of-credit/What the bank promises'],
];
for (const [question, expected] of questions) {
  test(`"${question}" finds ${expected}`, async () => {
    assert.equal(await first(question), expected);
  });
}

test('a passage without a word of the question is found by its meaning alone', async () => {
  const { hits } = await retriever.retrieve('seaport container storage fee');
  assert.ok(hits.some(({ lexicalScore, fused }) => lexicalScore === 0 && fused > 0));
});

test('a passage that only one arm found can win', async () => {
  const only = (feature: keyof RankFeatures): Calibration => ({
    ...CALIBRATION,
    fusion: { ...NO_WEIGHTS, [feature]: 1 },
  });
  const byWords = await withCalibration(only('lexicalScore')).retriever.retrieve('复检另外收费');
  const byVector = await withCalibration(only('vectorScore')).retriever.retrieve('复检另外收费');
  assert.equal(byWords.hits[0]?.ordinal, byWords.arms.lexical[0]);
  assert.equal(byVector.hits[0]?.ordinal, byVector.arms.vector[0]);
});

test('every hit has all features, each 0 to 1, and they are in order of their sum', async () => {
  const { hits } = await retriever.retrieve('公司注销公告');
  for (const [i, hit] of hits.entries()) {
    assert.ok(Math.abs(hit.fused - fuse(hit, CALIBRATION.fusion)) < 1e-9);
    assert.ok(hit.fused <= (hits[i - 1]?.fused ?? Infinity));
    for (const name of RANK_FEATURES) assert.ok(Math.abs(hit[name]) <= 1.0001, `${name} ${hit[name]}`);
  }
});

test('a question without a content word finds nothing and calls no model', async () => {
  const { hits, confidence, features, question } = await retriever.retrieve('你好，请问是什么');
  assert.deepEqual(
    { hits, confidence, features, terms: question.terms },
    {
      hits: [],
      confidence: 0,
      features: undefined,
      terms: [],
    },
  );
});

test('typing errors by sound are mended, and what was searched is said', async () => {
  const { hits, corrected } = await retriever.retrieve('青和可技的发型价格');
  assert.equal(hits[0]?.article.slug, 'qinghe-shangshi');
  assert.equal(corrected, '青禾科技的发行价格');
});

test('pinyin without tones is read as characters', async () => {
  const { hits, corrected } = await retriever.retrieve('gongsi zhuxiao gonggao');
  assert.equal(hits[0]?.article.slug, 'gongsi-zhuxiao');
  assert.equal(corrected, '公司注销公告');
});

test('a question that finds something is left as it is', async () => {
  assert.equal((await retriever.retrieve('青禾科技的发行价格是多少')).corrected, undefined);
});

test('related topics: declared ones first, then the nearest, never itself or a title that does not exist', () => {
  const related = relatedTopics(index, article('qinghe-shangshi'), 4).map(({ slug }) => slug);
  assert.equal(related.length, 4);
  assert.equal(related[0], 'yunfan-kefu');
  assert.ok(!related.includes('qinghe-shangshi'));
  assert.equal(new Set(related).size, 4);
});

test('the brief part is 基本释义, in either script, or the first part', () => {
  const parts = (slug: string): string[] =>
    briefSections(article(slug)).map(({ headingPath }) => headingPath.join('/'));
  assert.deepEqual(parts('gangkou-wuliu'), ['基本釋義/貨櫃堆存', '基本釋義/清關代理']);
  assert.deepEqual(parts('letters-of-credit'), [
    'Overview/What the bank promises',
    'Overview/Typical documents',
  ]);
  assert.deepEqual(parts('qinghe-shangshi'), ['基本释义/上市时间', '基本释义/发行价格']);
});
