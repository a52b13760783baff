import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressedBy, questionIn } from '../../src/bot/question-in.ts';
import { findEntities } from '../../src/emulator/found-entities.ts';

const ME = { id: 42, username: 'wenda_test_bot' };
const said = (text: string) => ({ text, entities: findEntities(text) });
const questionOf = (text: string): string => questionIn(said(text), ME);
const isAddressed = (text: string): boolean =>
  addressedBy(
    {
      message_id: 1,
      date: 1,
      chat: { id: -5, type: 'group', title: '群' },
      from: { id: 7, is_bot: false, first_name: '读者' },
      ...said(text),
    },
    ME,
  ) === 'mention';

test('the question of a message is its text without the command, the mentions and the sign', () => {
  for (const text of [
    '税率',
    '/ask 税率',
    '/ask@wenda_test_bot 税率',
    '@wenda_test_bot 税率',
    '税率 @Wenda_Test_Bot',
    '/ask @wenda_test_bot 税率',
    '❓ 税率',
  ])
    assert.equal(questionOf(text), '税率', text);
});

test('a command needs no blank before Chinese, and may be written with what a Chinese keyboard has', () => {
  for (const text of [
    '/ask税率',
    '/Ask税率',
    '/ASK 税率',
    '／ask税率',
    '／ask　税率',
    '/ask\n税率',
    '/ask@wenda_test_bot税率',
  ])
    assert.equal(questionOf(text), '税率', text);
  assert.equal(questionOf('/ask2024年的税率'), '2024年的税率');
  assert.equal(questionOf('/ask：税率'), '：税率');
});

test('a mention needs no blank beside Chinese either, and counts for what it is', () => {
  for (const text of [
    '@wenda_test_bot税率',
    '税率@WENDA_TEST_BOT',
    '＠wenda_test_bot税率',
    '税率 /ask@wenda_test_bot',
  ]) {
    assert.equal(questionOf(text), '税率', text);
    assert.ok(isAddressed(text), text);
  }
  assert.equal(questionOf('企业@wenda_test_bot税率'), '企业 税率');
});

test('the name of another bot, an address or a link is no mention', () => {
  for (const text of [
    '@wenda_test_bot2 税率',
    '@wenda_test_bot_x税率',
    '@my_wenda_test_bot 税率',
    '写信到 a@wenda_test_bot.org',
    '写信到 客服@wenda_test_bot.org',
    'https://example.org/@wenda_test_bot',
  ]) {
    assert.equal(questionOf(text), text, text);
    assert.ok(!isAddressed(text), text);
  }
});

test('a link to the bot is a mention', () => {
  const me = { id: ME.id, is_bot: true, first_name: '问答' };
  const entities = [{ type: 'text_mention' as const, offset: 0, length: 2, user: me }];
  assert.equal(questionIn({ text: '问答 税率', entities }, ME), '税率');
});

test('commands other than /ask, and /ask alone, have no question', () => {
  for (const text of [
    '/ask',
    '/ask@wenda_test_bot',
    '/topics',
    '/topics 税率',
    '/topics税率',
    '/unknown',
    '@wenda_test_bot',
    '',
  ])
    assert.equal(questionOf(text), '', text);
});

test('a path, a file or a word behind a slash is no command', () => {
  for (const text of [
    '/etc/hosts 怎么改',
    '/dev/null 是什么',
    '/etc/hosts',
    '/hot.html 打不开',
    '/start-up 公司怎么注册',
    '/tmp 满了怎么办',
    '/topics\\hot',
    '/公司注销',
    '怎么用 /ask',
    '/asking 税率',
  ])
    assert.equal(questionOf(text), text, text);
});

test('a caption is read like a text', () => {
  const text = '/ask税率@wenda_test_bot';
  assert.equal(questionIn({ caption: text, caption_entities: findEntities(text) }, ME), '税率');
});

test('what is quoted is the question of a message that says nothing of its own, and belongs to one that asks about it', () => {
  const quoting = (text: string, quote = '企业所得税税率') =>
    questionIn({ ...said(text), quote: { text: quote, position: 0 } }, ME);
  for (const text of ['@wenda_test_bot', '/ask', '@wenda_test_bot这个呢', '这是什么意思？'])
    assert.equal(quoting(text), '企业所得税税率', text);
  assert.equal(quoting('/ask 多少'), '企业所得税税率 多少');
  for (const text of ['专利年费怎么缴', '谢谢', '详细一点']) assert.equal(quoting(text), text);
  assert.equal(quoting('/ask', '/ask 税率'), '税率');
});
