import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { parseHtml } from '../../src/emulator/html-entities.ts';

const entity = (type: string, offset: number, length: number, more: object = {}): object => ({
  type,
  offset,
  length,
  ...more,
});

const PARSED: readonly [html: string, text: string, entities: object[]][] = [
  ['plain', 'plain', []],
  ['<b>a</b><strong>b</strong>', 'ab', [entity('bold', 0, 1), entity('bold', 1, 1)]],
  ['<i>a</i><em>b</em>', 'ab', [entity('italic', 0, 1), entity('italic', 1, 1)]],
  ['<u>a</u><ins>b</ins>', 'ab', [entity('underline', 0, 1), entity('underline', 1, 1)]],
  ['<s>a</s><strike>b</strike><del>c</del>', 'abc', [0, 1, 2].map((at) => entity('strikethrough', at, 1))],
  [
    '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
    'ab',
    [entity('spoiler', 0, 1), entity('spoiler', 1, 1)],
  ],
  ['<code>x</code>', 'x', [entity('code', 0, 1)]],
  ['<code class="language-js">x</code>', 'x', [entity('code', 0, 1)]],
  ['<pre>x</pre>', 'x', [entity('pre', 0, 1)]],
  ['<pre><code class="language-js">x</code></pre>', 'x', [entity('pre', 0, 1, { language: 'js' })]],
  [
    '<a href="https://A.example/x?a=1&amp;b=2">l</a>',
    'l',
    [entity('text_link', 0, 1, { url: 'https://a.example/x?a=1&b=2' })],
  ],
  ['<a href=example.com>l</a>', 'l', [entity('text_link', 0, 1, { url: 'http://example.com/' })]],
  ['<a>example.com</a>', 'example.com', [entity('text_link', 0, 11, { url: 'http://example.com/' })]],
  ['<a href="http://localhost">l</a>', 'l', []],
  ['<blockquote>q</blockquote>', 'q', [entity('blockquote', 0, 1)]],
  ['<blockquote expandable>q</blockquote>', 'q', [entity('expandable_blockquote', 0, 1)]],
  [
    '<tg-emoji emoji-id="5368">👍</tg-emoji>',
    '👍',
    [entity('custom_emoji', 0, 2, { custom_emoji_id: '5368' })],
  ],
  ['😀<b>专</b>', '😀专', [entity('bold', 2, 1)]],
  ['<b>a<i>b</i></b>', 'ab', [entity('bold', 0, 2), entity('italic', 1, 1)]],
  ['<B>a</B >', 'a', [entity('bold', 0, 1)]],
  ['<b>a</>', 'a', [entity('bold', 0, 1)]],
  ['<b></b>', '', []],
  ['&lt;&gt;&amp;&quot;&#33;&#x4e13;', '<>&"!专', []],
  ['&nbsp; & &lt', '&nbsp; & <', []],
];

for (const [html, text, entities] of PARSED) {
  test(`${html} is parsed as Telegram does`, () => {
    assert.deepEqual(parseHtml(html), { text, entities });
  });
}

const REFUSED: readonly [html: string, reason: string][] = [
  ['专<x>y</x>', 'Unsupported start tag "x" at byte offset 3'],
  ['a < b', 'Unsupported start tag "" at byte offset 2'],
  ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['<b><i>a</b>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['<b', 'Unclosed start tag at byte offset 0'],
  ['<b>a</b', 'Unclosed end tag at byte offset 4'],
  ['<a href="x', 'Unclosed start tag at byte offset 0'],
  ['<b ="x">a</b>', 'Empty attribute name in the tag "b" at byte offset 0'],
  ['<a href=a/b>x</a>', 'Unexpected end of name token at byte offset 8'],
  ['<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<tg-emoji emoji-id="x">y</tg-emoji>', 'Invalid custom emoji identifier specified'],
  [
    '&#xd800;',
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  ],
];

for (const [html, reason] of REFUSED) {
  test(`${html} is refused as Telegram does`, () => {
    assert.throws(() => parseHtml(html), { message: `Bad Request: can't parse entities: ${reason}` });
  });
}

const text = fc.string({ unit: 'grapheme' });
const escape = (plain: string): string =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

test('any escaped text comes back unchanged', () => {
  fc.assert(
    fc.property(text, (plain) => {
      assert.deepEqual(parseHtml(escape(plain)), { text: plain, entities: [] });
    }),
  );
});

const TYPES = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  'tg-spoiler': 'spoiler',
  blockquote: 'blockquote',
};
type Tag = keyof typeof TYPES;
type Node = string | { tag: Tag; inner: Node[] };

const { tree } = fc.letrec<{ tree: Node[]; node: Node }>((tie) => ({
  tree: fc.array(tie('node'), { maxLength: 4 }),
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.record({ tag: fc.constantFrom(...(Object.keys(TYPES) as Tag[])), inner: tie('tree') }),
  ),
}));

test('entities cover exactly what the tags enclose', () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      let plain = '';
      const expected: string[] = [];
      const render = (parts: readonly Node[]): string =>
        parts
          .map((part) => {
            if (typeof part === 'string') {
              plain += part;
              return escape(part);
            }
            const begin = plain.length;
            const html = `<${part.tag}>${render(part.inner)}</${part.tag}>`;
            if (plain.length > begin) expected.push(`${TYPES[part.tag]}|${begin}|${plain.slice(begin)}`);
            return html;
          })
          .join('');
      const parsed = parseHtml(render(nodes));
      assert.equal(parsed.text, plain);
      const covered = parsed.entities.map(
        ({ type, offset, length }) => `${type}|${offset}|${plain.slice(offset, offset + length)}`,
      );
      assert.deepEqual(covered.sort(), expected.sort());
    }),
  );
});
