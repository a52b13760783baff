import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningOf, pageAt, pagesOf } from '../../src/bot/render/text-pages.ts';
import { fc } from '../support/property.ts';
import { shapedOf, shapedTexts } from '../support/shaped.ts';

const visible = (text: string): string => text.replace(/\s/g, '');

test('pages of any text respect their length, lose no visible character and split no surrogate pair', () => {
  const plain = fc
    .string({ unit: fc.constantFrom('文', '。', ' ', '\n', '😀', 'a', '𠮷'), maxLength: 400 })
    .map((text) => ({ text, units: [], spans: [] }));
  fc.assert(
    fc.property(fc.oneof(plain, shapedTexts), fc.integer({ min: 20, max: 80 }), (whole, max) => {
      const pages = pagesOf(whole, max);
      assert.ok(pages.length > 0);
      for (const { text, spans } of pages) {
        assert.ok(text.length <= max && text.isWellFormed());
        for (const { start, end } of spans) assert.ok(0 <= start && start < end && end <= text.length);
      }
      assert.equal(visible(pages.map(({ text }) => text).join('')), visible(whole.text));
    }),
  );
});

test('a page ends between items, rows and code blocks, and nested items keep their indentation', () => {
  const text = shapedOf(
    '- 第一项，说得比较长\n  - 里面的第一项\n  - 里面的第二项\n- 第二项，说得也比较长',
    '',
    '| 名称 | 价格 |\n| --- | --- |\n| 基础版 | 一百元 |\n| 专业版 | 两百元 |',
  );
  assert.deepEqual(
    pagesOf(text, 34).map((page) => page.text),
    [
      '- 第一项，说得比较长\n  - 里面的第一项\n  - 里面的第二项',
      '- 第二项，说得也比较长\n\n名称：基础版\n价格：一百元',
      '名称：专业版\n价格：两百元',
    ],
  );
  assert.deepEqual(
    pagesOf(text, 30)
      .slice(0, 2)
      .map((page) => page.text),
    ['- 第一项，说得比较长\n  - 里面的第一项', '  - 里面的第二项\n- 第二项，说得也比较长'],
  );
});

test('code that is longer than a page is cut at line ends and stays code of its language', () => {
  const pages = pagesOf(shapedOf('```python', 'def run(a):', '    first(a)', '    second(a)', '```'), 25);
  const shown = pages.map(({ text, spans }) => ({ text, spans }));
  assert.deepEqual(shown, [
    { text: 'def run(a):\n    first(a)', spans: [{ kind: 'pre', language: 'python', start: 0, end: 24 }] },
    { text: '    second(a)', spans: [{ kind: 'pre', language: 'python', start: 0, end: 13 }] },
  ]);
});

test('pages are of about even length', () => {
  const pages = pagesOf(shapedOf(...Array.from({ length: 9 }, (_, i) => `第${i}段，一共十个字。\n`)), 60);
  assert.deepEqual(
    pages.map(({ text }) => text.match(/第/g)?.length),
    [4, 5],
  );
});

test('a page beyond the last is the last', () => {
  assert.deepEqual(pageAt(['a', 'b'], 99), { shown: 'b', page: 1 });
  assert.deepEqual(pageAt(['a', 'b'], 0), { shown: 'a', page: 0 });
});

test('the beginning of a text has whole units, else whole sentences, else what fits', () => {
  const shown = (max: number, ...lines: string[]): [string, boolean] => {
    const { text, isCut } = beginningOf(shapedOf(...lines), max);
    return [text, isCut];
  };
  const list = ['第一段。', '', '- 第一项', '- 第二项'];
  assert.deepEqual(shown(100, ...list), ['第一段。\n\n- 第一项\n- 第二项', false]);
  assert.deepEqual(shown(14, ...list), ['第一段。\n\n- 第一项', true]);
  assert.deepEqual(shown(12, '第一句话。第二句话。第三句话。'), ['第一句话。第二句话。', true]);
  assert.deepEqual(shown(4, '没有句号的一行'), ['没有句号', true]);
  fc.assert(
    fc.property(shapedTexts, fc.integer({ min: 5, max: 90 }), (whole, max) => {
      const { text, isCut } = beginningOf(whole, max);
      assert.ok(text !== '' && text.length <= max && whole.text.startsWith(text));
      assert.equal(isCut, whole.text.length > max);
    }),
  );
});
