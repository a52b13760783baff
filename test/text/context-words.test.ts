import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, contextWordsOf } from '../../src/text/context-words.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { fc } from '../support/property.ts';

const content = (question: string): string[] =>
  contentOf(contextWordsOf(normalise(question)).rest).map(({ term }) => term);

test('a question of asking words and aspects names no subject', () => {
  for (const question of [
    '多少钱',
    '那要多久呢？',
    '需要什么材料',
    '在哪里办',
    '為什麼',
    '它怎么申请',
    '大概要花多少钱',
    'how long does it take?',
    'and what documents are required',
    'why',
  ])
    assert.deepEqual(content(question), [], question);
});

test('what a question is about remains', () => {
  assert.deepEqual(content('那試用期的工資呢'), ['试用', '用期', '工资']);
  assert.deepEqual(content('办护照要什么材料'), ['护照']);
  assert.deepEqual(content('what about the capital'), ['capital']);
  assert.deepEqual(content('1+1等于几').slice(0, 1), ['1+1']);
});

test('a continuation opens or ends as one, or points back', () => {
  const refers = (question: string): boolean => contextWordsOf(normalise(question)).refers;
  for (const question of ['那北交所呢', '还有费用', '它的期限', 'what about fees', 'how long is it valid'])
    assert.ok(refers(question), question);
  for (const question of [
    '试用期最长多久',
    '公积金该怎么取',
    '其他费用',
    '其实要多久',
    'andorra tax',
    'fee for renewal',
  ])
    assert.ok(!refers(question), question);
});

test('the rest of a text is a part of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('那', '呢', '费', '用', ' ', '1', '+', '？', 'and ') }),
      (text) => {
        const normal = normalise(text);
        assert.ok(normal.includes(contextWordsOf(normal).rest));
      },
    ),
  );
});

test('a long number is read in one go', () => {
  const digits = '〇'.repeat(40_000); // minutes, if every digit began a sum of its own
  assert.deepEqual(
    contentOf(normalise(`${digits}+1`))
      .filter(({ term }) => term.includes('+'))
      .map(({ weight }) => weight),
    [2],
  );
});
