// Two questions in one message, worded as in conversation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_MESSAGE } from '../../src/bot/limits.ts';
import { MAX_EXCERPT_WIDTH } from '../../src/retrieval/excerpt.ts';
import { displayWidth } from '../../src/text/display-width.ts';
import { only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';

const engine = await openTestEngine();
const QUESTION = '青禾科技什么时候上市，检测服务怎么收费';

test('both are answered in one message, each with its source and its buttons', async () => {
  const { say, unanswered } = startDialogue(engine);
  const reply = only(await say(QUESTION));
  assert.match(
    reply.text,
    /^① 青禾科技什么时候上市\n青禾科技何时上市 › 上市时间\n[^]+\n\n② 检测服务怎么收费\n青禾科技何时上市 › 行业分布\n/,
  );
  assert.deepEqual(
    reply.keyboard.map((row) => row.map(({ text }) => text)),
    [
      ['① 下一条', '① 全文', '① 原文 ↗'],
      ['② 下一条', '② 整节', '② 全文', '② 原文 ↗'],
      ['👍', '👎'],
    ],
  );
  assert.ok(
    reply.keyboard.flat().every(({ style }) => style === undefined),
    'none is the main one',
  );
  assert.ok(reply.text.length <= MAX_MESSAGE);
  assert.deepEqual(unanswered(), []);
});

test('a half is read on and left again', async () => {
  const { say, press } = startDialogue(engine);
  const both = only(await say(QUESTION));
  assert.match(only(await press('② 整节')).text, /^青禾科技何时上市 › 行业分布\n/);
  const back = only(await press('↩ 返回'));
  assert.equal(back.html, both.html);
  assert.doesNotMatch(only(await press('② 下一条')).text, /^①/);
  assert.equal(only(await press('‹ 上一条')).html, both.html);
});

test('both answers have the room of one: shorter excerpts, one date for one article, no wide buttons', async () => {
  const { say } = startDialogue(engine);
  const both = only(await say(QUESTION));
  assert.equal(both.text.match(/^\d{4}-\d\d-\d\d/gm)?.length, 1);
  const excerpts = [...both.html.matchAll(/<blockquote>([^]*?)<\/blockquote>/g)].map(([, html = '']) =>
    html.replace(/<[^>]*>/g, ''),
  );
  assert.equal(excerpts.length, 2);
  assert.ok(displayWidth(excerpts.join('')) <= MAX_EXCERPT_WIDTH);
  for (const button of both.buttons) assert.ok(displayWidth(button) <= 9, button);
  const other = only(await say('青禾科技什么时候上市，专利年费怎么缴'));
  assert.equal(other.text.match(/^\d{4}-\d\d-\d\d/gm)?.length, 2, 'two articles, two dates');
});

test('the half without an answer says so, and it alone is counted', async () => {
  const { say, unanswered } = startDialogue(engine);
  const reply = only(await say('青禾科技的发行价是多少？红烧肉怎么炖？'));
  assert.match(reply.text, /② 红烧肉怎么炖\n这里的专题没有讲到这个问题/);
  assert.deepEqual(unanswered(), ['红烧肉怎么炖']);
});

test('both continue the topic of the conversation; a button drops it', async () => {
  const { say, press } = startDialogue(engine);
  await say('云帆客服系统做什么');
  const reply = only(await say('怎么收费，数据安全吗'));
  assert.match(reply.text, /① 怎么收费\n[^]*收费方式[^]*② 数据安全吗\n[^]*数据安全/);
  assert.match(reply.text, /^接着/);
  assert.doesNotMatch(only(await press('✕ 不是问')).text, /^接着/);
});

test('in a group one sentence of each is shown', async () => {
  const { sayInGroup, say } = startDialogue(engine);
  const long = only(await say(QUESTION));
  const short = only(await sayInGroup(`/ask ${QUESTION}`));
  assert.match(short.text, /^① [^]+② /);
  assert.ok(short.text.length < long.text.length);
  assert.ok(!short.buttons.some((text) => text.includes('整节')));
});

test('a vote is stored with the first section shown', async () => {
  const { say, press, state } = startDialogue(engine);
  await say(`红烧肉怎么炖，${QUESTION.slice(0, 10)}`);
  await press('👍');
  const [vote] = state.feedback.all();
  const section = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[0];
  assert.equal(vote?.sectionId, section?.id);
});

test('in English', async () => {
  const { say } = startDialogue(engine, { language: 'en' });
  const reply = only(
    await say('What does the bank promise in a letter of credit and which documents are typical?'),
  );
  assert.match(
    reply.text,
    /^① What does the bank promise in a letter of credit\n[^]+② which documents are typical\n/,
  );
});

test('a long story: the reply says what was read', async () => {
  const { say } = startDialogue(engine);
  const story = '我们公司去年换了办公室，事情特别多，行政也换了两个人，很多东西都找不到了。'.repeat(6);
  const reply = only(await say(`${story}想问一下，专利年费什么时候缴？`));
  assert.match(
    reply.text,
    /^问题较长，主要按这几句查找：“想问一下，专利年费什么时候缴？”\n专利年费怎么缴 › /,
  );
  const holiday = '上个周末我们全家去海边玩，晒得很黑，孩子们还捡了许多好看的贝壳。'.repeat(6);
  const nothing = only(await say(`${holiday}想问一下，红烧肉怎么炖才好吃？`));
  assert.match(nothing.text, /^问题较长[^]+没有讲到这个问题/);
});
