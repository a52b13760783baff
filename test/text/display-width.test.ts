import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth } from '../../src/text/display-width.ts';
import { fc } from '../support/property.ts';

test('a Han character and its punctuation take two columns, a Latin letter or a digit one', () => {
  assert.equal(displayWidth('发行价，'), 8);
  assert.equal(displayWidth('IPO 2026'), 8);
  assert.equal(displayWidth('Ａ股カナ한국𠮷'), 14);
  assert.equal(displayWidth(''), 0);
});

test('the width of a text is the sum of its parts, and never below its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      assert.equal(displayWidth(a + b), displayWidth(a) + displayWidth(b));
      assert.ok(displayWidth(a) >= a.length && displayWidth(a) <= 2 * a.length);
    }),
  );
});
