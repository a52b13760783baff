import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { pageAt, pagesOf } from '../../src/bot/render/text-pages.ts';

test('pages of any text respect their length, lose no visible character and split no surrogate pair', () => {
  const text = fc.string({ unit: fc.constantFrom('文', '。', ' ', '\n', '😀', 'a', '𠮷'), maxLength: 400 });
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 80 }), (whole, max) => {
      const pages = pagesOf(whole, max);
      assert.ok(pages.length > 0);
      for (const page of pages) assert.ok(page.length <= max && page.isWellFormed());
      assert.equal(pages.join('').replace(/\s/g, ''), whole.replace(/\s/g, ''));
    }),
  );
});

test('a page beyond the last is the last', () => {
  assert.deepEqual(pageAt(['a', 'b'], 99), { text: 'b', page: 1 });
  assert.deepEqual(pageAt(['a', 'b'], 0), { text: 'a', page: 0 });
});
