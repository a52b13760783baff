import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalise } from '../../src/text/normal-form.ts';
import { withoutPadding } from '../../src/text/polite-padding.ts';

const stripped = (text: string): string => withoutPadding(normalise(text));

test('greetings and thanks around a question are removed', () => {
  for (const padded of [
    '请问公司注销要多久？谢谢！',
    '你好，请问一下，公司注销要多久😊',
    '公司注销要多久',
    '您好！公司注销要多久……多谢～',
    '😀 公司注销要多久???',
  ])
    assert.equal(stripped(padded), '公司注销要多久', padded);
  assert.equal(stripped('Hi, what is FOB? Thanks a lot!'), 'what is fob');
});

test('words that only look like politeness stay', () => {
  for (const text of [
    '老师工资多少',
    '老师可以当股东吗',
    '麻烦制造者',
    '怎么表示感谢',
    '嗨购节策划',
    'hi-tech enterprise',
    'hello kitty 商标',
    'history of fob',
    '.net 是什么',
    'c++',
    '增长50%',
  ])
    assert.equal(stripped(text), text);
});

test('a message of politeness alone becomes empty', () => {
  assert.equal(stripped('你好，谢谢！'), '');
});
