import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InputRichMessage } from 'grammy/types';
import { renderRichArticle } from '../../src/bot/render/rich-article.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { richBreaches } from '../support/judge/rich-rules.ts';
import { fc } from '../support/property.ts';
import { shapedOf, shapedTexts } from '../support/shaped.ts';
import type { ShapedText } from '../../src/corpus/shape.ts';

const view = {
  t: translateTo(createTranslations(), 'zh-hans'),
  pictures: false,
  linksOf: () => (href: string) => (href === 'none' ? undefined : href),
};
const article = { articleId: 'a', slug: 'a', title: '题', date: '2026-01-01', views: 0 };

/** The message of an article with this one section; undefined if it does not fit. */
function message(shaped: ShapedText): InputRichMessage | undefined {
  const section = { ...shaped, sectionId: 's', heading: '', headingPath: [] };
  return renderRichArticle({ article, sections: [section] }, view);
}
/** Its blocks between title and footer. */
const blocks = (...markdown: string[]): unknown => message(shapedOf(...markdown))?.blocks?.slice(1, -1);

test('styles nest as they were written, and a link is what its address is', () => {
  assert.deepEqual(blocks('**重 *要***，[说明](https://example.com)、[电话](tel:+8610)、[无](none)'), [
    {
      type: 'paragraph',
      text: [
        { type: 'bold', text: '重 ' },
        { type: 'bold', text: { type: 'italic', text: '要' } },
        '，',
        { type: 'url', text: '说明', url: 'https://example.com/' },
        '、',
        { type: 'phone_number', text: '电话', phone_number: '+8610' },
        '、',
        '无',
      ],
    },
  ]);
});

test('lists nest, keep their numbers and say what is done', () => {
  assert.deepEqual(blocks('3. 三\n   - [x] 做完\n   - [ ] 没做'), [
    {
      type: 'list',
      items: [
        {
          value: 3,
          type: '1',
          blocks: [
            { type: 'paragraph', text: '三' },
            {
              type: 'list',
              items: [
                { has_checkbox: true, is_checked: true, blocks: [{ type: 'paragraph', text: '做完' }] },
                { has_checkbox: true, blocks: [{ type: 'paragraph', text: '没做' }] },
              ],
            },
          ],
        },
      ],
    },
  ]);
});

test('quotations are quotations, and code keeps its language and lines', () => {
  assert.deepEqual(blocks('> 引用', '', '```sh', 'a', '  b', '```'), [
    { type: 'blockquote', blocks: [{ type: 'paragraph', text: '引用' }] },
    { type: 'pre', text: 'a\n  b', language: 'sh' },
  ]);
});

test('a table with more columns than Telegram takes is shown by rows', () => {
  const table = (columns: number): string[] =>
    ['名', '-', '值'].map(
      (cell) => `|${Array.from({ length: columns }, () => ` ${cell.repeat(3)} `).join('|')}|`,
    );
  const typesOf = (columns: number): unknown =>
    message(shapedOf(...table(columns)))?.blocks?.map(({ type }) => type);
  assert.deepEqual(typesOf(20), ['heading', 'table', 'footer']);
  assert.deepEqual(typesOf(21), ['heading', 'paragraph', 'footer']);
});

test('what is too long, too much or too deep is no rich message', () => {
  const nested = Array.from({ length: 12 }, (_, i) => `${'  '.repeat(i)}- x`);
  for (const [markdown, fits] of [
    [['字'.repeat(31_000)], true],
    [['字'.repeat(33_000)], false],
    [Array.from({ length: 200 }, () => '- 项'), true],
    [Array.from({ length: 260 }, () => '- 项'), false],
    [nested.slice(0, 5), true],
    [nested, false],
  ] as const)
    assert.equal(message(shapedOf(...markdown)) !== undefined, fits, markdown.join('\n').slice(-40));
});

test('whatever the text, the message keeps Telegram’s limits and every character', () => {
  const words = (node: unknown): string =>
    typeof node === 'string'
      ? node
      : Array.isArray(node)
        ? node.map(words).join('')
        : typeof node === 'object' && node !== null
          ? Object.entries(node)
              .map(([name, value]) =>
                ['type', 'url', 'language', 'align', 'valign'].includes(name) ? '' : words(value),
              )
              .join('')
          : '';
  // Markers and the headers of rows are structure here.
  const plain = (text: string): string => text.replace(/^ *(?:[-☑☐]|\d+\.) |[名值]：|[名值]|\s/gm, '');
  fc.assert(
    fc.property(shapedTexts, (shaped) => {
      const rich = message(shaped);
      assert.ok(rich !== undefined);
      assert.deepEqual(richBreaches({ ...rich }), []);
      assert.equal(plain(words(rich.blocks?.slice(1, -1))), plain(shaped.text));
    }),
  );
});
