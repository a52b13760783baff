import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesIn } from '../../src/text/codes.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { fc } from '../support/property.ts';

const codes = (text: string): string[] => codesIn(normalise(text));

test('years, codes and long numbers are codes', () => {
  assert.deepEqual(codes('2027年的补贴标准是什么'), ['2027']);
  assert.deepEqual(codes('报错 7310 怎么处理'), ['7310']);
  assert.deepEqual(codes('GB7718 与 v5 的区别'), ['gb7718', 'v5']);
  assert.deepEqual(codes('第123条说什么'), ['123']);
  assert.deepEqual(codes('rfc 2616 headers'), ['2616']);
  assert.deepEqual(codes('rule 404 of 1999'), ['404', '1999']);
});

test('amounts and small numbers are none', () => {
  for (const text of [
    '融500万要多久',
    '3000人以上',
    '1000 元够吗',
    '签2年',
    '占15%',
    '第3步',
    '12.80元',
    '三年',
    '1,200股',
    'may we dismiss 120 people',
    'within 180 days',
    'a fine of $5000',
    'a salary of RMB 8000',
  ])
    assert.deepEqual(codes(text), [], text);
});

test('every code of a text is a term that the same text holds', () => {
  const pieces = fc.array(fc.constantFrom('第', '年', ' ', '8103', 'b2b', '万', '2025', 'ipo', '；', '99'));
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = normalise(parts.join(''));
      for (const code of codesIn(text)) assert.ok(text.includes(code), `${code} in ${text}`);
    }),
  );
});
