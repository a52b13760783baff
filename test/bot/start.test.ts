import assert from 'node:assert/strict';
import { test } from 'node:test';
import { only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();
const { catalogue } = engine.index;

test('/start greets with the number of topics and three questions; pressing one asks it', async () => {
  const { say, press } = startDialogue(engine);
  const greeting = only(await say('/start'));
  assert.match(greeting.text, /^你好，我是问答机器人。\n.*现在收录 6 篇专题。\n\n可以先试试这几个：$/s);
  assert.deepEqual(greeting.buttons, ['公司注销的步骤', '青禾科技何时上市', '云帆客服系统']);
  const [answered, question, answer] = await press('公司注销的步骤');
  assert.deepEqual(answered, { did: 'answered a button', text: '' });
  assert.ok(question?.did === 'sent' && question.text === '❓ 公司注销的步骤');
  assert.ok(answer?.did === 'sent' && answer.replyTo === undefined, 'the question stands right above');
  assert.match(answer.text, /^公司注销的步骤 › /);
  assert.equal(only(await press('下一条')).did, 'edited', 'the answer carries the question');
});

test('/start and /help speak English to an English reader', async () => {
  const { say } = startDialogue(engine, { language: 'en-GB' });
  const greeting = only(await say('/start'));
  assert.match(greeting.text, /There are 6 topics so far\.\n\nTry one of these:$/);
  assert.equal(greeting.buttons[0], 'Letters of credit');
  assert.match(only(await say('/help')).text, /^How to use me\n/);
});

test('a reader of traditional Chinese gets a menu for their chat: Telegram has only one Chinese', async () => {
  const acts = await startDialogue(engine, { language: 'zh-hant' }).say('/start');
  const menu = acts.find((act) => act.did === 'called');
  assert.equal(menu?.method, 'setMyCommands');
  assert.deepEqual(menu.payload['scope'], { type: 'chat', chat_id: 7 });
  assert.match(JSON.stringify(menu.payload['commands']), /依拼音或標題找專題/);
});

test('a deep link opens a topic or a section, and counts as read', async () => {
  const { say, state } = startDialogue(engine);
  const { id, sections } = catalogue.bySlug('gongsi-zhuxiao') ?? { id: '', sections: [] };
  assert.match(only(await say(`/start a-${id}`)).text, /^公司注销的步骤\n\n公司注销之前要先成立清算组/);
  const sectionId = sections[2]?.id ?? '';
  assert.match(only(await say(`/start s-${sectionId}`)).text, /^公司注销的步骤 › 公告期限\n/);
  assert.deepEqual([state.reads.count(id), state.reads.count(sectionId)], [1, 1]);
});

test('a section opened by a link is one to go on from', async () => {
  const { say } = startDialogue(engine);
  const sectionId = catalogue.bySlug('gongsi-zhuxiao')?.sections[1]?.id ?? '';
  assert.match(only(await say(`/start s-${sectionId}`)).text, /^公司注销的步骤 › 税务注销\n/);
  assert.match(only(await say('详细一点')).text, /\n公司注销的步骤 › 公告期限\n/);
});

test('a deep link with a question sends and answers it', async () => {
  const { say, inline } = startDialogue(engine);
  const [shown] = await inline('红烧肉需要炖多久');
  assert.ok(shown?.did === 'answered inline' && shown.button !== undefined);
  const [said, answer] = await say(`/start ${shown.button.start_parameter}`);
  assert.ok(said?.did === 'sent' && said.text === '❓ 红烧肉需要炖多久');
  assert.ok(answer?.did === 'sent' && answer.replyTo === undefined);
  assert.match(answer.text, /没有讲到这个问题/);
});

test('a deep link to a removed topic, or a forged one, says so', async () => {
  const { say } = startDialogue(engine);
  for (const parameter of ['a-AAAAAAAAAAAA', 's-AAAAAAAAAAAA', 'nonsense', 'k-0123456789abcdef'])
    assert.match(only(await say(`/start ${parameter}`)).text, /^这个链接指向的内容已经更新/, parameter);
});
