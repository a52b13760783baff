import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fc } from '../../support/property.ts';
import { articleMarkdown, slugFor } from '../../../src/corpus/import/article-file.ts';
import { escapeHeading, escapeMarkdown } from '../../../src/corpus/import/escape-markdown.ts';
import { importPages } from '../../../src/corpus/import/import-pages.ts';
import { parseArticle } from '../../../src/corpus/parse-article.ts';
import { readCorpus } from '../../../src/corpus/read-corpus.ts';
import { FIXTURE_PAGES } from '../../support/project.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const PAGE = path.join(FIXTURE_PAGES, 'wiki-page.txt');
const options = (articlesDir: string, force = false) => ({ articlesDir, force, fallbackDate: '2026-06-01' });
const kinds = async (...args: Parameters<typeof importPages>) =>
  (await importPages(...args)).flatMap(({ articles }) => articles.map(({ kind }) => kind));

test('imported topics form a corpus without problems', async () => {
  const folder = temporaryFolder();
  assert.deepEqual(await kinds([PAGE], options(folder)), ['written', 'written', 'written']);
  const { articles, problems } = await readCorpus(folder);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    articles.map(({ slug }) => slug),
    [
      'qing-he-ke-ji-de-yuan-gong-you-duo-shao',
      'xiao-dian-zen-me-kai-fa-piao',
      'yun-fan-ke-fu-de-shang-ban-shi-jian',
    ],
  );
});

test('importing again changes nothing', async () => {
  const folder = temporaryFolder();
  await importPages([PAGE], options(folder));
  assert.deepEqual(await kinds([PAGE], options(folder)), ['unchanged', 'unchanged', 'unchanged']);
});

test('an edited article is kept unless overwriting is requested', async () => {
  const folder = temporaryFolder();
  await importPages([PAGE], options(folder));
  const file = path.join(folder, 'xiao-dian-zen-me-kai-fa-piao.md');
  const edited = readFileSync(file, 'utf8').replace('电子发票。', '电子发票，不收费。');
  writeFileSync(file, edited);
  assert.deepEqual(await kinds([PAGE], options(folder)), ['unchanged', 'unchanged', 'kept']);
  assert.equal(readFileSync(file, 'utf8'), edited);
  assert.deepEqual(await kinds([PAGE], options(folder, true)), ['unchanged', 'unchanged', 'written']);
  assert.notEqual(readFileSync(file, 'utf8'), edited);
});

test('an article with the same title under another file name counts as that article', async () => {
  const folder = temporaryFolder();
  writeFileSync(
    path.join(folder, 'fapiao.md'),
    '---\ntitle: 小店怎麼開發票\ndate: 2026-01-01\n---\n\n## 基本释义\n\n我自己写的。\n',
  );
  assert.deepEqual(await kinds([PAGE], options(folder)), ['written', 'written', 'kept']);
  assert.deepEqual(readdirSync(folder).sort(), [
    'fapiao.md',
    'qing-he-ke-ji-de-yuan-gong-you-duo-shao.md',
    'yun-fan-ke-fu-de-shang-ban-shi-jian.md',
  ]);
});

test('a page without a date gets the given one, and the report says so', async () => {
  const folder = temporaryFolder();
  const page = path.join(folder, 'page.txt');
  writeFileSync(page, '标题\n基本释义\n正文。\n');
  const [report] = await importPages([page], options(path.dirname(page)));
  const outcome = report?.articles[0];
  assert.ok(outcome?.kind === 'written' && outcome.dateMissing);
  assert.match(readFileSync(outcome.file, 'utf8'), /^date: 2026-06-01$/m);
});

test('titles that sound alike, bad articles and subfolders never overwrite each other', async () => {
  const folder = temporaryFolder();
  const page = (title: string): string => {
    const file = path.join(folder, `${title}.txt`);
    writeFileSync(file, `${title}\n基本释义\n${title}的正文。\n2026-01-01\n1人看过\n`);
    return file;
  };
  const articles = path.join(folder, 'articles');
  mkdirSync(path.join(articles, 'tax'), { recursive: true });
  writeFileSync(
    path.join(articles, 'tax', 'yhs.md'),
    '---\ntitle: 印花税\ndate: 2026-01-01\n---\n\n## 基本释义\n\n我写的。\n',
  );
  writeFileSync(path.join(articles, 'gong-si.md'), '---\ntitle: 别的题\ndate: 错\n---\n');
  const pages = ['公司', '工司', '弓司', '印花税'].map(page);
  await importPages(pages, options(articles, true));
  const titles = readdirSync(articles, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map(
      (name) =>
        `${name} ${/^title: (.*)$/m.exec(readFileSync(path.join(articles, name), 'utf8'))?.[1] ?? ''}`,
    );
  assert.deepEqual(titles, [
    'gong-si-2.md 公司',
    'gong-si-3.md 工司',
    'gong-si-4.md 弓司',
    'gong-si.md 别的题',
    'tax/yhs.md 印花税',
  ]);
});

test('a missing page is reported, and the others are imported', async () => {
  const folder = temporaryFolder();
  const reports = await importPages(['nowhere.txt', PAGE], options(folder));
  assert.deepEqual(
    reports.map(({ articles, skipped }) => skipped?.slice(0, 14) ?? articles.map(({ kind }) => kind).join()),
    ['written,written,written', 'cannot be read'],
  );
});

const pagesIn = (files: Record<string, string | Buffer>): string => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, 'wiki', name)), { recursive: true });
    writeFileSync(path.join(folder, 'wiki', name), content);
  }
  return path.join(folder, 'wiki');
};
const textIn = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

test('a changed page updates its article, wherever that has been moved, but not one that was edited', async () => {
  const pages = pagesIn({ 'a.md': '# 甲\n\n旧。', 'b.md': '# 乙\n\n旧。', 'c.md': '# 丙\n\n旧。' });
  const articles = temporaryFolder();
  assert.deepEqual(await kinds([pages], options(articles)), ['written', 'written', 'written']);
  renameSync(path.join(articles, 'jia.md'), path.join(articles, 'renamed.md'));
  writeFileSync(path.join(articles, 'yi.md'), textIn(articles, 'yi.md').replace('旧', '我改的'));
  for (const name of ['a', 'b']) writeFileSync(path.join(pages, `${name}.md`), `# 新题${name}\n\n新。`);
  assert.deepEqual(await kinds([pages], options(articles)), ['written', 'kept', 'unchanged']);
  assert.match(textIn(articles, 'renamed.md'), /title: 新题a[^]*新。/);
  assert.match(textIn(articles, 'yi.md'), /我改的/);
});

test('the keys of a page’s head are written as they were', async () => {
  const pages = pagesIn({ 'a.md': '---\ntitle: 2024\ndraft: no\nweight: 03\ntags: [甲, yes]\n---\n字。' });
  const articles = temporaryFolder();
  await importPages([pages], options(articles));
  assert.match(
    textIn(articles, '2024.md'),
    /^---\ntitle: 2024\ndate: 2026-06-01\ndraft: no\nweight: 03\ntags:\n {2}- 甲\n {2}- yes\n/,
  );
});

test('a page without a date keeps the one that its article has got', async () => {
  const pages = pagesIn({ 'a.md': '# 甲\n\n字。' });
  const articles = temporaryFolder();
  await importPages([pages], options(articles));
  assert.deepEqual(await kinds([pages], { ...options(articles), fallbackDate: '2030-01-01' }), ['unchanged']);
});

test('two pages of one title are two articles, the same ones every time, and the report names both', async () => {
  const pages = pagesIn({ 'x/a.md': '# 侦听\n\n一。', 'y/b.md': '# 侦听\n\n二。' });
  const articles = temporaryFolder();
  const reports = await importPages([pages], options(articles));
  assert.match(reports[1]?.notes.join() ?? '', /has the title of .*a\.md, too/);
  assert.match(textIn(articles, 'zhen-ting.md'), /一。/);
  assert.match(textIn(articles, 'zhen-ting-2.md'), /二。/);
  assert.deepEqual(await kinds([pages], options(articles)), ['unchanged', 'unchanged']);
  assert.deepEqual(await kinds([path.join(pages, 'y')], options(articles)), ['written']);
  assert.deepEqual(readdirSync(articles).sort(), ['zhen-ting-2.md', 'zhen-ting.md']);
});

test('links lead to the articles of the set, to the web, or are words', async () => {
  const pages = pagesIn({
    'guide/a.md':
      '# 甲\n\n[`乙` 的](../b.html#节) [乙](/wiki/b) [[b|叫乙]] [外](https://x.example/a_(b)) [无](no.md) ![图](no.png) `[c](../b.html)`\n',
    'b.html':
      '<link rel="canonical" href="https://w.example/wiki/b"><h1>乙</h1><p><a href="guide/a.md">甲</a> <a href="other">别页</a> <a href="#x">此处</a>',
    'c.html': '<h1>丙</h1><p>见<a href="https://w.example/wiki/b">乙</a>。',
  });
  const articles = temporaryFolder();
  await importPages([pages], options(articles));
  assert.match(
    textIn(articles, 'jia.md'),
    /\[`乙` 的\]\(yi\.md#节\) \[乙\]\(yi\.md\) \[叫乙\]\(yi\.md\) \[外\]\(https:\/\/x\.example\/a_\(b\)\) 无 !\[图\]\(no\.png\) `\[c\]\(\.\.\/b\.html\)`/,
  );
  assert.match(
    textIn(articles, 'yi.md'),
    /\[甲\]\(jia\.md\) \[别页\]\(https:\/\/w\.example\/wiki\/other\) 此处/,
  );
  assert.match(textIn(articles, 'bing.md'), /见\[乙\]\(yi\.md\)。/);
});

test('links of pages made on Windows and of wikis lead to the articles of the set', async () => {
  const pages = pagesIn({
    'a/x.html': '<h1>甲</h1><p><a href="..\\b\\y.html">乙</a> <a href="/doku.php?id=start:%E4%B9%99">乙</a>',
    'b/y.html': '<h1>乙</h1><p>见<a href="/index.php?title=甲&amp;action=view">甲</a>。',
  });
  const articles = temporaryFolder();
  await importPages([pages], options(articles));
  assert.match(textIn(articles, 'jia.md'), /\[乙\]\(yi\.md\) \[乙\]\(yi\.md\)/);
  assert.match(textIn(articles, 'yi.md'), /见\[甲\]\(jia\.md\)。/);
});

test('pictures come along by what they are, not by their names; others are reported', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const pages = pagesIn({
    'a.html': `<h1>甲</h1><p>图<img src="a_files/p.jpg"><img src="data:image/gif;base64,R0lGODlh"><img src="x.svg" alt="矢量"><img src="../../out.png"><img src="https://a.example/b.png">`,
    'a_files/p.jpg': png,
    'x.svg': '<svg/>',
  });
  const articles = temporaryFolder();
  const [report] = await importPages([pages], options(articles));
  assert.match(
    textIn(articles, 'jia.md'),
    /图!\[\]\(images\/jia-1\.png\)!\[\]\(images\/jia-2\.gif\)矢量!\[\]\(https:\/\/a\.example\/b\.png\)/,
  );
  assert.deepEqual(readFileSync(path.join(articles, 'images', 'jia-1.png')), png);
  assert.deepEqual(report?.notes, [
    'lost: picture x.svg is no PNG, JPEG, GIF or WebP',
    'lost: picture ../../out.png is not there',
  ]);
});

test('one page that cannot be read does not end the run', async () => {
  const pages = pagesIn({ 'a.html': '<ul><li>x'.repeat(3000), 'b.html': '<h1>乙</h1><p>字。' });
  const reports = await importPages([pages], options(temporaryFolder()));
  assert.deepEqual(
    reports.map(({ skipped, articles }) => skipped?.slice(0, 24) ?? articles[0]?.kind),
    ['cannot be read (elements', 'written'],
  );
});

test('slugs are pinyin, Latin words and numbers, and never empty', () => {
  assert.equal(slugFor('企业IPO的3个步骤'), 'qi-ye-ipo-de-3-ge-bu-zhou');
  assert.match(slugFor('？！'), /^topic-[0-9a-f]+$/);
});

test('any heading and paragraph is parsed from the written file to the letter', () => {
  const line = fc
    .array(
      fc.constantFrom(
        '企业',
        'a',
        '*',
        '_',
        '#',
        '`',
        '[x](y)',
        '<b>',
        '&amp;',
        '1.',
        '- ',
        '> ',
        '\\',
        '|',
        '~',
        '2',
        '+',
        ':',
        ' ',
        '!',
        '=',
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join('').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(line, line, (heading, paragraph) => {
      const text = articleMarkdown(
        {
          title: '标题',
          date: '2026-01-01',
          related: [],
          body: `## ${escapeHeading(heading)}\n\n${escapeMarkdown(paragraph)}`,
        },
        'a.txt',
      );
      const section = parseArticle('a.md', 'a', text).article?.sections[0];
      assert.deepEqual([section?.headingPath, section?.text], [[heading], paragraph]);
    }),
    { numRuns: 2000 },
  );
});
