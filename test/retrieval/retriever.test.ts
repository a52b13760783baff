import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confidenceOf } from '../../src/retrieval/confidence.ts';
import { fuse } from '../../src/retrieval/fusion.ts';
import { briefSections, relatedTopics } from '../../src/retrieval/related-topics.ts';
import { openTestEngine } from '../support/engine.ts';

const { retriever, index } = await openTestEngine();
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

test('a passage without a word of the question is found by its vector alone', async () => {
  const { hits } = await retriever.retrieve('seaport container storage fee');
  const onlyByVector = hits.filter(({ lexicalScore }) => lexicalScore === 0);
  assert.ok(onlyByVector.length > 0);
  assert.ok(
    onlyByVector.every(({ fused, vectorScore }) => Math.abs(fused - 0.3 * Math.max(0, vectorScore)) < 1e-6),
  );
});

test('every hit has the scores of both arms, and they are in order of their sum', async () => {
  const { hits } = await retriever.retrieve('公司注销公告');
  for (const [i, hit] of hits.entries()) {
    assert.ok(Math.abs(hit.fused - fuse(hit)) < 1e-9);
    assert.ok(hit.fused <= (hits[i - 1]?.fused ?? Infinity));
    assert.ok(Math.abs(hit.vectorScore) <= 1.0001);
  }
});

test('a question without a content word finds nothing and calls no model', async () => {
  assert.deepEqual(await retriever.retrieve('你好，请问是什么'), {
    question: '你好，请问是什么',
    terms: [],
    hits: [],
    confidence: 0,
  });
});

test('confidence grows with each feature and is a probability', () => {
  const low = { vectorScore: 0.1, cover: 0.1, margin: 0 };
  assert.ok(confidenceOf({ ...low, vectorScore: 0.9 }) > confidenceOf(low));
  assert.ok(confidenceOf({ ...low, cover: 0.9 }) > confidenceOf(low));
  assert.ok(confidenceOf({ ...low, margin: 0.9 }) > confidenceOf(low));
  // 1 / (1 + e^(5.3 − 0.5 − 2.75 − 1.49))
  assert.ok(
    Math.abs(confidenceOf({ vectorScore: 0.5, cover: 0.5, margin: 0.1 }) - 1 / (1 + Math.exp(0.56))) < 1e-9,
  );
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
