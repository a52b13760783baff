import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { normalise } from '../../src/text/normal-form.ts';

const weightOf = (question: string, term: string): number | undefined =>
  queryTerms(normalise(question)).find((entry) => entry.term === term)?.weight;

test('content bigrams and words carry full weight', () => {
  assert.equal(weightOf('注销公告期多久', '注销'), 1);
  assert.equal(weightOf('FOB 是什么', 'fob'), 1);
});

test('single characters carry little', () => {
  assert.equal(weightOf('注销', '销'), 0.2);
});

test('function words carry nothing, bigrams that overlap them almost nothing', () => {
  assert.equal(weightOf('投入有什么要求', '什么'), undefined);
  assert.equal(weightOf('投入有什么要求', '有什'), undefined);
  assert.equal(weightOf('投入有什么要求', '入有'), 0.1);
  assert.equal(weightOf('what is fob', 'what'), undefined);
});

test('a content word with a one-character function word in it keeps some weight', () => {
  assert.equal(weightOf('会签', '会签'), 0.4);
  assert.equal(weightOf('有限责任公司', '有限'), 1);
});

test('questions without a content word have no terms', () => {
  for (const question of [
    '你好',
    '谢谢！',
    '请问一下，这个是什么？',
    '😀',
    '?!',
    'what is it',
    'hello',
    '',
  ]) {
    assert.deepEqual(queryTerms(normalise(question)), [], question);
  }
});

test('a Latin word that touches Han characters is a name', () => {
  assert.equal(weightOf('A轮融资', 'a'), 1);
  assert.equal(weightOf('IT行业', 'it'), 1);
  assert.equal(weightOf('it 是什么', 'it'), undefined);
});

test('a repeated term counts once', () => {
  assert.equal(queryTerms(normalise('上市上市')).filter(({ term }) => term === '上市').length, 1);
});
