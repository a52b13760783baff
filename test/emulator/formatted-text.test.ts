import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEntities } from '../../src/emulator/found-entities.ts';
import { formatText, type FormattedText } from '../../src/emulator/formatted-text.ts';
import { READER } from './fixture.ts';

const html = (text: string): FormattedText =>
  formatText({ text, parseMode: 'HTML', entities: undefined }, (id) => (id === 7 ? READER : undefined));
const words = (text: string): string[] =>
  findEntities(text).map(({ type, offset, length }) => `${type} ${text.slice(offset, offset + length)}`);

test('commands, names, addresses and tags are found as Telegram finds them', () => {
  assert.deepEqual(words('/ask@wenda_bot x'), ['bot_command /ask@wenda_bot']);
  assert.deepEqual(words('/ask什么 a/b'), [], 'a command ends where a word ends');
  assert.deepEqual(words('你好 @wenda_bot, see https://example.com/a?b=c. #专题 #12 a@b.cn'), [
    'mention @wenda_bot',
    'url https://example.com/a?b=c',
    'hashtag #专题',
    'email a@b.cn',
  ]);
  assert.deepEqual(words('example.com and file.txt'), ['url example.com']);
});

test('control characters become spaces and the ends are trimmed, with the entities moved along', () => {
  assert.deepEqual(html(' \n a\u0007\r<b>b </b>\n '), {
    text: 'a b',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  });
});

test('invisible text is empty', () => {
  for (const text of [' ', '\u200b\u2060', '<b>\u3164</b>', '<i></i>']) {
    assert.throws(() => html(text), { message: 'Bad Request: text must be non-empty' }, JSON.stringify(text));
  }
  assert.throws(() => html(''), { message: 'Bad Request: message text is empty' });
});

test('styles of one kind are joined, quotes do not nest, code has no styles inside', () => {
  const types = (text: string): string[] =>
    html(text).entities.map(({ type, offset, length }) => `${type} ${offset}+${length}`);
  assert.deepEqual(types('<b>a<b>b</b></b><b>c</b>'), ['bold 0+3']);
  assert.deepEqual(types('<blockquote>a<blockquote>b</blockquote>c</blockquote>'), ['blockquote 0+3']);
  assert.deepEqual(types('<b>a<code>b</code>c</b>'), ['bold 0+1', 'code 1+1', 'bold 2+1']);
  assert.deepEqual(types('<a href="https://example.com">/ask</a>'), ['text_link 0+4']);
});

test('a link to a user mentions a known person, and is dropped otherwise', () => {
  assert.deepEqual(html('<a href="tg://user?id=7">x</a> <a href="tg://user?id=9">y</a>').entities, [
    { type: 'text_mention', offset: 0, length: 1, user: READER },
  ]);
});

test('formatting after the hundredth piece is dropped', () => {
  assert.equal(
    html(Array.from({ length: 130 }, (_, i) => `<code>${i}</code>`).join(' ')).entities.length,
    100,
  );
});
