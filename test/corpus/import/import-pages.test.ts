import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
