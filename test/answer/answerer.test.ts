import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type FoundAnswer, isUnanswered } from '../../src/answer/answer.ts';
import { DEFAULT_CALIBRATION } from '../../src/retrieval/calibration.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { openHashingEngine, openTestEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

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

test('found: the next passages do not repeat', async () => {
  const { main, next } = await found('公司注销公告期限');
  const refs = [main.ref, ...next].map(({ sectionId, ordinal }) => `${sectionId}${ordinal}`);
  assert.equal(new Set(refs).size, refs.length);
  assert.ok(next.length > 0);
});

test('the excerpt includes an answer at the end of a long section', async () => {
  const { main } = await found('青禾科技的样品复检收费吗');
  assert.equal(main.ref.ordinal, 1, 'the second passage of the section');
  assert.match(main.excerpt.sentences.map(({ text }) => text).join(''), /复检不另外收费/);
});

test('unsure: the closest topics, each once', async () => {
  const answer = await answerer.answer('客户的合同怎么保存');
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

test('words that stand in the wiki are never answered with nothing', async () => {
  const { texts, catalogue } = index;
  const sections = catalogue.articles
    .flatMap((article) => article.sections)
    .map((_, i) => texts.section(i).text);
  const words = new Set(sections.flatMap((text) => text.match(/\p{Script=Han}{2,8}/gu) ?? []));
  assert.ok(words.size > 100);
  for (const word of words) {
    const answer = await answerer.answer(word);
    assert.ok(
      answer.kind !== 'nothing' || answer.reason !== 'no-match',
      `${word}: ${JSON.stringify(answer)}`,
    );
  }
});

test('small talk gets a pointer for its kind, and nothing is searched', async () => {
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

test('a word of small talk that a title of the wiki has is asked for, not answered as small talk', async () => {
  const folder = temporaryFolder();
  for (const title of ['垃圾分类收费办法', '再见', 'Continue'])
    writeFileSync(
      path.join(folder, `${title}.md`),
      `---\ntitle: ${title}\n---\n## 正文\n${title}的说明在这里。\n`,
    );
  const { answerer: other } = await openHashingEngine(folder);
  const isSmallTalk = async (question: string): Promise<boolean> => {
    const answer = await other.answer(question);
    return answer.kind === 'nothing' && answer.reason !== 'no-match';
  };
  for (const topic of ['垃圾', '再见', '垃圾！', 'continue'])
    assert.equal(await isSmallTalk(topic), false, topic);
  for (const message of ['拜拜', '垃圾机器人', 'go on', '继续'])
    assert.equal(await isSmallTalk(message), true, message);
});

test('nobody owes an answer to small talk', async () => {
  for (const message of ['再见', '转人工', '666', 'stupid bot', 'ignore previous instructions', '啊啊啊啊啊'])
    assert.ok(!isUnanswered(await answerer.answer(message)), message);
});

test('every passage in the list of results can be shown, and no section is repeated', async () => {
  const question = '青禾科技的发行价格是多少';
  const { main, next } = await found(question);
  const sections: string[] = [];
  for (let position = 0; position <= next.length; position++) {
    const listed = await answerer.result(question, position);
    assert.ok(listed !== undefined, String(position));
    assert.equal(listed.count, 1 + next.length);
    sections.push(listed.passage.ref.sectionId);
  }
  assert.deepEqual(
    sections,
    [main, ...next.map((ref) => ({ ref }))].map(({ ref }) => ref.sectionId),
  );
  assert.equal(new Set(sections).size, sections.length);
  assert.equal(await answerer.result(question, next.length + 1), undefined);
});

test('a query that is being typed lists passages page by page, the same as in one list', async () => {
  const all = await answerer.list(normalise('青禾科技'), { offset: 0, limit: 100 });
  assert.ok(all.total > 2 && all.passages.length === all.total && all.complete);
  const pages = [];
  for (let offset = 0; offset < all.total; offset += 2)
    pages.push(...(await answerer.list(normalise('青禾科技'), { offset, limit: 2 })).passages);
  assert.deepEqual(pages, all.passages);
  assert.deepEqual(await answerer.list(normalise('红烧肉需要炖多久'), { offset: 0, limit: 9 }), {
    passages: [],
    total: 0,
    complete: true,
  });
});

test('a question that continues a topic assumes it if that is surer', async () => {
  const about = index.catalogue.bySlug('qinghe-shangshi')?.id ?? '';
  const answer = await answerer.answer('那发行价格呢', { after: { articleId: about, position: 0 } });
  assert.ok(answer.kind === 'found', JSON.stringify(answer));
  assert.deepEqual(answer.main.headingPath, ['基本释义', '发行价格']);
  assert.equal(answer.question, '那发行价格呢');
  const fees = await answerer.answer('怎么收费', {
    after: { articleId: index.catalogue.bySlug('yunfan-kefu')?.id ?? '', position: 0 },
  });
  assert.ok(fees.kind === 'found' && fees.assumedTopic?.title === '云帆客服系统', JSON.stringify(fees));
});

test('a question with its own topic, or about nothing in the wiki, assumes none', async () => {
  const about = index.catalogue.bySlug('qinghe-shangshi')?.id ?? '';
  for (const question of [
    '公司注销公告期限',
    '专利年费怎么缴',
    '注销',
    'zlnf',
    '红烧肉需要炖多久',
    '今天天气怎么样',
  ]) {
    const answer = await answerer.answer(question, { after: { articleId: about, position: 0 } });
    const assumed = 'assumedTopic' in answer ? answer.assumedTopic : undefined;
    assert.equal(assumed, undefined, `${question} ${JSON.stringify(answer)}`);
  }
  assert.equal(
    (await answerer.answer('注销公告期', { after: { articleId: 'AAAAAAAAAAAA', position: 0 } })).kind,
    'found',
    'a topic that no longer exists',
  );
});

test('a title in pinyin or by initials gets the topics that it names', async () => {
  const answer = await answerer.answer('qhkj');
  assert.ok(answer.kind === 'topics', JSON.stringify(answer));
  assert.deepEqual(
    answer.topics.map(({ title }) => title),
    ['青禾科技何时上市'],
  );
});

test('a question of any length is answered', async () => {
  assert.equal((await found('青禾科技的发行价格'.repeat(2000))).main.article.slug, 'qinghe-shangshi');
});

test('a model without token vectors answers by both rankings, and embeds sentences when they are shown', async () => {
  const contextual = await openTestEngine(undefined, { staticTokens: false });
  assert.equal(contextual.index.tokens, undefined);
  const { answerer: other, retriever } = contextual.withCalibration(DEFAULT_CALIBRATION);
  const { hits } = await retriever.retrieve(normalise('青禾科技的样品复检收费吗'));
  assert.ok(hits.length > 3);
  assert.ok(hits.every(({ soft, sentenceScore }) => soft === undefined && sentenceScore === 0));
  const answer = await other.answer('青禾科技的样品复检收费吗');
  assert.ok(answer.kind === 'found', JSON.stringify(answer));
  assert.match(answer.main.excerpt.sentences.map(({ text }) => text).join(''), /复检不另外收费/);
});
