import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { SAMPLE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openReader, wordsOf } from './reader-fixture.ts';

const folder = temporaryFolder();
const write = (slug: string, head: string, body: string): void => {
  writeFileSync(path.join(folder, `${slug}.md`), `---\ndate: 2026-01-01\n${head}\n---\n\n${body}\n`);
};
write('title', `title: "</title><script>alert(1)</script>"`, '## 基本释义\n\n报关单要填写商品编码。');
write(
  'links',
  'title: 进口清关的单证\nsource: https://example.org/?a="onload=x&b',
  [
    '## 基本释义',
    '清关要提单和**装箱单**。[坏](javascript:alert(1)) [好](https://example.org/a) [信](mailto:a@example.org)',
    '[坏](JaVaScRiPt:alert(1)) [坏](data:text/html,x) [坏](//evil.example) ![货船](https://evil.example/x.png)',
    '<javascript:alert(1)> ![x](x "onerror=alert(1)")',
    '| 单证 | 份数 |\n| --- | ---: |\n| 提单<br>正本 | 3 |',
    '## 详细释义\n\n### 一 & 二 "三"\n\n`</code><b>` 与 ```x```',
    '```"><script>\n</pre><script>alert(1)</script>\n```',
  ].join('\n\n'),
);
write(
  'markup',
  'title: 保税仓库',
  '## <img src=x onerror=alert(1)>基本释义\n\n保税仓库存放货物。\n\n<script>alert(1)</script>\n\n<!-- 内部备注 -->\n\n## 详细释义\n\n<b onclick="x">期限</b>一年。',
);
const { read, app, wiki, withOptions } = await openReader(folder);
// Not in the index: such a file would stop the build.
write('source', 'title: 出口退税\nsource: javascript:alert(1)', '## 基本释义\n\n出口退税的期限。');

const TAGS =
  /<(?:script(?! src="\/(?:reader|article)\.js)|img(?! src="\/pictures\/)|iframe|style)\b|href="\s*(?:javascript|data:text)/i;
/** Asserts that no text of an author or a reader has become markup. */
const assertHarmless = (text: string, what: string): void => {
  assert.doesNotMatch(text, TAGS, what);
  assert.doesNotMatch(text, /src="(?!\/[^/])|href="\/\//, what);
  const tags = text.replace(/="[^"]*"/g, '=""').match(/<[^>]*>/g) ?? [];
  assert.ok(tags.length > 0, what);
  for (const tag of tags) assert.doesNotMatch(tag, /\s(?:on\w+|style)\s*=/i, what);
};

test('hostile titles, addresses, links, images and tags are shown as text on every page', async () => {
  const slugs = wiki.directory.latest(0, 9).articles.map(({ slug }) => slug);
  assert.deepEqual(slugs, ['links', 'markup', 'title']);
  const searches = ['清关要什么单证', 'script', '保税仓库'].map((q) => `/search?q=${encodeURIComponent(q)}`);
  for (const page of [
    '/',
    '/?letter=B',
    '/nowhere',
    '/a/source',
    ...slugs.map((slug) => `/a/${slug}`),
    ...searches,
  ]) {
    const { text } = await read(page);
    assertHarmless(text, page);
  }
  const { text } = await read('/a/title');
  assert.match(text, /<h1>&lt;\/title&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;<\/h1>/);
  for (const file of ['/feed.xml', '/sitemap.xml']) assert.doesNotMatch((await read(file)).text, /<script/);
});

test('a file that is not in the index has no page, and a source that is not a web address has no link', async () => {
  assert.equal((await read('/a/source')).status, 404);
  const card: typeof wiki.reader.card = (id) => {
    const own = wiki.reader.card(id);
    return own && { ...own, article: { ...own.article, source: 'javascript:alert(1)' } };
  };
  const { text } = await withOptions({ wiki: { ...wiki, reader: { ...wiki.reader, card } } }).read(
    '/a/links',
  );
  assert.doesNotMatch(text, /原文|javascript:alert\(1\)"/);
});

test('Markdown keeps emphasis, tables and links to the web; images leave their words', async () => {
  const { text } = await read('/a/links');
  assert.match(text, /<strong>装箱单<\/strong>/);
  assert.match(text, /坏 <a href="https:\/\/example\.org\/a" rel="noopener nofollow">好<\/a>/);
  assert.match(text, /<a href="mailto:a@example\.org" rel="noopener nofollow">信<\/a>/);
  assert.match(text, /货船/);
  assert.match(text, /<td>提单<br>正本<\/td>\s*<td class="right">3<\/td>/);
  assert.match(text, /<a href="https:\/\/example\.org\/\?a=&quot;onload=x&amp;b" rel="noopener nofollow">/);
});

test('an article with tags is shown from the index, without comments and tags', async () => {
  const { text } = await read('/a/markup');
  assert.match(text, /<h2 id="[\w-]{12}">基本释义 <a class="anchor"/);
  assert.match(text, /<strong>期限<\/strong>一年。/);
  assert.doesNotMatch(/<article[\s\S]*<\/article>/.exec(text)?.[0] ?? 'alert', /alert|内部备注|onclick/);
});

test('hostile queries and languages are shown as text and truncated', async () => {
  for (const q of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u0000\ud800', '%', "'"]) {
    const response = await app.request(
      `/search?${new URLSearchParams({ q, lang: '"><script>' }).toString()}`,
    );
    assert.equal(response.status, 200, q);
    assertHarmless(await response.text(), q);
  }
  const long = await read(`/search?q=${encodeURIComponent('清关'.repeat(5_000))}`);
  assert.equal(long.status, 200);
  assert.ok(Buffer.byteLength(long.text) < 20_000);
  assert.equal((await read('/search?q=%E0%A4%A&page=-1&part')).status, 200);
});

test('a path never leaves the catalogue', async () => {
  for (const at of [
    '/a/..%2f..%2fetc%2fpasswd',
    '/a/%2e%2e%2fetc',
    '/a/..%5c..%5cetc',
    '/a/%00',
    '/a/links%00',
    '/a/links.md',
    '/a/%E0%A4%A',
    '/a/__proto__',
    '/a/constructor',
    `/a/${'a'.repeat(5_000)}`,
    '/a/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '/a/',
    '/.env',
  ]) {
    const { status, text } = await read(at);
    assert.equal(status, 404, at);
    assertHarmless(text, at);
    assert.doesNotMatch(text, /root:/, at);
    assert.ok(Buffer.byteLength(text) < 10_000, at);
  }
});

test('pages of the sample corpus weigh less than 30 kB with style and script, and have no inline script', async () => {
  const sample = await openReader(SAMPLE_ARTICLES);
  const weigh = async (at: string): Promise<number> => Buffer.byteLength((await sample.read(at)).text);
  const assets =
    (await weigh('/reader.css')) + Math.max(await weigh('/reader.js'), await weigh('/article.js'));
  const { directory } = sample.wiki;
  const pages = [
    ...['/', '/search', '/nowhere', ...directory.letters().map(({ letter }) => `/?letter=${letter}`)],
    ...directory.latest(0, 99).articles.map(({ slug }) => `/a/${slug}`),
    ...['公司注销要多久', '科创板开户门槛', 'due diligence', '企业'].map(
      (q) => `/search?q=${encodeURIComponent(q)}`,
    ),
  ];
  for (const page of pages) {
    assert.ok((await weigh(page)) + assets < 30_000, `${page}: ${(await weigh(page)) + assets} bytes`);
    const { text } = await sample.read(page);
    assertHarmless(text, page);
    assert.ok(wordsOf(text).length > 100, page);
  }
});
