import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { functionWordRanges, isFunctionWord } from '../../src/text/function-words.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { tokenise } from '../../src/text/tokens.ts';

const terms = (text: string): string[] => tokenise(text).map(({ term }) => term);

test('Han runs give overlapping bigrams and single characters', () => {
  assert.deepEqual(terms('发行价'), ['发', '发行', '行', '行价', '价']);
});

test('Latin words and numbers stay whole and end a Han run', () => {
  assert.deepEqual(terms('IPO发行35.09元'), ['ipo', '发', '发行', '行', '35.09', '元']);
});

test('words of letters and digits stay whole, as do C++ and C#', () => {
  assert.deepEqual(terms('B2B O2O C++ C# 5G'), ['b2b', 'o2o', 'c++', 'c#', '5g']);
});

test('thousands separators do not split a number', () => {
  assert.deepEqual(terms('1,000 shares'), ['1000', 'share']);
});

test('English plurals lose their ending; words that only look like plurals keep it', () => {
  assert.deepEqual(terms('companies shareholders fees taxes does status class series CRMs'), [
    'company',
    'shareholder',
    'fee',
    'taxe',
    'does',
    'status',
    'class',
    'sery',
    'crm',
  ]);
});

test('traditional and simplified, full- and half-width give the same terms', () => {
  assert.deepEqual(terms('華強科技ＩＰＯ'), terms('华强科技ipo'));
});

test('a token points to its range in the original text', () => {
  const text = '問：華強科技';
  const token = tokenise(text).find(({ term }) => term === '华强');
  assert.equal(text.slice(token?.start, token?.end), '華強');
});

test('terms of a text are the terms of its normal form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      assert.deepEqual(terms(text), terms(normalise(text)));
    }),
  );
});

test('the longest function word counts', () => {
  const text = normalise('为什么注销');
  assert.deepEqual(functionWordRanges(text), [{ start: 0, end: 3 }]);
});

test('content words with a function character are not function words', () => {
  assert.deepEqual(functionWordRanges(normalise('标的公司的或有负债')), [{ start: 4, end: 5 }]);
});

test('English question words are function words, content words are not', () => {
  assert.ok(isFunctionWord('what'));
  assert.ok(!isFunctionWord('fob'));
});
