// Questions that continue the last topic, worded as in conversation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastAnswer } from '../../scripts/measure/evaluate.ts';
import { messagesOf, only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { fc } from '../support/property.ts';

const engine = await openTestEngine();

test('a short question continues the last topic; the reply names it, and a button drops it', async () => {
  const { say, press } = startDialogue(engine);
  await say('云帆客服系统做什么');
  const fees = only(await say('怎么收费'));
  assert.match(fees.text, /^接着“云帆客服系统”的话题\n云帆客服系统 › 收费方式\n/);
  assert.equal(fees.buttons[0], '✕ 不是问“云帆客服系统”');
  const dropped = only(await press('✕ 不是问'));
  assert.equal(dropped.messageId, fees.messageId);
  assert.doesNotMatch(dropped.text, /接着/);
  assert.doesNotMatch(only(await say('怎么收费')).text, /^接着/, 'dropped for the following questions too');
});

test('turning to the next passage and back keeps the assumed topic', async () => {
  const { say, press } = startDialogue(engine);
  await say('云帆客服系统做什么');
  const fees = only(await say('怎么收费'));
  await press('下一条');
  const back = only(await press('‹ 上一条'));
  assert.deepEqual([back.html, back.buttons], [fees.html, fees.buttons]);
});

test('a question with its own topic is answered as asked', async () => {
  const { say } = startDialogue(engine);
  await say('云帆客服系统做什么');
  const other = only(await say('专利年费怎么缴'));
  assert.match(other.text, /^专利年费怎么缴 › /);
  assert.ok(!other.buttons.some((text) => text.startsWith('✕')));
});

test('a reply to an answer continues its topic, however old it is and whatever came between', async () => {
  const { say, wait } = startDialogue(engine);
  const answer = only(await say('云帆客服系统做什么'));
  await say('公司注销公告期限');
  wait(24 * 60);
  const fees = only(await say('怎么收费', { replyTo: answer.messageId }));
  assert.match(fees.text, /^接着“云帆客服系统”的话题\n/);
});

test('the memory ends after half an hour', async () => {
  const { say, wait } = startDialogue(engine);
  await say('云帆客服系统做什么');
  wait(31);
  assert.doesNotMatch(only(await say('怎么收费')).text, /^接着/);
});

test('a topic that was read through buttons can be continued', async () => {
  const { say, press } = startDialogue(engine);
  await say('/topics 云帆');
  await press('云帆客服系统');
  assert.match(only(await say('怎么收费')).text, /^接着“云帆客服系统”的话题\n/);
});

test('a question about nothing in the wiki stays unanswered: no topic is assumed', async () => {
  const { say, unanswered } = startDialogue(engine);
  await say('云帆客服系统做什么');
  assert.match(only(await say('红烧肉怎么炖')).text, /^这里的专题没有讲到这个问题/);
  assert.deepEqual(unanswered(), ['红烧肉怎么炖']);
});

test('in English', async () => {
  const { say } = startDialogue(engine, { language: 'en' });
  await say('What does the bank promise in a letter of credit?');
  const [reply] = messagesOf(await say('and the usual documents?'));
  assert.match(reply?.text ?? '', /Typical documents/);
});

test('each reader in a group has a separate topic', async () => {
  const { sayInGroup } = startDialogue(engine);
  await sayInGroup('/ask 云帆客服系统做什么');
  assert.match(only(await sayInGroup('/ask 怎么收费')).text, /^接着“云帆客服系统”的话题\n/);
  const other = await sayInGroup('/ask 怎么收费', { from: { id: 8, first_name: '另一人' } });
  assert.doesNotMatch(only(other).text, /^接着/);
});

test('"more" shows the next section once all of one has been shown, and its buttons belong to the question', async () => {
  const { say, press } = startDialogue(engine);
  const answer = only(await say('云帆客服系统怎么收费'));
  assert.ok(!answer.buttons.includes('整节'), 'all of it has been shown');
  const more = only(await say('详细一点'));
  assert.match(more.text, /^云帆客服系统 › /);
  assert.notEqual(more.text, answer.text);
  await press('更多相关');
  assert.match(only(await press('↩ 返回回答')).text, /每个坐席每月九十九元/);
});

test('"in short" shows the best sentence alone', async () => {
  const { say } = startDialogue(engine);
  await say('公司注销公告期限');
  const short = only(await say('一句话总结一下'));
  const [, quoted = ''] = /<blockquote>(.*)<\/blockquote>/su.exec(short.html) ?? [];
  assert.match(quoted, /^<b>[^。]+。<\/b> …$/);
});

test('"what else" shows the next results of the question one after the other, then says that there are no more', async () => {
  const { say } = startDialogue(engine);
  const seen = [only(await say('云帆客服系统怎么收费')).text];
  for (;;) {
    const { text } = only(await say('还有别的吗'));
    assert.ok(!seen.includes(text));
    seen.push(text);
    if (text.startsWith('这个问题的相关内容就是这些了')) break;
  }
  assert.ok(seen.length > 2);
});

test('a result about another topic is not said to go on about the last one', async () => {
  const { say } = startDialogue(engine);
  await say('云帆客服系统做什么');
  assert.match(only(await say('怎么收费')).text, /^接着“云帆客服系统”的话题\n云帆客服系统 ›/);
  assert.match(only(await say('还有别的吗')).text, /^(?!接着|云帆客服系统)[^\n]+ › /);
});

test('"more" without an answer before it asks back, and is no unanswered question', async () => {
  const { say, unanswered } = startDialogue(engine, { language: 'en' });
  for (const message of ['more details', 'tl;dr', 'anything else?', '继续', '還有嗎'])
    assert.match(only(await say(message)).text, /^More about what\? Ask me a question first\./);
  assert.deepEqual(unanswered(), []);
});

test('another subject takes over what was asked; the reply says so, and the buttons remember it', async () => {
  const { say, press } = startDialogue(engine);
  await say('云帆客服系统何时上市');
  const swapped = only(await say('那青禾科技呢'));
  assert.match(swapped.text, /^按“青禾科技 何时上市”查找\n/);
  assert.equal(swapped.buttons[0], '✕ 不是问“青禾科技 何时上市”');
  await press('下一条');
  assert.equal(only(await press('‹ 上一条')).text, swapped.text);
});

test('sums and other things that no article is about stay unanswered after any topic', async () => {
  const { say, unanswered } = startDialogue(engine);
  await say('云帆客服系统怎么收费');
  for (const question of ['1+1等于几', '明天会下雨吗', '附近有什么好吃的'])
    assert.doesNotMatch(only(await say(question)).text, /云帆/);
  assert.equal(unanswered().length, 2, 'no article would answer a sum');
});

test('after any conversation, the heading of a section in another article finds that section', async () => {
  const sections = engine.index.catalogue.articles.flatMap((article) =>
    article.sections.map(({ id, headingPath }) => ({ article, id, heading: headingPath.at(-1) ?? '' })),
  );
  const one = fc.constantFrom(...sections);
  const earlier = fc.array(
    fc.constantFrom(
      '云帆客服系统做什么',
      '青禾科技何时上市',
      '公司注销公告期限',
      '多少钱',
      '详细一点',
      '那港口物流呢',
    ),
    { minLength: 1, maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(earlier, one, async (questions, { article, id, heading }) => {
      const namesakes = sections.filter((section) => section.heading === heading);
      fc.pre(heading !== '' && namesakes.length === 1);
      const after = await lastAnswer(engine.answerer, questions);
      fc.pre(after?.articleId !== article.id);
      const { retrieval } = await engine.answerer.explain(heading, { after });
      assert.equal(retrieval?.hits[0]?.section.id, id, `${questions.join(', ')}: ${heading}`);
    }),
    { numRuns: 30 },
  );
});
