import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalise } from '../../src/text/normal-form.ts';
import { withoutPadding } from '../../src/text/polite-padding.ts';

const stripped = (text: string): string => withoutPadding(normalise(text));

test('greetings and thanks around a question go', () => {
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

test('words that only begin or end like politeness stay', () => {
  for (const text of [
    '谢谢你集团的股价',
    '麻烦制造者',
    'history of fob',
    'hire staff',
    '感谢信怎么写',
    'c++',
    '增长50%',
  ])
    assert.ok(stripped(text).length > 1, text);
  assert.equal(stripped('history of fob'), 'history of fob');
  assert.equal(stripped('c++'), 'c++');
  assert.equal(stripped('增长50%'), '增长50%');
});

test('politeness alone leaves nothing', () => {
  assert.equal(stripped('你好，谢谢！'), '');
});
