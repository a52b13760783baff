import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Letter, ArticleDirectory } from '../../src/answer/article-directory.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openReader } from './reader-fixture.ts';

const { app, read, wiki, withOptions } = await openReader();
const ARTICLE = '/a/gongsi-zhuxiao';

test('the front page has every topic, the newest, the most read and a search that needs no script', async () => {
  const { status, text } = await read('/');
  assert.equal(status, 200);
  assert.match(text, /<form role="search" action="\/search" method="get">/);
  const [, topics = '', rest = ''] = text.split(
    /<h2 id="topics">全部专题（\d+ 篇）<\/h2>|<div class="columns">/,
  );
  const all = wiki.directory.byTitle(0, 99).articles;
  assert.equal(topics.split('<li>').length - 1, all.length);
  for (const { slug, label } of all) assert.ok(topics.includes(`<a href="/a/${slug}">${label}</a>`), label);
  assert.doesNotMatch(text, /letter=/);
  assert.match(rest, /最新专题[\s\S]*公司注销的步骤[\s\S]*热门专题[\s\S]*公司注销的步骤/);
});

test('the front page of a wiki with many topics has letters with counts; folders come first', async () => {
  const articlesDir = temporaryFolder();
  mkdirSync(path.join(articlesDir, '手册'));
  const write = (count: number): void => {
    for (let i = 0; i < count; i++)
      writeFileSync(
        path.join(articlesDir, i % 2 === 0 ? '.' : '手册', `${i}.md`),
        `# 仓库${i}号\n\n文字。\n`,
      );
  };
  write(59);
  const few = (await (await openReader(articlesDir)).read('/')).text;
  assert.match(
    few,
    /<h2 id="folders">[\s\S]*手册 <small>29<\/small>[\s\S]*<h2 id="topics">全部专题（59 篇）<\/h2>/,
  );
  write(60);
  const many = (await (await openReader(articlesDir)).read('/')).text;
  assert.match(many, /<h2 id="folders">[\s\S]*<a href="\/\?letter=C">C <small>60<\/small><\/a>/);
  assert.doesNotMatch(many, /id="topics"/);
});

test('the most read are shown where something has been read', async () => {
  const articlesDir = temporaryFolder();
  writeFileSync(path.join(articlesDir, '登记.md'), '# 登记\n\n文字。\n');
  const { text } = await (await openReader(articlesDir)).read('/');
  assert.match(text, /最新专题/);
  assert.doesNotMatch(text, /热门专题/);
});

test('each letter has a page; an unknown letter leads to the front page', async () => {
  const { text } = await read('/?letter=G');
  assert.match(text, /<h1>G（\d+ 篇）<\/h1>/);
  assert.match(
    text,
    /<a href="\/a\/gongsi-zhuxiao">公司注销的步骤<\/a> <small>2026-01-15 · 300 次阅读<\/small>/,
  );
  assert.doesNotMatch(text, /letters-of-credit/);
  assert.match((await read('/?letter=%3Cscript%3E')).text, /<h1>向本站提问<\/h1>/);
});

test('an article has its breadcrumb, date, views, parts, related topics, newest topics and both links to the bot', async () => {
  const { status, text } = await read(ARTICLE);
  assert.equal(status, 200);
  for (const part of [
    '<a href="/">全部专题</a>',
    '<h1>公司注销的步骤</h1>',
    '<time datetime="2026-01-15">2026-01-15</time> · 300 次阅读',
    '<h2>基本释义</h2>',
    '<h2>详细释义</h2>',
    '公司注销之前要先成立清算组',
    '<h2 id="related">相关专题</h2>',
    '<h2 id="newest">最新专题</h2>',
    'href="https://t.me/share/url?url=',
    `href="/search?q=${encodeURIComponent('公司注销的步骤')}"`,
  ])
    assert.ok(text.includes(part), part);
});

test('without a bot there is no share link, and a given link to ask is used', async () => {
  const alone = withOptions({ shareUrl: () => undefined, askUrl: () => 'https://t.me/bot?start=x' });
  const { text } = await alone.read(ARTICLE);
  assert.doesNotMatch(text, /分享/);
  assert.match(text, /<a href="https:\/\/t\.me\/bot\?start=x">就此提问<\/a>/);
});

test('every section of the index is an anchor on its page, without the files', async () => {
  const withoutFiles = withOptions({ articlesDir: '/nowhere' });
  let anchors = 0;
  for (const { slug, articleId } of wiki.directory.latest(0, 99).articles) {
    const { text } = await withoutFiles.read(`/a/${slug}`);
    for (const { sectionId, heading } of wiki.reader.card(articleId)?.contents ?? []) {
      assert.equal(text.split(`id="${sectionId}"`).length, 2, `${slug} ${heading}`);
      assert.ok(text.includes(`id="${sectionId}">${heading}`), heading);
      anchors++;
    }
  }
  assert.equal(anchors, 16);
});

test('a letter with ten thousand topics is read page by page, each of them small', async () => {
  const long = '关于企业经营的一个很长的专题标题'.repeat(3);
  const byLetter: ArticleDirectory['byLetter'] = (_, offset, limit) => ({
    total: 10_000,
    articles: Array.from({ length: limit }, (__, i) => {
      const slug = `guanyu-qiye-jingying-de-yige-henchang-de-zhuanti-${offset + i}`;
      const title = `${long}${offset + i}`;
      return { articleId: slug, slug, title, label: title, date: '2026-01-01', views: 12_345 };
    }),
  });
  const letters = (): Letter[] => [{ letter: 'G', count: 10_000 }];
  const directory = { ...wiki.directory, letters, byLetter, withReads: () => directory };
  const large = withOptions({ wiki: { ...wiki, directory } });
  const { text } = await large.read('/?letter=G&page=2');
  assert.match(text, /-50">[\s\S]*-99">/);
  assert.match(
    text,
    /rel="prev" href="\/\?letter=G"[\s\S]*第 2\/200 页[\s\S]*rel="next" href="\/\?letter=G&amp;page=3"/,
  );
  assert.match(text, /<link rel="canonical" href="https:\/\/wiki\.example\/\?letter=G&amp;page=2">/);
  assert.ok(Buffer.byteLength(text) < 23_000, String(Buffer.byteLength(text)));
});

test('the head has title, description, preview and address of a page', async () => {
  const { text } = await read(`${ARTICLE}?lang=en`);
  for (const part of [
    '<html lang="en">',
    '<title>公司注销的步骤 · Wenda</title>',
    '<meta name="description" content="公司注销之前要先成立清算组，通知债权人，并在报纸或者公示系统上发布公告。">',
    '<meta property="og:title" content="公司注销的步骤">',
    '<meta property="og:type" content="article">',
    '<meta property="og:url" content="https://wiki.example/a/gongsi-zhuxiao">',
    '<link rel="canonical" href="https://wiki.example/a/gongsi-zhuxiao">',
  ])
    assert.ok(text.includes(part), part);
  const unnamed = await withOptions({ publicUrl: undefined }).read(ARTICLE);
  assert.doesNotMatch(unnamed.text, /canonical|og:url/);
  assert.match((await read('/search?q=x')).text, /<meta name="robots" content="noindex">/);
});

test('the page uses the language in its address, else the browser’s preferred one', async () => {
  const languageOf = async (path: string, accepted?: string): Promise<string | undefined> => {
    const { text } = await read(path, accepted === undefined ? {} : { 'accept-language': accepted });
    return /<html lang="([^"]*)">/.exec(text)?.[1];
  };
  assert.equal(await languageOf('/'), 'zh-Hans');
  assert.equal(await languageOf('/', 'zh-TW,zh;q=0.9'), 'zh-Hant');
  assert.equal(await languageOf('/', 'fr-FR,en;q=0.5,zh;q=0.8'), 'zh-Hans');
  assert.equal(await languageOf('/', 'de,fr'), 'en');
  assert.equal(await languageOf('/?lang=en', 'zh-TW'), 'en');
  assert.equal(await languageOf('/?lang=../../x', 'zh-TW'), 'zh-Hant');
  assert.match((await read('/?lang=en')).text, /<a href="\/a\/gongsi-zhuxiao\?lang=en">公司注销的步骤<\/a>/);
});

test('an unknown address gets the closest topics, or the most read', async () => {
  const close = await read('/a/gongsi-zhuxiao-banli');
  assert.equal(close.status, 404);
  assert.match(close.text, /你要找的是不是[\s\S]*<a href="\/a\/gongsi-zhuxiao">/);
  const far = await read('/wp-admin/setup.php');
  assert.equal(far.status, 404);
  assert.match(far.text, /热门专题[\s\S]*<a href="\/a\//);
});

test('an unknown address of a hundred words is searched no longer than one of a few', async () => {
  let searches = 0;
  const counted: ArticleDirectory = {
    ...wiki.directory,
    search: (...asked) => {
      searches++;
      return wiki.directory.search(...asked);
    },
    withReads: () => counted,
  };
  const { read } = withOptions({ wiki: { ...wiki, directory: counted } });
  const unknown = Array.from({ length: 100 }, (_, i) => 'qxz'.charAt(i % 3)).join('-');
  assert.equal((await read(`/${unknown}`)).status, 404);
  assert.ok(searches > 0 && searches <= 4, `${searches} searches`);
});

test('the sitemap lists every page by its absolute address, and there is none without a public address', async () => {
  const { text } = await read('/sitemap.xml');
  assert.equal(text.match(/<loc>/g)?.length, 1 + wiki.directory.size);
  assert.match(text, /<loc>https:\/\/wiki\.example\/a\/gongsi-zhuxiao<\/loc><lastmod>2026-01-15<\/lastmod>/);
  assert.equal((await withOptions({ publicUrl: undefined }).read('/sitemap.xml')).status, 404);
});

test('crawlers may read everything but searches, and nothing of a wiki without a public address', async () => {
  assert.equal(
    (await read('/robots.txt')).text,
    'User-agent: *\nDisallow: /search\n\nSitemap: https://wiki.example/sitemap.xml\n',
  );
  const local = await withOptions({ publicUrl: undefined }).read('/robots.txt');
  assert.equal(local.text, 'User-agent: *\nDisallow: /\n');
});

test('an article leads to the ones before and after it', async () => {
  const { articles } = wiki.directory.latest(0, 99);
  const slugs = articles.map(({ slug }) => slug).sort();
  let at: string | undefined = slugs[0];
  const seen: string[] = [];
  while (at !== undefined) {
    seen.push(at);
    const { text } = await read(`/a/${at}`);
    const before = /<a rel="prev" href="\/a\/([^"]*)">上一篇：/.exec(text)?.[1];
    assert.equal(before, seen.at(-2));
    at = /<a rel="next" href="\/a\/([^"]*)">下一篇：/.exec(text)?.[1];
  }
  assert.deepEqual(seen, slugs);
});

test('the feed has the newest topics with a summary', async () => {
  const { text } = await read('/feed.xml');
  assert.equal(text.match(/<entry>/g)?.length, wiki.directory.size);
  assert.match(text, /<id>https:\/\/wiki\.example\/a\/gongsi-zhuxiao<\/id>\n<title>公司注销的步骤<\/title>/);
  const unnamed = await withOptions({ publicUrl: undefined }).read('/feed.xml');
  assert.match(unnamed.text, /<id>urn:wenda:topic:[\w-]{12}<\/id>[\s\S]*href="\/a\//);
});

test('an unchanged page is not sent again; another generation, language or text is', async () => {
  const ask = async (path: string, tag?: string, one = app): Promise<Response> =>
    one.request(path, tag === undefined ? {} : { headers: { 'if-none-match': tag } });
  for (const path of ['/', ARTICLE, '/search?q=注销', '/feed.xml', '/sitemap.xml']) {
    const first = await ask(path);
    const tag = first.headers.get('etag') ?? '';
    assert.ok(tag.startsWith(`"${wiki.generation}-`), path);
    assert.equal(first.headers.get('cache-control'), 'no-cache');
    const again = await ask(path, tag);
    assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tag]);
    const next = withOptions({ wiki: { ...wiki, generation: 'next' } }).app;
    assert.equal((await ask(path, tag, next)).status, 200);
  }
  const tag = (await ask('/')).headers.get('etag') ?? '';
  assert.equal((await ask('/?lang=en', tag)).status, 200);
});

test('style and script have permanent addresses, which change with their content', async () => {
  const { text } = await read('/');
  const addresses = Array.from(text.matchAll(/\/reader\.(?:css|js)\?v=\w+/g), ([address]) => address);
  assert.equal(addresses.length, 2);
  for (const address of addresses) {
    const response = await app.request(address);
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal((await app.request(`${address}0`)).headers.get('cache-control'), 'no-cache');
  }
});

test('when the model stops, the reader gets a neutral page and the operator a log line', async () => {
  const told: string[] = [];
  const answer = () => Promise.reject(new Error('secret detail'));
  const broken = withOptions({
    wiki: { ...wiki, unmetered: { ...wiki.unmetered, answer } },
    onError: ({ message }) => told.push(message),
  });
  const { status, text } = await broken.read('/search?q=x');
  assert.equal(status, 500);
  assert.match(text, /抱歉，刚才出了点问题/);
  assert.doesNotMatch(text, /secret/);
  assert.deepEqual(told, ['secret detail']);
});

test('folders have pages, and an article’s page says where it is', async () => {
  const folders = await openReader(path.join(PROJECT, 'test', 'fixtures', 'folders', 'notion'));
  const home = await folders.read('/');
  const link = /<a href="(\/folders\/[^"]+)">员工手册 <small>3<\/small><\/a>/.exec(home.text)?.[1] ?? '';
  assert.equal(decodeURIComponent(link), '/folders/员工手册');
  assert.doesNotMatch(home.text, />报销 <small>1/, 'a folder in a folder');
  const page = await folders.read(link);
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>员工手册（3 篇）<\/h1>[^]*>报销 <small>1<\/small>[^]*>发票抬头<[^]*>请假</);
  const inside = `${link}/${encodeURIComponent('报销')}`;
  const trail = `<li><a href="/">全部专题</a></li><li><a href="${link}">员工手册</a></li><li><a href="${inside}">报销</a></li><li aria-current="page">发票抬头</li>`;
  assert.ok((await folders.read(`/a/${encodeURIComponent('发票抬头')}`)).text.includes(trail));
  assert.equal((await folders.read(inside)).status, 200);
  assert.equal((await folders.read('/folders/nobody')).status, 404);
  const flat = await openReader();
  assert.doesNotMatch((await flat.read('/')).text, /folders/);
});

test('files of one name have an address with their folder, and their own text', async () => {
  const vitepress = await openReader(path.join(PROJECT, 'test', 'fixtures', 'folders', 'vitepress'));
  assert.match((await vitepress.read('/')).text, /<a href="\/a\/guide\/faq">常见问题 · 使用指南<\/a>/);
  assert.match((await vitepress.read('/a/guide/faq')).text, /逾期一天收一角/);
  assert.match((await vitepress.read('/a/api/faq')).text, /每分钟六十次/);
  assert.equal((await vitepress.read('/a/faq')).status, 404);
});
