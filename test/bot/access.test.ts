// A wiki that is not public: who may ask, how strangers become members, and what strangers see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DialogueOptions, GROUP, only, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { OTHER, READER } from '../support/people.ts';

const engine = await openHashingEngine();
const QUESTION = '青禾科技的发行价格';
const ANSWER = /^青禾科技何时上市/;
const NOT_PUBLIC = /^本站只对受邀的人开放。请向管理员要一个邀请链接/;
const DAY = 24 * 60;

const NOBODY = { chats: [], users: [] };
/** The reader of the dialogues (account 7) is a stranger, account 1 the operator. */
const asStranger = (options: DialogueOptions = {}) =>
  startDialogue(engine, { allowed: NOBODY, admin: operatedBy(1), ...options });
const operatedBy = (id: number) => ({
  ids: new Set([id]),
  program: { version: '1.2.3', node: '20.12.0', startedAt: 0 },
  status: () => assert.fail('asked for the status'),
  reload: () => assert.fail('reloaded'),
});
const OPERATOR = { ...READER, id: 1 };
/** The parameter of the link in a reply to /admin invite. */
const codeIn = (text: string): string =>
  /^https:\/\/t\.me\/wenda_test_bot\?start=([A-Za-z0-9_-]{1,64})$/m.exec(text)?.[1] ??
  assert.fail(`no link in ${text}`);

/** A stranger's dialogue with the operator's link. */
async function invited(options: DialogueOptions = {}) {
  const dialogue = asStranger(options);
  await dialogue.during((telegram) => {
    telegram.start(OPERATOR.id, OPERATOR);
  });
  const reply = only(
    await dialogue.during((telegram) => telegram.say(OPERATOR.id, OPERATOR, '/admin invite')),
  );
  return { ...dialogue, reply, join: `/start ${codeIn(reply.text)}` };
}

test('a stranger gets one sentence in private, in the own language, whatever is written', async () => {
  const { say } = asStranger();
  for (const text of [QUESTION, '/start', '/start a-AAAAAAAAAAAA', '/help', '/topics', '/admin', '你好'])
    assert.match(only(await say(text)).text, NOT_PUBLIC, text);
  assert.match(
    only(await asStranger({ language: 'en' }).say('hello')).text,
    /^This wiki is not public\..*invite link/,
  );
});

test('a stranger who writes on and on gets silence', async () => {
  const { say, wait } = asStranger();
  for (let i = 0; i < 20; i++) await say(QUESTION);
  assert.deepEqual(await say(QUESTION), []);
  wait(1);
  assert.match(only(await say(QUESTION)).text, NOT_PUBLIC);
});

test('allowed accounts, operators, and everyone in an allowed chat are served', async () => {
  for (const options of [
    { allowed: { chats: [], users: [READER.id] } },
    { allowed: { chats: [READER.id], users: [] } },
    { allowed: NOBODY, admin: operatedBy(READER.id) },
  ]) {
    const { say, press } = startDialogue(engine, options);
    assert.match(only(await say(QUESTION)).text, ANSWER);
    assert.equal(only(await press('下一条')).did, 'edited');
  }
  const { sayInGroup, press } = asStranger({ allowed: { chats: [GROUP.id], users: [] } });
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`)).text, ANSWER);
  assert.equal(only(await press('下一条')).did, 'edited');
  const elsewhere = asStranger({ allowed: { chats: [], users: [OTHER.id] } });
  assert.match(only(await elsewhere.sayInGroup(`/ask ${QUESTION}`, { from: OTHER })).text, /^青禾/);
});

test('a group of strangers gets the sentence once a day, when it calls the bot; else silence', async () => {
  const { sayInGroup, wait, infos } = asStranger();
  assert.deepEqual(await sayInGroup(QUESTION), []);
  assert.deepEqual(await sayInGroup('/topics'), []);
  assert.match(only(await sayInGroup(`@wenda_test_bot ${QUESTION}`)).text, NOT_PUBLIC);
  assert.match(infos.join(), /-1005 has asked and is not in ALLOWED_CHATS/);
  assert.deepEqual(await sayInGroup(`@wenda_test_bot ${QUESTION}`), []);
  assert.deepEqual(await sayInGroup(`/ask ${QUESTION}`, { from: OTHER }), []);
  wait(DAY + 1);
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`)).text, NOT_PUBLIC);
});

test('a stranger’s button gets the sentence as a notice, and an inline query a way into the private chat', async () => {
  const { pressData, inline, say, choose, state } = asStranger();
  for (const data of ['d', 'l:n0', 'nonsense'])
    assert.match(JSON.stringify(await pressData(data)), /answered a button.*本站只对受邀的人开放/, data);
  for (const query of [QUESTION, '']) {
    const shown = shownInline(await inline(query));
    assert.deepEqual([shown.results, shown.isPersonal], [[], true]);
    assert.equal(shown.button?.text, '仅限受邀的人使用，点此了解');
    assert.match(only(await say(`/start ${shown.button.start_parameter}`)).text, NOT_PUBLIC);
  }
  const articleId = engine.index.catalogue.articles[0]?.id ?? '';
  assert.deepEqual(await choose(`a:${articleId}`), []);
  assert.equal(state.reads.count(articleId), 0);
});

test('inline results of a wiki that is not public are for their reader only', async () => {
  const { inline, say } = asStranger({ allowed: { chats: [], users: [READER.id] } });
  const shown = shownInline(await inline(QUESTION));
  assert.ok(shown.results.length > 0 && shown.isPersonal === true);
  assert.match(only(await say('/start hello')).text, /^你好，我是问答机器人/, 'the button was still there');
});

test('an operator’s invite link makes members of all who open it, with the usual greeting', async () => {
  const { join, say, sayInGroup, inline, during, reply, state, infos } = await invited();
  assert.match(reply.text, /7 天内有效/);
  assert.match(reply.text, /已加入 0 人$/);
  assert.match(only(await say(join)).text, /^你好，我是问答机器人/);
  assert.match(only(await say(join)).text, /^你好，我是问答机器人/, 'opened again');
  assert.match(infos.join(), /account 7 has joined by invite/);
  assert.match(only(await say(QUESTION)).text, ANSWER);
  assert.match(only(await sayInGroup(`/ask ${QUESTION}`)).text, ANSWER);
  assert.ok(shownInline(await inline(QUESTION)).results.length > 0);
  const another = await during((telegram) => {
    telegram.start(OTHER.id, OTHER);
    telegram.say(OTHER.id, OTHER, join);
  });
  assert.match(JSON.stringify(another), /I answer questions from this wiki/);
  assert.equal(state.members.count(), 2);
  const again = await during((telegram) => telegram.say(OPERATOR.id, OPERATOR, '/admin invite'));
  assert.match(only(again).text, /已加入 2 人$/);
  assert.ok(!again.some((act) => act.did === 'sent' && act.text.includes(join.slice(7))), 'a new code');
});

test('members stay members after a restart', async () => {
  const { join, say, state } = await invited();
  await say(join);
  assert.match(only(await asStranger({ state, updatesFrom: 900 }).say(QUESTION)).text, ANSWER);
});

test('a link works for seven days; then, and with a made-up code, the bot says so kindly', async () => {
  const { join, say, wait, state } = await invited();
  wait(7 * DAY);
  for (const text of [join, `/start j-${'A'.repeat(22)}`])
    assert.match(only(await say(text)).text, /^抱歉，这个邀请链接已过期或已作废/);
  assert.equal(state.members.count(), 0);
  const young = await invited();
  young.wait(7 * DAY - 1);
  assert.match(only(await young.say(young.join)).text, /^你好/);
});

test('nobody joins by a link in a group', async () => {
  const { join, sayInGroup, state } = await invited();
  assert.deepEqual(await sayInGroup(join), []);
  assert.equal(state.members.count(), 0);
});

test('those who may ask already do not become members by opening a link', async () => {
  const { join, say, state } = await invited({ allowed: { chats: [], users: [READER.id] } });
  assert.match(only(await say(join)).text, /^你好/);
  assert.equal(state.members.count(), 0);
});

test('/admin remove ends a membership, and the links that would bring it back', async () => {
  const { join, say, during } = await invited();
  const order = async (text: string) =>
    only(await during((telegram) => telegram.say(OPERATOR.id, OPERATOR, text))).text;
  await say(join);
  assert.match(await order('/admin remove'), /^请写上账号编号/);
  assert.match(await order('/admin remove @ann'), /^请写上账号编号/);
  assert.match(await order('/admin remove 8'), /^账号 8 没有通过邀请加入/);
  assert.match(only(await say(QUESTION)).text, ANSWER);
  assert.match(await order('/admin remove 7'), /^账号 7 已被移出，之前的邀请链接全部作废/);
  assert.match(only(await say(QUESTION)).text, NOT_PUBLIC);
  assert.match(only(await say(join)).text, /已过期或已作废/);
  assert.match(only(await say(`/start ${codeIn(await order('/admin invite'))}`)).text, /^你好/);
});

test('/forget in private ends one’s own membership, in a group it does not', async () => {
  const { join, say, sayInGroup } = await invited();
  await say(join);
  assert.match(only(await sayInGroup('/forget')).text, /^已删除你在这个群里的评价/);
  assert.match(only(await say('/privacy')).text, /通过邀请链接加入的：你的账号编号/);
  assert.match(only(await say('/forget')).text, /^已删除：.*\n你的成员身份也已删除/);
  assert.match(only(await say(QUESTION)).text, NOT_PUBLIC);
});

test('in a public wiki an invitation is neither needed nor stored', async () => {
  const { say, state } = startDialogue(engine, { admin: operatedBy(READER.id) });
  assert.match(only(await say('/admin invite')).text, /^本站现在对所有人开放/);
  const { join } = await invited();
  const open = startDialogue(engine, { state, updatesFrom: 900 });
  assert.match(only(await open.say(join)).text, /^你好/);
  assert.equal(state.members.count(), 0);
});

test('the bot’s own coming and going is handled for everyone, and an allowed group keeps its right as a supergroup', async () => {
  const blocked = asStranger();
  blocked.state.preferences.setLanguage(READER.id, 'en');
  await blocked.during((telegram) => {
    telegram.block(READER);
  });
  assert.equal(blocked.state.preferences.language(READER.id), undefined);

  const GROUP_ID = -77;
  const { during, infos } = asStranger({ allowed: { chats: [GROUP_ID], users: [] } });
  await during((telegram) => telegram.createGroup({ id: GROUP_ID, title: 'g', bot: 'member' }));
  let next = 0;
  await during((telegram) => (next = telegram.migrate(GROUP_ID, READER).id));
  assert.match(infos.join(), new RegExp(`group -77 has become ${next}; write the new number`));
  const acts = await during((telegram) => telegram.say(next, READER, `/ask ${QUESTION}`));
  assert.match(only(acts).text, ANSWER);
});

test('who speaks as a group is allowed by that chat only', async () => {
  const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 4 }];
  const text = `/ask ${QUESTION}`;
  const message = { message_id: 99, date: 1, chat: GROUP, from, sender_chat: GROUP, text, entities };
  const slip = asStranger({ allowed: { chats: [], users: [from.id] } });
  assert.match(only(await slip.send({ message })).text, NOT_PUBLIC);
  const allowed = asStranger({ allowed: { chats: [GROUP.id], users: [] } });
  assert.match(only(await allowed.send({ message })).text, ANSWER);
});
