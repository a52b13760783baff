// In groups: when the bot speaks, when it is silent, and where its messages go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GROUP, only, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, OTHER, READER } from '../support/people.ts';

const engine = await openHashingEngine();
const PRICE = /^青禾科技何时上市 › 发行价格\n/;

test('the bot is silent unless asked', async () => {
  const { sayInGroup } = startDialogue(engine);
  for (const text of [
    '青禾科技的发行价格',
    '@another_bot 青禾科技的发行价格',
    '写信到 wenda_test_bot@example.org',
    '/ask@another_bot 青禾科技的发行价格',
    '/settings',
  ])
    assert.deepEqual(await sayInGroup(text), [], text);
});

test('/ask is answered in one short message, as a reply, with a link to the private chat', async () => {
  const { sayInGroup } = startDialogue(engine);
  for (const text of ['/ask 青禾科技的发行价格', '/ask@wenda_test_bot 青禾科技的发行价格']) {
    const reply = only(await sayInGroup(text));
    assert.match(reply.text, PRICE);
    assert.equal(reply.chatId, GROUP.id);
    assert.ok(reply.replyTo !== undefined);
    assert.deepEqual(reply.buttons, ['下一条 2/3', '私聊里看全文、继续问 ↗', '👍', '👎']);
    const link = reply.keyboard.flat().find((button) => 'url' in button);
    assert.match(
      link !== undefined && 'url' in link ? link.url : '',
      /^https:\/\/t\.me\/wenda_test_bot\?start=s-.{12}$/,
    );
  }
});

test('a mention anywhere in the text makes it a question; the mention is removed, the rest stays', async () => {
  const { sayInGroup } = startDialogue(engine);
  for (const text of [
    '@wenda_test_bot 青禾科技的发行价格',
    '青禾科技的 @Wenda_Test_Bot 发行价格',
    '青禾科技的发行价格 @wenda_test_bot',
  ])
    assert.match(only(await sayInGroup(text)).text, PRICE, text);
  const usage = only(await sayInGroup('@wenda_test_bot'));
  assert.match(usage.text, /^请在 \/ask 后面写上问题/);
});

test('a mention in reply to someone else’s message asks about that message, and the answer replies to it', async () => {
  const { sayInGroup, telegram } = startDialogue(engine);
  await sayInGroup('青禾科技的发行价格');
  const asked = telegram.messages(GROUP.id).at(-1)?.message_id ?? 0;
  const reply = only(await sayInGroup('@wenda_test_bot', { replyTo: asked, from: { id: 8 } }));
  assert.match(reply.text, PRICE);
  assert.equal(reply.replyTo, asked);
  assert.match(only(await sayInGroup('/ask', { replyTo: asked })).text, PRICE);
});

test('a reply to one of its messages is a question; thanks in a reply get silence', async () => {
  const { sayInGroup } = startDialogue(engine);
  const answer = only(await sayInGroup('/ask 云帆客服系统做什么'));
  const replyTo = answer.messageId;
  assert.match(only(await sayInGroup('怎么收费', { replyTo })).text, /收费方式\n/);
  assert.deepEqual(await sayInGroup('谢谢！', { replyTo }), []);
});

test('replies to others, to its shared passages and to the first message of a forum topic are not questions', async () => {
  const { sayInGroup, inline, during, telegram } = startDialogue(engine);
  await sayInGroup('大家早上吃什么', { from: OTHER });
  const [shared] = shownInline(await inline('青禾科技发行价格')).results;
  await during(() => telegram.chooseInline(READER, GROUP.id, shared?.id ?? '', '青禾科技发行价格'));
  await during(() => telegram.createTopic(GROUP.id, BOT, '话题'));
  const targets = telegram.messages(GROUP.id);
  assert.deepEqual([targets.length, targets[1]?.via_bot?.id, targets[2]?.from.id], [3, BOT.id, BOT.id]);
  for (const { message_id: replyTo } of targets)
    assert.deepEqual(await sayInGroup('青禾科技的发行价格', { replyTo }), []);
});

test('the answer is in the forum topic of its question', async () => {
  const { sayInGroup, press, during, telegram } = startDialogue(engine);
  const topics: number[] = [];
  for (const name of ['一', '二'])
    await during(() => topics.push(telegram.createTopic(GROUP.id, READER, name)));
  const [one, two] = topics;
  const reply = only(await sayInGroup('/ask 青禾科技的发行价格', { threadId: one }));
  assert.equal(reply.threadId, one);
  assert.equal(only(await sayInGroup('/latest', { threadId: two })).threadId, two);
  assert.equal(only(await press('专利年费怎么缴')).did, 'edited');
});

test('browsing commands work in groups, plain and addressed to it', async () => {
  const { sayInGroup } = startDialogue(engine);
  assert.match(only(await sayInGroup('/topics')).text, /^全部专题（6 篇）/);
  assert.match(only(await sayInGroup('/topics@wenda_test_bot')).text, /^全部专题（6 篇）/);
  assert.deepEqual(await sayInGroup('/topics@another_bot'), []);
});

test('its own shared passages, other bots, service messages, forwarded channel posts and edits are ignored', async () => {
  const { sayInGroup, send } = startDialogue(engine);
  const text = '@wenda_test_bot 青禾科技的发行价格';
  assert.deepEqual(await sayInGroup(text, { from: { id: 9, is_bot: true, first_name: '别的机器人' } }), []);
  const message = { message_id: 99, date: 1, chat: GROUP, from: READER };
  const asked = { ...message, text, entities: [{ type: 'mention' as const, offset: 0, length: 15 }] };
  assert.match(only(await send({ message: asked })).text, PRICE, 'unforwarded it is a question');
  assert.deepEqual(await send({ message: { ...asked, via_bot: BOT } }), []);
  assert.deepEqual(await send({ message: { ...asked, is_automatic_forward: true } }), []);
  assert.deepEqual(await send({ message: { ...message, new_chat_members: [READER] } }), []);
  assert.deepEqual(await send({ message: { ...message, pinned_message: message } }), []);
  assert.deepEqual(await send({ edited_message: { ...asked, edit_date: 2 } }), []);
});

test('an administrator who speaks as the group is a person', async () => {
  const { send } = startDialogue(engine);
  const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 4 }];
  const text = '/ask 青禾科技的发行价格';
  const message = { message_id: 99, date: 1, chat: GROUP, from, sender_chat: GROUP, text, entities };
  assert.match(only(await send({ message })).text, PRICE);
});

test('a group that becomes a supergroup keeps its language', async () => {
  const { during, telegram, state } = startDialogue(engine);
  const { id } = telegram.createGroup({ title: 'g', bot: 'member' });
  state.preferences.setLanguage(id, 'en');
  assert.deepEqual(await during(() => telegram.migrate(id, READER)), []);
  assert.equal(state.preferences.language(id), undefined);
  assert.equal(state.preferences.language(telegram.chats().at(-1)?.id ?? 0), 'en');
});

test('an answer to a group that became a supergroup meanwhile is sent there', async () => {
  const { during, telegram, state, errors } = startDialogue(engine, {
    refusals: ['Bad Request: group chat was upgraded to a supergroup chat'],
  });
  const { id } = telegram.createGroup({ title: 'g', bot: 'member' });
  state.preferences.setLanguage(id, 'en');
  const acts = await during(() => {
    telegram.say(id, READER, '/ask 青禾科技的发行价格');
    telegram.migrate(id, READER);
  });
  const next = telegram.chats().at(-1)?.id ?? 0;
  assert.equal(only(acts).chatId, next);
  assert.equal(state.preferences.language(next), 'en');
  assert.deepEqual(errors, []);
});

test('a missing right to write is not an error, and nothing is retried', async () => {
  for (const [description, code] of [
    ['Bad Request: not enough rights to send text messages to the chat', 400],
    ['Bad Request: TOPIC_CLOSED', 400],
    ['Forbidden: bot was kicked from the supergroup chat', 403],
    ['Bad Request: CHAT_WRITE_FORBIDDEN', 400],
  ] as const) {
    const { sayInGroup, failNext, errors } = startDialogue(engine);
    failNext('sendMessage', description, code);
    assert.deepEqual([await sayInGroup('/ask 青禾科技的发行价格'), errors], [[], []], description);
  }
});

test('when Telegram asks to slow down, the bot is silent', async () => {
  const { sayInGroup, failNext, errors, infos } = startDialogue(engine);
  failNext('sendMessage', 'Too Many Requests: retry after 60', 429, { retry_after: 60 });
  assert.deepEqual([await sayInGroup('/ask 青禾科技的发行价格'), errors], [[], []]);
  assert.match(infos.join('\n'), /Telegram asks to slow down/);
});

test('removing the bot deletes the group’s data', async () => {
  const { during, telegram, state } = startDialogue(engine);
  state.preferences.setLanguage(GROUP.id, 'en');
  assert.deepEqual(
    await during(() => {
      telegram.removeBotFrom(GROUP.id, READER);
    }),
    [],
  );
  assert.equal(state.preferences.language(GROUP.id), undefined);
});

test('in a group the bot uses the asker’s language, or the one chosen for the group', async () => {
  const { sayInGroup, state } = startDialogue(engine);
  const english = await sayInGroup('/ask 青禾科技的发行价格', { from: { language_code: 'en' } });
  assert.match(only(english).text, /120 views$/);
  state.preferences.setLanguage(GROUP.id, 'zh-hant');
  const chosen = await sayInGroup('/ask 青禾科技的发行价格', { from: { language_code: 'en' } });
  assert.match(only(chosen).text, /次閱讀$/);
});
