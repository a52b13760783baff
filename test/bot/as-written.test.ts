// What people write as they write it, through the real bot: commands next to Chinese and in captions, paths, quotes, albums,
// edited questions, pasted texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from 'grammy/types';
import { type Dialogue, GROUP, messagesOf, only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { BOT, OTHER, READER } from '../support/people.ts';

const engine = await openTestEngine();
const PRICE = /^青禾科技何时上市 › 发行价格\n/;
const NOTICE = /^公司注销的步骤 › 公告期限\n/;
const HINT = /^我只看得懂文字/;

const PHOTO: Partial<Message> = { photo: [{ file_id: 'x', file_unique_id: 'x', width: 1, height: 1 }] };
const FILE: Partial<Message> = { document: { file_id: 'x', file_unique_id: 'x' } };
const album = (fields: Partial<Message>, media_group_id: string) => ({
  fields: { ...fields, media_group_id },
});

test('a command needs no blank before Chinese, in a private chat and in a group', async () => {
  const { say, sayInGroup } = startDialogue(engine);
  for (const text of ['/ask青禾科技的发行价格', '／Ask　青禾科技的发行价格']) {
    assert.match(only(await say(text)).text, PRICE, text);
    assert.match(only(await sayInGroup(text)).text, PRICE, text);
  }
  assert.ok(only(await say('/topics公司')).buttons.includes('公司注销的步骤'));
  assert.match(only(await say('/Latest')).text, /^最新专题/);
});

test('a path is a question, a command that there is not gets the help, in a group only if addressed', async () => {
  const { say, sayInGroup } = startDialogue(engine);
  for (const text of ['/etc/hosts 怎么改', '/dev/null 是什么', '/tmp 满了怎么办'])
    assert.doesNotMatch(only(await say(text)).text, /^怎么用/, text);
  assert.match(only(await say('/发行价格 青禾科技')).text, PRICE);
  for (const text of ['/settings', '/settings@wenda_test_bot', '@wenda_test_bot'])
    assert.match(only(await say(text)).text, /^怎么用/, text);
  assert.deepEqual(await sayInGroup('/settings'), []);
  assert.match(only(await sayInGroup('/settings@wenda_test_bot')).text, /^请在 \/ask 后面写上问题/);
});

test('a command or mention in a caption is one, and the buttons below its answer work', async () => {
  const { say, sayInGroup, press } = startDialogue(engine);
  const photo = { fields: PHOTO };
  assert.match(only(await say('/ask 青禾科技的发行价格', photo)).text, PRICE);
  for (const text of [
    '/ask青禾科技的发行价格',
    '/ask@wenda_test_bot 青禾科技的发行价格',
    '@wenda_test_bot青禾科技的发行价格',
  ])
    assert.match(only(await sayInGroup(text, photo)).text, PRICE, text);
  assert.equal(messagesOf(await press('下一条')).length, 1);
  assert.deepEqual(await sayInGroup('青禾科技的发行价格', photo), []);
});

test('a mention in the middle of Chinese is one, the name of another bot is not', async () => {
  const { sayInGroup } = startDialogue(engine);
  assert.match(only(await sayInGroup('青禾科技的@wenda_test_bot发行价格')).text, PRICE);
  assert.match(only(await sayInGroup('青禾科技的发行价格@WENDA_TEST_BOT')).text, PRICE);
  assert.deepEqual(await sayInGroup('@wenda_test_bots青禾科技的发行价格'), []);
});

test('the quoted part of a longer message is the question, also of its buttons', async () => {
  const { sayInGroup, press, telegram } = startDialogue(engine);
  await sayInGroup('昨天聊了专利年费怎么缴，还有青禾科技的发行价格，另外公司注销公告期限', { from: OTHER });
  const replyTo = telegram.messages(GROUP.id).at(-1)?.message_id;
  for (const text of ['@wenda_test_bot', '/ask', '@wenda_test_bot这个呢？']) {
    const reply = only(await sayInGroup(text, { replyTo, quote: '青禾科技的发行价格' }));
    assert.match(reply.text, PRICE, text);
    assert.notEqual(reply.replyTo, replyTo, 'its buttons read the quote in the message that quotes');
  }
  assert.match(only(await press('下一条')).text, /^青禾科技何时上市 › /);
  assert.match(
    only(await sayInGroup('@wenda_test_bot 公司注销公告期限', { replyTo, quote: '专利年费怎么缴' })).text,
    NOTICE,
  );
});

test('a quote from another chat is the question of a private message that points at it', async () => {
  const { say } = startDialogue(engine);
  const origin = { type: 'hidden_user' as const, sender_user_name: 'Ann', date: 1 };
  const quoted = { quote: '青禾科技的发行价格', fields: { external_reply: { origin } } };
  assert.match(only(await say('这个是什么意思', quoted)).text, PRICE);
  assert.match(only(await say('公司注销公告期限', quoted)).text, NOTICE);
});

test('a question that quotes an answer goes on about its topic', async () => {
  const { say } = startDialogue(engine);
  const answer = only(await say('云帆客服系统做什么'));
  await say('青禾科技的发行价格');
  const about = { replyTo: answer.messageId, quote: '云帆客服系统' };
  assert.match(only(await say('怎么收费', about)).text, /云帆客服系统 › 收费方式\n/);
  assert.match(only(await say('谢谢', about)).text, /^不客气/);
});

test('"this one" in reply to an earlier message of one’s own asks that again', async () => {
  const { say, telegram } = startDialogue(engine);
  await say('青禾科技的发行价格');
  const replyTo = telegram.messages(READER.id).find(({ text }) => text === '青禾科技的发行价格')?.message_id;
  await say('公司注销公告期限');
  assert.match(only(await say('这个呢', { replyTo })).text, PRICE);
});

test('a forwarded message is asked as it is', async () => {
  const { say } = startDialogue(engine);
  const origin = { type: 'user' as const, sender_user: OTHER, date: 1 };
  assert.match(only(await say('青禾科技的发行价格', { fields: { forward_origin: origin } })).text, PRICE);
  const photo = { fields: { ...PHOTO, forward_origin: origin } };
  assert.match(only(await say('青禾科技的发行价格', photo)).text, PRICE);
});

test('an album gets one answer to its caption, wherever that stands, and however often', async () => {
  const { say, sayInGroup, waitFor } = startDialogue(engine);
  for (const [id, captions] of [
    ['1', ['', '', '青禾科技的发行价格']],
    ['2', ['青禾科技的发行价格', '', '']],
    ['3', ['青禾科技的发行价格', '青禾科技的发行价格']],
  ] as const) {
    const acts = [];
    for (const caption of captions) acts.push(...(await say(caption, album(FILE, id))));
    acts.push(...(await waitFor(1)));
    assert.match(only(acts).text, PRICE);
  }
  const acts = [];
  for (const caption of ['', '/ask 青禾科技的发行价格', ''])
    acts.push(...(await sayInGroup(caption, album(PHOTO, '4'))));
  assert.match(only([...acts, ...(await waitFor(1))]).text, PRICE);
});

test('an album without a caption gets one hint in a private chat, silence in a group', async () => {
  const { say, sayInGroup, waitFor } = startDialogue(engine);
  for (let i = 0; i < 3; i++) assert.deepEqual(await say('', album(PHOTO, '1')), []);
  assert.match(only(await waitFor(1)).text, HINT);
  assert.deepEqual(await waitFor(1), []);
  for (let i = 0; i < 3; i++) assert.deepEqual(await sayInGroup('', album(PHOTO, '2')), []);
  assert.deepEqual(await waitFor(1), []);
});

test('a hint that cannot be sent is only logged', async () => {
  const { say, waitFor, failNext, infos, errors } = startDialogue(engine);
  await say('', album(PHOTO, '1'));
  failNext('sendMessage', 'Forbidden: bot was blocked by the user', 403);
  assert.deepEqual(await waitFor(1), []);
  assert.equal(infos.length, 1);
  assert.deepEqual(errors, []);
});

/** The reader's last message in a chat. */
function lastOf(telegram: Dialogue['telegram'], chatId: number): number {
  return telegram.messages(chatId).findLast(({ from }) => from.id === READER.id)?.message_id ?? 0;
}

test('an edited question changes its answer, whose buttons then lead on from there', async () => {
  const { say, sayInGroup, edit, press, telegram } = startDialogue(engine);
  for (const [chatId, ask] of [
    [READER.id, say],
    [GROUP.id, sayInGroup],
  ] as const) {
    const answer = only(await ask('/ask 青禾科技的发行价格'));
    const asked = lastOf(telegram, chatId);
    const edited = only(await edit(chatId, asked, '/ask 公司注销公告期限'));
    assert.match(edited.text, NOTICE);
    assert.deepEqual([edited.did, edited.messageId], ['edited', answer.messageId]);
    assert.match(only(await press('下一条')).text, /公司注销/);
    const same = await edit(chatId, asked, '/ask公司註銷公告期限');
    assert.deepEqual(same, [], 'the same question in other characters');
  }
});

test('an edited question goes on from what was said before it, and so does the next', async () => {
  const { say, edit, telegram } = startDialogue(engine);
  await say('云帆客服系统做什么');
  await say('青禾科技的发行价格');
  const edited = only(await edit(READER.id, lastOf(telegram, READER.id), '怎么收费'));
  assert.match(edited.text, /云帆客服系统 › 收费方式\n/);
  assert.match(only(await say('数据安全呢')).text, /云帆客服系统 › 数据安全\n/);
});

test('an edit after a minute changes nothing', async () => {
  const { say, send } = startDialogue(engine);
  await say('青禾科技的发行价格');
  const chat = { id: READER.id, type: 'private' as const, first_name: '读者' };
  const message = { message_id: 2, date: 1000, chat, from: READER, text: '公司注销公告期限' };
  assert.deepEqual(await send({ edited_message: { ...message, edit_date: 1061 } }), []);
  assert.match(only(await send({ edited_message: { ...message, edit_date: 1060 } })).text, NOTICE);
});

test('an edit that makes a question of something else is answered in a private chat, not in a group', async () => {
  const { say, sayInGroup, edit, telegram } = startDialogue(engine);
  const last = (chatId: number): number => lastOf(telegram, chatId);
  await say('/aks');
  assert.match(only(await edit(READER.id, last(READER.id), '/ask 青禾科技的发行价格')).text, PRICE);
  await say('', { fields: PHOTO });
  assert.match(only(await edit(READER.id, last(READER.id), '青禾科技的发行价格')).text, PRICE);
  await sayInGroup('青禾科技');
  const inGroup = await edit(GROUP.id, last(GROUP.id), '@wenda_test_bot 青禾科技的发行价格');
  assert.deepEqual(inGroup, []);
});

test('an edit of a forgotten question changes nothing in a group', async () => {
  const { sayInGroup, send, telegram } = startDialogue(engine);
  const asked = only(await sayInGroup('/ask 青禾科技的发行价格')).replyTo;
  const message = telegram.messages(GROUP.id).find(({ message_id }) => message_id === asked);
  assert.ok(message !== undefined);
  const edited_message = { ...message, edit_date: message.date + 9, text: '/ask 公司注销公告期限' };
  assert.equal(only(await send({ edited_message })).did, 'edited');
  await sayInGroup('/forget');
  assert.deepEqual(await send({ edited_message: { ...edited_message, text: '/ask 专利年费' } }), []);
});

test('an edit after the answer was deleted, or of a shared passage, changes nothing', async () => {
  const { say, send, edit, failNext, telegram } = startDialogue(engine);
  await say('青禾科技的发行价格');
  failNext('editMessageText', 'Bad Request: message to edit not found');
  assert.deepEqual(await edit(READER.id, lastOf(telegram, READER.id), '公司注销公告期限'), []);
  const chat = { id: READER.id, type: 'private' as const, first_name: '读者' };
  const shared = { message_id: 99, date: 1, edit_date: 2, chat, from: READER, text: '专利年费怎么缴' };
  assert.equal((await send({ edited_message: shared })).length, 1);
  assert.deepEqual(await send({ edited_message: { ...shared, via_bot: BOT, text: '公司注销公告期限' } }), []);
});

test('of a pasted log the question counts and the reader is told, in a caption as in a text; beyond the limit nothing is read', async () => {
  const { say, send } = startDialogue(engine);
  const log = Array.from(
    { length: 12 },
    (_, i) => `12:00:${10 + i} WARN worker ${i} restarted after timeout`,
  ).join('\n');
  for (const reply of [
    only(await say(`${log}\n请问青禾科技的发行价格是多少？`)),
    only(await say(`${log}\n请问青禾科技的发行价格是多少？`, { fields: PHOTO })),
  ]) {
    assert.match(reply.text, /青禾科技何时上市 › 发行价格\n/);
    assert.doesNotMatch(reply.text, /WARN/);
    assert.match(reply.text, /请问青禾科技的发行价格是多少/, 'it says what was read');
  }
  const chat = { id: READER.id, type: 'private' as const, first_name: '读者' };
  const forged = `青禾科技的发行价格？${' 云帆'.repeat(400_000)}`;
  const acts = await send({ message: { message_id: 999, date: 1, chat, from: READER, text: forged } });
  assert.equal(messagesOf(acts).length, 1);
});
