import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedUrl, type LinkUrl, shapedHtml, type ShownSpan } from '../../src/bot/render/html.ts';
import { excerptText } from '../../src/answer/runs.ts';
import { parseHtml } from '../../src/emulator/html-entities.ts';
import type { ExcerptSentence } from '../../src/retrieval/excerpt.ts';
import { readHtml } from '../support/judge/html-rules.ts';
import { fc } from '../support/property.ts';
import { shapedOf } from '../support/shaped.ts';

const asWritten: LinkUrl = (href) => href;
const html = (...markdown: string[]): string => shapedHtml(shapedOf(...markdown), asWritten);

test('links, styles and code become tags', () => {
  assert.equal(
    html('见[说明](https://example.com/a?b=1&c=2)，**重要**、*强调*、==标出==、~~旧的~~、`a<b`。'),
    '见<a href="https://example.com/a?b=1&amp;c=2">说明</a>，<b>重要</b>、<i>强调</i>、<b>标出</b>、<s>旧的</s>、<code>a&lt;b</code>。',
  );
  assert.equal(
    html('```yaml', 'a: "<b>"', '  b: 1', '```'),
    '<pre><code class="language-yaml">a: "&lt;b&gt;"\n  b: 1</code></pre>',
  );
});

test('a link stays one link over styles, a style one over links', () => {
  assert.equal(
    html('看[全部**重要**步骤](https://example.com)吧'),
    '看<a href="https://example.com/">全部<b>重要</b>步骤</a>吧',
  );
  assert.equal(
    html('看**全部[重要](https://example.com)步骤**吧'),
    '看<b>全部<a href="https://example.com/">重要</a>步骤</b>吧',
  );
});

test('an address that Telegram does not link is shown behind its words, unless they say it', () => {
  assert.equal(html('写信给[财务](mailto:cw@example.com?subject=x)'), '写信给财务（cw@example.com）');
  assert.equal(html('Call [us](tel:+861012345678) now'), 'Call us (+861012345678) now');
  assert.equal(html('<cw@example.com>'), 'cw@example.com');
  assert.equal(html('[内网](http://wiki/a)'), '内网（http://wiki/a）');
  assert.equal(html('[**财**务](mailto:cw@example.com)'), '<b>财</b>务（cw@example.com）');
  const many = html(Array.from({ length: 60 }, (_, i) => `[甲](mailto:person-${i}@example.com)`).join('、'));
  assert.ok(parseHtml(many).text.length < 120 + 500, 'a message has no room for all');
});

test('links whose addresses Telegram would refuse as too much are words', () => {
  const address = (i: number): string => `https://example.com/${'%E4%BC%81'.repeat(20)}${i}`;
  const many = html(Array.from({ length: 60 }, (_, i) => `[甲${i}](${address(i)})`).join('、'));
  const { text, entities } = parseHtml(many);
  assert.equal(text, Array.from({ length: 60 }, (_, i) => `甲${i}`).join('、'));
  const links = entities.filter(({ type }) => type === 'text_link');
  assert.ok(links.length > 20 && links.length < 40, `${links.length} links`);
  assert.deepEqual(readHtml(many).violations, []);
  const styled = html(`[甲**乙**](${address(1)})`);
  assert.match(styled, /^<a href="[^"]+">甲<b>乙<\/b><\/a>$/);
});

test('a link that leads nowhere is words, a picture its caption', () => {
  const { text, spans } = shapedOf('见[别处](missing.md)，图：![架构图](a.png)，![](b.png)');
  assert.equal(
    shapedHtml({ text, spans }, () => undefined),
    '见别处，图：<i>架构图</i>，<i>🖼</i>',
  );
  assert.equal(
    html('![架构图](https://example.com/a.png)'),
    '<a href="https://example.com/a.png"><i>架构图</i></a>',
  );
});

test('a picture within a link leads where the link does', () => {
  for (const src of ['a.png', 'https://example.com/a.png'])
    assert.equal(
      html(`[![图](${src})](https://example.com/b)`),
      '<a href="https://example.com/b"><i>图</i></a>',
    );
});

test('addresses are given to Telegram in a form that it accepts', () => {
  const accepted: [string, string | undefined][] = [
    ['https://例子.中国/路', 'https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF'],
    ['HTTP://example.com', 'http://example.com/'],
    ['https://192.168.1.1:8080/', 'https://192.168.1.1:8080/'],
    ['tg://resolve?domain=x', 'tg://resolve?domain=x'],
    ['mailto:a@example.com', undefined],
    ['http://localhost/', undefined],
    ['https://', undefined],
    ['javascript:alert(1)', undefined],
  ];
  for (const [address, url] of accepted) assert.equal(acceptedUrl(address), url, address);
});

const sentence = (text: string, rest: Partial<ExcerptSentence> = {}): ExcerptSentence => ({
  text,
  best: false,
  spans: [],
  marks: [],
  gapBefore: false,
  ...rest,
});

test('an excerpt is one text: code goes on over its lines, gaps show, one sentence is bold', () => {
  const pre = { kind: 'pre' as const, language: 'js' };
  const excerpt = excerptText({
    sentences: [
      sentence('先运行：\n', { spans: [{ kind: 'mark', start: 1, end: 3 }] }),
      sentence('a();\n', { spans: [{ ...pre, start: 0, end: 5 }] }),
      sentence('b();\n\n', { spans: [{ ...pre, start: 0, end: 4 }] }),
      sentence('再检查结果。 ', {
        best: true,
        gapBefore: true,
        spans: [{ kind: 'strong', start: 1, end: 3 }],
      }),
    ],
    gapAfter: true,
  });
  assert.equal(
    shapedHtml(excerpt, asWritten),
    '先运行：\n<pre><code class="language-js">a();\nb();</code></pre>\n\n… <b>再检查结果。</b> …',
  );
  const alone = excerptText({ sentences: [sentence('只有一句。\n', { best: true })], gapAfter: false });
  assert.equal(shapedHtml(alone, asWritten), '<b>只有一句。</b>');
  const none = excerptText({
    sentences: [sentence('没有哪句更好。', { spans: [{ kind: 'strong', start: 0, end: 2 }] })],
    gapAfter: false,
  });
  assert.equal(shapedHtml(none, asWritten), '<b>没有</b>哪句更好。');
});

test('whatever the spans, the HTML is legal and parses back to the same text', () => {
  const text = fc.string({
    unit: fc.constantFrom('文', ' ', '\n', '<', '&', '"', '>', 'a', '。'),
    maxLength: 30,
  });
  const range = fc.tuple(fc.nat(30), fc.nat(30));
  const kind = fc.constantFrom<((place: { start: number; end: number }) => ShownSpan)[]>(
    (place) => ({ kind: 'strong', ...place }),
    (place) => ({ kind: 'em', ...place }),
    (place) => ({ kind: 'mark', ...place }),
    (place) => ({ kind: 'struck', ...place }),
    (place) => ({ kind: 'code', ...place }),
    (place) => ({ kind: 'quote', ...place }),
    (place) => ({ kind: 'pre', ...place }),
    (place) => ({ kind: 'pre', language: 'c++', ...place }),
    (place) => ({ kind: 'pre', language: '"><b>', ...place }),
    (place) => ({ kind: 'image', src: 'https://example.com/a.png', ...place }),
    (place) => ({ kind: 'link', href: 'https://example.com/"><b>&amp;', ...place }),
    (place) => ({ kind: 'link', href: 'missing.md', ...place }),
  );
  const within = (
    whole: string,
    [a, b]: readonly [number, number],
  ): { start: number; end: number } | undefined => {
    const [start, end] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)];
    return start < end ? { start, end } : undefined;
  };
  fc.assert(
    fc.property(text, fc.array(fc.tuple(kind, range), { maxLength: 8 }), (whole, wanted) => {
      const spans = wanted.flatMap(([make, place]) => {
        const found = within(whole, place);
        return found === undefined ? [] : [make(found)];
      });
      const made = shapedHtml({ text: whole, spans }, (href) => (href === 'missing.md' ? undefined : href));
      assert.deepEqual(readHtml(made), { text: whole, violations: [] });
      assert.equal(parseHtml(made).text, whole);
    }),
  );
});
