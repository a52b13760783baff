import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createExampleTopics } from '../../src/answer/example-topics.ts';
import type { FoundAnswer } from '../../src/answer/answer.ts';
import { DEFAULT_CALIBRATION } from '../../src/retrieval/calibration.ts';
import { openTestEngine } from '../support/engine.ts';

const { answerer, index } = await openTestEngine();
async function found(question: string): Promise<FoundAnswer> {
  const answer = await answerer.answer(question);
  assert.equal(answer.kind, 'found', JSON.stringify(answer));
  return answer;
}

test('found: the passage with its source, and related topics with the declared one first', async () => {
  const { main, related, confidence } = await found('青禾科技的发行价格是多少');
  assert.deepEqual(main.headingPath, ['基本释义', '发行价格']);
  assert.deepEqual(main.article, {
    articleId: main.article.articleId,
    slug: 'qinghe-shangshi',
    title: '青禾科技何时上市',
    date: '2026-03-02',
    views: 120,
    source: 'https://wiki.example.org/qinghe',
  });
  assert.equal(
    main.excerpt.sentences.find(({ best }) => best)?.text,
    '青禾科技的发行价格为每股12.80元，共发行2000万股新股。',
  );
  assert.equal(related[0]?.title, '云帆客服系统');
  assert.ok(confidence >= 0.5 && confidence <= 1);
});

test('found: further passages are of other articles, at most two, and each comes once', async () => {
  const { main, further } = await found('客服人员的工单超过期限');
  assert.ok(further.length <= 2);
  const articles = [main, ...further].map(({ article }) => article.slug);
  assert.equal(new Set(articles).size, articles.length);
});

test('found: the next passages do not repeat', async () => {
  const { main, next } = await found('公司注销公告期限');
  const refs = [main.ref, ...next].map(({ sectionId, ordinal }) => `${sectionId}${ordinal}`);
  assert.equal(new Set(refs).size, refs.length);
  assert.ok(next.length > 0);
});

test('an answer at the end of a long section is in the excerpt', async () => {
  const { main } = await found('青禾科技的样品复检收费吗');
  assert.equal(main.ref.ordinal, 1, 'the second passage of the section');
  assert.match(main.excerpt.sentences.map(({ text }) => text).join(''), /复检不另外收费/);
});

test('unsure: the closest topics, each once', async () => {
  const answer = await answerer.answer('企业的客户合同一般怎么保存');
  assert.ok(answer.kind === 'unsure', JSON.stringify(answer));
  const titles = answer.topics.map(({ title }) => title);
  assert.ok(titles.length > 0 && titles.length <= 4);
  assert.equal(new Set(titles).size, titles.length);
});

test('nothing: a question far from the wiki', async () => {
  const answer = await answerer.answer('红烧肉需要炖多长时间');
  assert.deepEqual(
    { ...answer, confidence: 0 },
    { kind: 'nothing', question: '红烧肉需要炖多长时间', confidence: 0, reason: 'no-match' },
  );
});

test('small talk gets a pointer of its own kind, and nothing is searched', async () => {
  const reasons: [string, string][] = [
    ['你好', 'greeting'],
    ['😀👍', 'greeting'],
    ['谢谢', 'thanks'],
    ['你是谁', 'about'],
    ['???', 'no-content'],
    ['', 'no-content'],
  ];
  for (const [question, reason] of reasons) {
    assert.deepEqual(await answerer.answer(question), { kind: 'nothing', question, confidence: 0, reason });
  }
});

test('a passage can be shown again by its ref, marked for its question; a ref that is gone gives undefined', async () => {
  const { main } = await found('青禾科技的发行价格是多少');
  const again = await answerer.passage(main.ref, '青禾科技的发行价格是多少');
  assert.deepEqual(again?.excerpt, main.excerpt);
  const unmarked = await answerer.passage(main.ref, '');
  assert.deepEqual(
    unmarked?.excerpt.sentences.flatMap(({ marks }) => marks),
    [],
  );
  const shorter = await answerer.passage({ ...main.ref, ordinal: 30 }, '');
  assert.ok(shorter !== undefined, 'a section with fewer passages than before');
  assert.equal(await answerer.passage({ sectionId: 'AAAAAAAAAAAA', ordinal: 0 }, ''), undefined);
});

test('a topic card holds the brief part; an article that is gone gives undefined', () => {
  const card = answerer.topicCard(index.catalogue.bySlug('gongsi-zhuxiao')?.id ?? '');
  assert.deepEqual(
    card?.sections.map(({ headingPath }) => headingPath.at(-1)),
    ['注销前的准备', '税务注销'],
  );
  assert.match(card.sections[1]?.text ?? '', /^公司要先向税务机关申请税务注销/);
  assert.equal(answerer.topicCard('AAAAAAAAAAAA'), undefined);
});

test('a question of any length is answered', async () => {
  assert.equal((await found('青禾科技的发行价格'.repeat(2000))).main.article.slug, 'qinghe-shangshi');
});

test("example questions are titles in the reader's language, those that ask something first", () => {
  const examples = createExampleTopics(index.catalogue);
  assert.deepEqual(
    examples.forLanguage('zh').map(({ title }) => title),
    ['专利年费怎么缴', '公司注销的步骤', '青禾科技何时上市'],
  );
  assert.equal(examples.forLanguage('en')[0]?.title, 'Letters of credit');
});

test('a model without token vectors answers by both arms, and its sentences are embedded when they are shown', async () => {
  const contextual = await openTestEngine(undefined, { staticTokens: false });
  assert.equal(contextual.index.tokens, undefined);
  const { answerer: other, retriever } = contextual.withCalibration(DEFAULT_CALIBRATION);
  const { hits } = await retriever.retrieve('青禾科技的样品复检收费吗');
  assert.ok(hits.every(({ soft, sentenceScore }) => soft === undefined && sentenceScore === 0));
  const answer = await other.answer('青禾科技的样品复检收费吗');
  assert.ok(answer.kind === 'found', JSON.stringify(answer));
  assert.match(answer.main.excerpt.sentences.map(({ text }) => text).join(''), /复检不另外收费/);
});
