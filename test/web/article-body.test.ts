import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SectionText } from '../../src/answer/article-reader.ts';
import { parseArticle } from '../../src/corpus/parse-article.ts';
import type { ShapedText, Span, Unit } from '../../src/corpus/shape.ts';
import { articleBody, sectionHtml } from '../../src/web/reader/article-body.ts';
import { isWebAddress } from '../../src/web/reader/inline-html.ts';
import { onCharacterBoundary } from '../../src/text/cuts.ts';
import { fc } from '../support/property.ts';
import { wordsOf } from './reader-fixture.ts';

const link = (href: string): string | undefined => {
  if (href.endsWith('.md')) return `/a/${href.slice(0, -3)}`;
  return isWebAddress(href) ? href : undefined;
};

/** The sections of an article with this text. */
function sectionsOf(markdown: string): SectionText[] {
  const { article } = parseArticle('a.md', 'a', `---\ntitle: 题\ndate: 2026-01-01\n---\n\n${markdown}\n`);
  assert.ok(article !== undefined);
  return article.sections.map((section, i) => ({
    ...section,
    sectionId: `s${i}`,
    heading: section.headingPath.at(-1) ?? '',
  }));
}

/** The HTML of a text without headings. */
function htmlOf(markdown: string): string {
  return sectionsOf(markdown)
    .map((section) => sectionHtml(section, link).toString())
    .join('');
}

for (const [what, markdown, html] of [
  [
    'emphasis, code, struck and marked words, and line breaks',
    '**准**、*可*、`ls`、~~废~~、==新==  \n下一行',
    '<p><strong>准</strong>、<em>可</em>、<code>ls</code>、<s>废</s>、<mark class="own">新</mark><br>下一行</p>\n',
  ],
  [
    'nested lists with their numbers',
    '3. 甲\n   - 乙\n\n     丙\n4. 丁\n\n9. 戊',
    '<ol>\n<li value="3">甲<ul>\n<li>乙<p>丙</p>\n</li>\n</ul>\n</li>\n<li>丁</li>\n<li>戊</li>\n</ol>\n',
  ],
  [
    'all but the tag that it does not know',
    '**每天** 10<sup>5</sup> 次，<blink x="1">见</blink>[页](https://x.example/)。\n\n| 甲 |\n| --- |\n| 1<br>2 |',
    '<p><strong>每天</strong> 10⁵ 次，见<a href="https://x.example/" rel="noopener nofollow">页</a>。</p>\n' +
      '<div class="wide" tabindex="0"><table>\n<thead><tr><th>甲</th></tr></thead>\n<tbody>\n<tr><td>1<br>2</td></tr>\n</tbody></table></div>\n',
  ],
  ['items without a list', '<div><li>甲</li></div>', '<ul>\n<li>甲</li>\n</ul>\n'],
  [
    'tasks with their boxes',
    '- [x] 交\n- [ ] 领',
    '<ul>\n<li class="task">☑ 交</li>\n<li class="task">☐ 领</li>\n</ul>\n',
  ],
  [
    'a table with header, alignment and an empty cell',
    '| 名 | 价 |\n| --- | --: |\n| 甲 | 3 |\n| 乙 | |',
    '<div class="wide" tabindex="0"><table>\n<thead><tr><th>名</th><th class="right">价</th></tr></thead>\n<tbody>\n' +
      '<tr><td>甲</td><td class="right">3</td></tr>\n<tr><td>乙</td><td class="right"></td></tr>\n</tbody></table></div>\n',
  ],
  [
    'a table of labels',
    '<table><tr><th>成立</th><td>1999</td></tr></table>',
    '<div class="wide" tabindex="0"><table>\n<tbody>\n<tr><th scope="row">成立</th><td>1999</td></tr>\n</tbody></table></div>\n',
  ],
  [
    'code with its language, indentation and line breaks, and no markup in it',
    '```python\ndef f():\n    return "<b>" # **x**\n```',
    '<pre tabindex="0"><code class="language-python">def f():\n    return &quot;&lt;b&gt;&quot; # **x**</code></pre>\n',
  ],
  [
    'quotations and notes',
    '> 引\n\n:::tip 提示\n看。\n:::',
    '<blockquote>\n<p>引</p>\n</blockquote>\n<div class="note" role="note">\n<p><strong>提示</strong></p>\n<p>看。</p>\n</div>\n',
  ],
  [
    'pictures of the wiki as pictures, others as links',
    '![港](a.png)\n\n*图 1*\n\n见 ![远](https://x.example/b.png)![近](/c.png)',
    '<figure><img src="/pictures/s0/0" alt="港" loading="lazy"><figcaption><em>图 1</em></figcaption></figure>\n' +
      '<p>见 <a href="https://x.example/b.png" rel="noopener nofollow" class="picture">远</a>' +
      '<img src="/pictures/s0/2" alt="近" loading="lazy"></p>\n',
  ],
  [
    'a picture in a link as that link',
    '[![徽](https://x.example/b.png) 章](https://y.example/)',
    '<p><a href="https://y.example/" rel="noopener nofollow">徽 章</a></p>\n',
  ],
  [
    'links to the web and to articles; of others the words remain',
    '[网](https://x.example/?a=1&b=2)[文](b.md)[无](c.html)',
    '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener nofollow">网</a><a href="/a/b">文</a>无</p>\n',
  ],
  [
    'footnotes that lead there and back, from their first mark',
    '甲[^x]，乙[^x]。args[1]\n\n[^x]: 注 [2]',
    '<p>甲<a class="footnote" id="mark-s0-1" href="#note-s0-1">[1]</a>，乙<a class="footnote" href="#note-s0-1">[1]</a>。' +
      'args[1]</p>\n' +
      '<p><a class="footnote" id="note-s0-1" href="#mark-s0-1">[1]</a> 注 [2]</p>\n',
  ],
] as const)
  test(`an article shows ${what}`, () => {
    assert.equal(htmlOf(markdown), html);
  });

test('a heading stands once above its sections, with the names by which it is linked to', () => {
  const sections = sectionsOf(
    '开头。\n\n## 甲 {#first}\n\n### 乙 {#main}\n\n一。\n\n### 丙 {#first}\n\n二。',
  );
  const html = articleBody({ sections, link }).toString();
  const anchor = (id: string): string =>
    ` <a class="anchor" href="#${id}" aria-hidden="true" tabindex="-1">#</a>`;
  assert.equal(
    html,
    `<p>开头。</p>\n<h2>甲</h2>\n<h3 id="s1">乙${anchor('s1')}</h3>\n<p>一。</p>\n` +
      // `main` is an id of the page itself.
      `<h3 id="s2">丙<span id="first"></span>${anchor('s2')}</h3>\n<p>二。</p>\n`,
  );
});

test('the sentence that a reader came for is marked, across tags; when it has gone, its section is the target', () => {
  const sections = sectionsOf('## 甲\n\n先报关。再到**海关**办理手续。完。\n\n## 乙\n\n再到海关。');
  const bodyOf = (found: { in: string; found: string }): string =>
    articleBody({ sections, link, found }).toString();
  const marked = bodyOf({ in: 's0', found: '再到海' });
  assert.match(
    marked,
    /先报关。<mark id="found">再到<\/mark><strong><mark>海关<\/mark><\/strong><mark>办理手续。<\/mark>完。/,
  );
  assert.match(marked, /<p>再到海关。<\/p>/);
  assert.match(bodyOf({ in: 's1', found: '没有的话' }), /<h2 id="s1">乙<span id="found"><\/span>/);
  assert.doesNotMatch(bodyOf({ in: 'gone', found: '再到' }), /found/);
});

test('whatever an author writes as address, language or name stays harmless', () => {
  const evil = `"><script>alert(1)</script><i x="`;
  const addresses = ['javascript:alert(1)', ' JaVaScript:x', 'data:text/html,x', 'vbscript:x', evil];
  for (const address of addresses) {
    const text = 'ab cd';
    const html = articleBody({
      sections: [
        {
          sectionId: 's0',
          heading: evil,
          headingPath: [evil],
          anchor: evil,
          text,
          units: [
            { kind: 'paragraph', start: 0, end: 2 },
            { kind: 'code', start: 3, end: 5 },
          ],
          spans: [
            { kind: 'link', href: address, start: 0, end: 1 },
            { kind: 'image', src: address, start: 1, end: 2 },
            { kind: 'pre', language: evil, start: 3, end: 5 },
          ],
        },
      ],
      link,
    }).toString();
    assert.doesNotMatch(html, /<(?:script|i)\b|(?:href|src)="(?!#|\/pictures\/)/, address);
  }
});

/** A text of nested units, and the words that its page must show. */
type Built = { text: string; units: Unit[]; words: string };
const words = fc.string({
  unit: fc.constantFrom('甲', '乙', 'a', '<', '&', '"', ' ', '\n', '😀'),
  minLength: 1,
});
const { shapes } = fc.letrec<{ shapes: Built; unit: (at: number) => Built }>((tie) => ({
  shapes: fc.array(tie('unit'), { maxLength: 4 }).map((all) => {
    const built: Built = { text: '', units: [], words: '' };
    for (const unit of all) {
      if (built.text !== '') built.text += '\n\n';
      const own = unit(built.text.length);
      built.units.push(...own.units);
      built.text += own.text;
      built.words += own.words;
    }
    return built;
  }),
  unit: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.constantFrom('paragraph' as const, 'code' as const), words)
      .map(([kind, text]) => (at: number) => ({
        text,
        units: [{ kind, start: at, end: at + text.length }],
        words: text,
      })),
    fc
      .tuple(fc.constantFrom('quote' as const, 'note' as const, 'figure' as const), tie('unit'))
      .map(([kind, inner]) => (at: number) => {
        const { text, units, words: said } = inner(at);
        return { text, units: [{ kind, start: at, end: at + text.length, units }], words: said };
      }),
    fc.array(tie('unit'), { minLength: 1, maxLength: 3 }).map((items) => (at: number) => {
      const list: Built = { text: '', units: [], words: '' };
      for (const item of items) {
        if (list.text !== '') list.text += '\n';
        const start = at + list.text.length;
        const { text, units, words: said } = item(start + 2);
        list.text += `- ${text}`;
        list.units.push({ kind: 'item', start, end: at + list.text.length, units });
        list.words += said;
      }
      const unit: Unit = {
        kind: 'list',
        ordered: false,
        start: at,
        end: at + list.text.length,
        units: list.units,
      };
      return { ...list, units: [unit] };
    }),
    fc
      .array(fc.array(words, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map((rows) => (at: number) => {
        const header = ['名', '价'];
        const table: Built = { text: '', units: [], words: header.join('') };
        for (const row of rows) {
          if (table.text !== '') table.text += '\n\n';
          const start = at + table.text.length;
          const cells = row.map((cell, column) => {
            table.text += `${column === 0 ? '' : '\n'}${header[column] ?? ''}：${cell}`;
            const end = at + table.text.length;
            return { start: end - cell.length, end };
          });
          table.units.push({ kind: 'row', start, end: at + table.text.length, cells });
          table.words += row.join('');
        }
        const unit: Unit = {
          kind: 'table',
          header,
          start: at,
          end: at + table.text.length,
          units: table.units,
        };
        return { ...table, units: [unit] };
      }),
  ),
}));

const kinds = fc.constantFrom('strong', 'em', 'struck', 'mark', 'code', 'link', 'image', 'pre');
/** Spans anywhere, crossing each other as well. */
const spansIn = (text: string): fc.Arbitrary<Span[]> =>
  fc.array(
    fc
      .record({ kind: kinds, from: fc.nat(text.length), to: fc.nat(text.length) })
      .map(({ kind, from, to }) => {
        const [start, end] = [Math.min(from, to), Math.max(from, to)].map((at) =>
          onCharacterBoundary(text, at),
        );
        const range = { start: start ?? 0, end: end ?? 0 };
        if (kind === 'link') return { kind, ...range, href: 'https://x.example' };
        return kind === 'image' ? { kind, ...range, src: 'a.png' } : { kind, ...range };
      }),
    { maxLength: 8 },
  );
const shapedTexts: fc.Arbitrary<ShapedText & { words: string }> = shapes.chain(
  ({ text, units, words: said }) => spansIn(text).map((spans) => ({ text, units, spans, words: said })),
);

test('the page says what the text says, whatever its shape, and closes every tag', () => {
  const squeeze = (text: string): string => text.replace(/\s/g, '');
  fc.assert(
    fc.property(shapedTexts, fc.nat(20), ({ words: said, ...shaped }, at) => {
      const section = { ...shaped, sectionId: 's', heading: '', headingPath: [] };
      const html = sectionHtml(section, link, {
        start: onCharacterBoundary(shaped.text, at),
        end: onCharacterBoundary(shaped.text, at + 9),
      }).toString();
      const read = wordsOf(html.replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1'));
      assert.equal(squeeze(read), squeeze(said));
      const open: string[] = [];
      for (const [, slash, name = ''] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (['br', 'img'].includes(name)) continue;
        if (slash === '') open.push(name);
        else assert.equal(open.pop(), name);
      }
      assert.deepEqual(open, []);
    }),
  );
});
