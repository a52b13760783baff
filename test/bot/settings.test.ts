// Votes, languages, and stored data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GROUP, only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();

test('a vote gets thanks, is marked for the voter and stored with question, section, generation and confidence', async () => {
  const { say, press, state } = startDialogue(engine);
  await say('青禾科技的发行价格');
  const [answered, edited] = await press('👍');
  assert.deepEqual(answered, { did: 'answered a button', text: '谢谢！已记下：有帮助' });
  assert.ok(edited?.did === 'edited buttons');
  assert.deepEqual(edited.buttons.slice(-2), ['👍 ✓', '👎']);
  const [feedback] = state.feedback.all();
  assert.ok(feedback !== undefined && feedback.confidence > 0.5 && feedback.confidence <= 1);
  assert.deepEqual(feedback, {
    confidence: feedback.confidence,
    chatId: 7,
    userId: 7,
    messageId: 3,
    vote: 'up',
    question: '青禾科技的发行价格',
    sectionId: engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id,
    generation: engine.index.manifest.generation.slice(-8),
    at: '2026-11-24T12:00:00.000Z',
  });
});

test('a vote can be changed, and each reader has one per passage', async () => {
  const { say, press, state } = startDialogue(engine);
  await say('青禾科技的发行价格');
  await press('👍');
  await press('👎');
  const [, edited] = await press('不相关');
  assert.ok(edited?.did === 'edited buttons' && edited.buttons.slice(-2).join() === '👍,👎 ✓');
  assert.deepEqual(
    state.feedback.all().map(({ vote }) => vote),
    ['down'],
  );
  await press('下一条');
  await press('👍');
  assert.deepEqual(
    state.feedback
      .all()
      .map(({ vote }) => vote)
      .sort(),
    ['down', 'up'],
  );
});

test('in a group only the voter sees the vote, and everyone has one', async () => {
  const { sayInGroup, press, state } = startDialogue(engine);
  await sayInGroup('/ask 青禾科技的发行价格');
  assert.deepEqual(await press('👍'), [{ did: 'answered a button', text: '谢谢！已记下：有帮助' }]);
  assert.deepEqual(await press('👎', { by: { id: 8, language_code: 'en' } }), [
    { did: 'answered a button', text: 'Thank you! Marked as not helpful' },
  ]);
  assert.deepEqual(
    state.feedback.all().map(({ userId, vote }) => [userId, vote]),
    [
      [7, 'up'],
      [8, 'down'],
    ],
  );
});

test('/language changes the language of a chat permanently, its menu included', async () => {
  const { say, press, state } = startDialogue(engine);
  const choice = only(await say('/language'));
  assert.deepEqual(choice.buttons, ['简体中文', '繁體中文', 'English']);
  const acts = await press('English');
  assert.equal(only(acts).text, 'OK, I’ll use English from now on.');
  const menu = acts.find((act) => act.did === 'called');
  assert.match(JSON.stringify(menu?.payload['commands']), /Find topics from A to Z/);
  assert.match(only(await say('/topics')).text, /^All topics/);
  assert.match(
    only(await startDialogue(engine, { state, updatesFrom: 200 }).say('/topics')).text,
    /^All topics/,
  );
});

test('in a group administrators choose the language', async () => {
  const member = startDialogue(engine);
  await member.sayInGroup('/language');
  assert.deepEqual(await member.press('English'), [
    { did: 'answered a button', text: '只有群管理员可以更改。' },
  ]);
  assert.equal(member.state.preferences.language(GROUP.id), undefined);
  const administrator = startDialogue(engine, { status: 'administrator' });
  await administrator.sayInGroup('/language');
  await administrator.press('English');
  assert.equal(administrator.state.preferences.language(GROUP.id), 'en');
});

test('/privacy says what is stored, in every language', async () => {
  for (const [language, text] of [
    ['zh-hans', /^我存了什么\n• 你按 👍 或 👎 时：/],
    ['zh-hant', /^我存了什麼\n/],
    ['en', /^What I store\n/],
  ] as const)
    assert.match(only(await startDialogue(engine, { language }).say('/privacy')).text, text);
});

test('/forget deletes the data of a private chat, on disk before the reply says so', async () => {
  const { say, press, state } = startDialogue(engine);
  state.preferences.setLanguage(7, 'zh-hans');
  state.preferences.setLanguage(8, 'en');
  await say('云帆客服系统做什么');
  await press('👍');
  assert.match(only(await say('/forget')).text, /^已删除：/);
  assert.deepEqual(state.feedback.all(), []);
  assert.equal(state.preferences.language(7), undefined);
  assert.equal(state.preferences.language(8), 'en');
  assert.doesNotMatch(only(await say('怎么收费')).text, /^接着/, 'the topic is forgotten too');
});

test('/forget does not claim success if the disk cannot be written', async () => {
  const dialogue = startDialogue(engine);
  const state = { ...dialogue.state, flush: () => Promise.reject(new Error('disk full')) };
  const { say, errors } = startDialogue(engine, { state });
  assert.equal(only(await say('/forget')).text, '抱歉，刚才出了点问题，请稍后再试。');
  assert.match(errors.join(), /disk full/);
});

test('/forget in a group deletes the sender’s votes; for administrators everything', async () => {
  const member = startDialogue(engine);
  const { state } = member;
  state.preferences.setLanguage(GROUP.id, 'zh-hans');
  await member.sayInGroup('/ask 青禾科技的发行价格');
  await member.press('👍');
  await member.press('👍', { by: { id: 8 } });
  assert.match(only(await member.sayInGroup('/forget')).text, /^已删除你在这个群里的评价/);
  assert.deepEqual(
    state.feedback.all().map(({ userId }) => userId),
    [8],
  );
  assert.equal(state.preferences.language(GROUP.id), 'zh-hans');
  const administrator = startDialogue(engine, { state, status: 'creator', updatesFrom: 200 });
  assert.match(only(await administrator.sayInGroup('/forget')).text, /^已删除：/);
  assert.deepEqual(state.feedback.all(), []);
  assert.equal(state.preferences.language(GROUP.id), undefined);
});
