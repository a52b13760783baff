// The judge notices: every rule is broken on purpose, and its closest legal request passes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Bot } from 'grammy';
import { BOT } from '../support/people.ts';
import { createJudge } from '../support/judge/judge.ts';
import { loadApiSchema } from '../support/judge/schema-rules.ts';
import {
  article,
  CHAT,
  edit,
  FROM,
  html,
  inline,
  keyboard,
  paragraph,
  plain,
  pressed,
  type Rule,
  rich,
  testRules,
} from './requests.ts';

const RULES: Rule[] = [
  ['an unknown method', [['sendMesage', { chat_id: 7 }]], [plain('x')], /there is no such method/],
  [
    'an unknown parameter',
    [plain('x', { parse: 1 })],
    [plain('x', { protect_content: true })],
    /sendMessage: .*additional properties "parse"/,
  ],
  [
    'an unknown parameter inside',
    [plain('x', { reply_parameters: { message_id: 1, id: 2 } })],
    [plain('x', { reply_parameters: { message_id: 1 } })],
    /reply_parameters: .*"id"/,
  ],
  ['a missing parameter', [['sendMessage', { chat_id: 7 }]], [plain('x')], /required property 'text'/],
  [
    'a parameter of another type',
    [plain('x', { disable_notification: 'yes' })],
    [plain('x', { disable_notification: true })],
    /disable_notification: must be boolean/,
  ],
  [
    'a word that is not among the choices',
    [['sendChatAction', { chat_id: 7, action: 'dancing' }]],
    [['sendChatAction', { chat_id: 7, action: 'typing' }]],
    /action: must be equal to one of/,
  ],
  [
    '4,097 characters',
    [plain('x'.repeat(4097))],
    [plain('x'.repeat(4096))],
    /text: 1,4096 characters after entities parsing/,
  ],
  [
    '4,097 characters without their tags',
    [html(`<b>${'&lt;'.repeat(4097)}</b>`)],
    [html(`<b>${'&lt;'.repeat(4096)}</b>`)],
    /4096 characters after/,
  ],
  [
    'a text that is empty for the server',
    [plain('\u200b \u0000')],
    [plain('\u200bx')],
    /message text is empty/,
  ],
  ['a lone surrogate', [plain('a\ud800')], [plain('😀')], /well-formed/],
  ['an unknown tag', [html('<p>x</p>')], [html('<u>x</u>')], /unsupported tag <p>/],
  ['an unescaped sign', [html('a & b')], [html('a &amp; b')], /unescaped/],
  ['an unescaped bracket', [html('1 < 2')], [html('1 &lt; 2')], /unsupported tag </],
  ['tags closed out of order', [html('<b><i>x</b></i>')], [html('<b><i>x</i></b>')], /<\/b> closes <i>/],
  ['a tag that is not closed', [html('<b>x')], [html('<b>x</b>')], /not closed: <b>/],
  [
    'a quotation in a quotation',
    [html('<blockquote>a<blockquote>b</blockquote></blockquote>')],
    [html('<blockquote>a</blockquote><blockquote expandable>b</blockquote>')],
    /do not nest/,
  ],
  [
    'a link without an address',
    [html('<a>x</a>')],
    [html('<a href="https://t.me">x</a>')],
    /wrong attributes/,
  ],
  [
    'callback data of 65 bytes',
    [keyboard([{ text: 'x', callback_data: `${'问'.repeat(21)}ab` }])],
    [keyboard([{ text: 'x', callback_data: `${'问'.repeat(21)}a` }])],
    /callback_data: maxBytes 64/,
  ],
  [
    'empty callback data',
    [keyboard([{ text: 'x', callback_data: '' }])],
    [keyboard([{ text: 'x', callback_data: 'a' }])],
    /minBytes 1/,
  ],
  [
    'a button that does nothing',
    [keyboard([{ text: 'x' }])],
    [keyboard([{ text: 'x', callback_data: 'a' }])],
    /one action, not 0/,
  ],
  [
    'a button that does two things',
    [keyboard([{ text: 'x', callback_data: 'a', url: 'https://t.me' }])],
    [keyboard([{ text: 'x', url: 'https://t.me' }])],
    /one action, not 2/,
  ],
  [
    'a button without a text',
    [keyboard([{ text: ' ', callback_data: 'a' }])],
    [keyboard([{ text: '·', callback_data: 'a' }])],
    /needs a text/,
  ],
  ['a row without buttons', [keyboard([], [])], [keyboard()], /row without buttons/],
  [
    'a link to this machine',
    [keyboard([{ text: 'x', url: 'http://localhost/a' }])],
    [keyboard([{ text: 'x', url: 'http://例子.中国/a' }])],
    /refuses the address/,
  ],
  [
    'a deep link with a foreign sign',
    [keyboard([{ text: 'x', url: 'https://t.me/a_bot?start=a.b' }])],
    [keyboard([{ text: 'x', url: 'https://t.me/a_bot?start=a-b' }])],
    /start parameter/,
  ],
  [
    'a deep link in a text that is too long',
    [html(`<a href="https://t.me/a_bot?start=${'a'.repeat(65)}">x</a>`)],
    [html(`<a href="https://t.me/a_bot?start=${'a'.repeat(64)}">x</a>`)],
    /start parameter/,
  ],
  [
    'a callback answer of 201 characters',
    [pressed({ text: 'x'.repeat(201) })],
    [pressed({ text: 'x'.repeat(200) })],
    /maxUtf16 200/,
  ],
  ['a pressed button answered twice', [pressed(), pressed()], [pressed()], /answered before/],
  [
    'an answer to a button that nobody pressed',
    [['answerCallbackQuery', { callback_query_id: 'other' }]],
    [pressed()],
    /did not come/,
  ],
  ['an inline query answered twice', [inline([]), inline([])], [inline([])], /answered before/],
  [
    'two results of one id',
    [inline([article('a'), article('a')])],
    [inline([article('a'), article('b')])],
    /must be unique/,
  ],
  [
    '51 results',
    [inline(Array.from({ length: 51 }, (_, i) => article(String(i))))],
    [inline(Array.from({ length: 50 }, (_, i) => article(String(i))))],
    /at most 50|fewer than|more than 50/,
  ],
  [
    'a result id of 65 bytes',
    [inline([article('a'.repeat(65))])],
    [inline([article('a'.repeat(64))])],
    /id: maxBytes 64/,
  ],
  [
    'a next offset of 65 bytes',
    [inline([], { next_offset: '1'.repeat(65) })],
    [inline([], { next_offset: '1'.repeat(64) })],
    /next_offset/,
  ],
  [
    'a start parameter with a foreign sign',
    [inline([], { button: { text: 'x', start_parameter: 'a b' } })],
    [inline([], { button: { text: 'x', start_parameter: 'a_b' } })],
    /start_parameter: must match pattern/,
  ],
  [
    'bad HTML in a shared message',
    [inline([article('a', { input_message_content: { message_text: '<x>', parse_mode: 'HTML' } })])],
    [
      inline([
        article('a', {
          input_message_content: { message_text: '&lt;x>'.replace('>', '&gt;'), parse_mode: 'HTML' },
        }),
      ]),
    ],
    /message_text: HTML: unsupported tag/,
  ],
  [
    'an unknown field of a result',
    [inline([article('a', { text: 'x' })])],
    [inline([article('a', { description: 'x' })])],
    /"text"/,
  ],
  ['an edit of someone else’s message', [edit(1)], [edit(2)], /not the bot's own/],
  [
    'a message to a chat that nobody wrote in',
    [['sendMessage', { chat_id: 8, text: 'x' }]],
    [plain('x'), edit(10)],
    /nobody wrote in chat 8/,
  ],
  [
    'a rich message with an unknown block',
    [rich({ type: 'headline', text: 'x' })],
    [rich({ type: 'heading', size: 1, text: 'x' })],
    /blocks\/0\/type: must be one of paragraph, heading/,
  ],
  [
    'a rich message that is too long',
    [rich(paragraph('x'.repeat(32_769)))],
    [rich(paragraph('x'.repeat(32_768)))],
    /32769 characters/,
  ],
  [
    'a rich message of too many blocks',
    [rich(...Array.from({ length: 501 }, () => paragraph('x')))],
    [rich(...Array.from({ length: 500 }, () => paragraph('x')))],
    /501 blocks/,
  ],
  [
    'a command whose description has 257 characters',
    [['setMyCommands', { commands: [{ command: 'a', description: 'x'.repeat(257) }] }]],
    [['setMyCommands', { commands: [{ command: 'a', description: 'x'.repeat(256) }] }]],
    /description/,
  ],
  [
    'a command with a capital letter',
    [['setMyCommands', { commands: [{ command: 'Ask', description: 'x' }] }]],
    [['setMyCommands', { commands: [{ command: 'ask_2', description: 'x' }] }]],
    /command: must match pattern/,
  ],
  [
    'a fraction where the documentation has an integer',
    [plain('x', { message_thread_id: 1.5 })],
    [plain('x', { message_thread_id: 1 }), ['sendLocation', { chat_id: 7, latitude: 1.5, longitude: 1.5 }]],
    /message_thread_id: must be integer/,
  ],
  [
    'a number that is out of range',
    [['sendLocation', { chat_id: 7, latitude: 1, longitude: 1, live_period: 59 }]],
    [['sendLocation', { chat_id: 7, latitude: 1, longitude: 1, live_period: 0x7fffffff }]],
    /live_period: must be >= 60/,
  ],
  [
    'a result of an unknown type',
    [inline([article('a', { type: 'articel' })])],
    [inline([article('a')])],
    /results\/0\/type: must be one of .*article/,
  ],
  [
    'a result without a title',
    [inline([article('a', { title: ' ' })])],
    [inline([article('a')])],
    /needs a title/,
  ],
  [
    'a button above the results that does nothing',
    [inline([], { button: { text: 'x' } })],
    [inline([], { button: { text: 'x', start_parameter: 'a' } })],
    /one action, not 0/,
  ],
  ['a text of invisible signs', [plain('\u2800\ufffc')], [plain('\u2800x')], /message text is empty/],
  ['an entity name that Telegram does not know', [html('a&nbsp;b')], [html('a&#160;b&quot;')], /unescaped/],
  [
    'an entity that does not stand for a character',
    [html('a&#55357;')],
    [html('a&#128512;')],
    /&#55357; is not a character/,
  ],
  [
    'an unescaped sign in an address',
    [html('<a href="https://a.b/?x=1&y=2">x</a>')],
    [html('<a href="https://a.b/?x=1&amp;y=2">x</a>')],
    /unescaped & in/,
  ],
  [
    'bold code',
    [html('<code><b>x</b></code>')],
    [html('<b>x</b><pre><code class="language-ts">x</code></pre>')],
    /<b> within code/,
  ],
  [
    'a language of inline code',
    [html('<code class="language-ts">x</code>')],
    [html('<code>x</code>')],
    /wrong attributes/,
  ],
  [
    'a deep link in another spelling',
    [keyboard([{ text: 'x', url: 'https://telegram.me/a_bot?a=1&start=a.b' }])],
    [
      keyboard([
        { text: 'x', url: 'https://telegram.me/a_bot?a=1&start=ab' },
        { text: 'y', url: 'https://t.me/a_bot?startgroup' },
      ]),
    ],
    /start parameter/,
  ],
];

describe('the judge objects to', () => {
  testRules(RULES);
});

test('the schema has every method of the official types, and the rules that their comments state', async () => {
  const { methods, lengthRules } = await loadApiSchema();
  assert.ok(methods.length >= 177, String(methods.length));
  assert.ok(lengthRules >= 170, String(lengthRules));
});

test('it sees a real bot’s requests, below everything that changes them', async () => {
  const judge = createJudge({ onPurpose: true });
  const bot = new Bot('1:x', { botInfo: BOT });
  bot.api.config.use((_call, method, payload, signal) =>
    judge.transformer(() => Promise.resolve({ ok: true, result: true } as never), method, payload, signal),
  );
  bot.on('message', async (ctx) => {
    await ctx.reply('x', {
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y'.repeat(66) }]] },
    });
  });
  const update = { update_id: 1, message: { message_id: 1, date: 1, chat: CHAT, from: FROM, text: 'x' } };
  judge.received(update);
  await bot.handleUpdate(update);
  assert.equal(judge.judged, 1);
  assert.match(judge.violations.join(), /callback_data: maxBytes 64/);
  assert.throws(() => {
    judge.assertClean();
  }, /maxBytes/);
});
