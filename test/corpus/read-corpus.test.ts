import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { Failure } from '../../src/system/failure.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const good = (title: string): string =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n---\n\n## 基本释义\n\n正文。\n`;

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

test('reads a folder in order of slugs and warns about related titles that are not articles', async () => {
  const corpus = await readCorpus(FIXTURE_ARTICLES);
  assert.deepEqual(
    corpus.articles.map(({ slug }) => slug),
    [
      'gangkou-wuliu',
      'gongsi-zhuxiao',
      'letters-of-credit',
      'qinghe-shangshi',
      'yunfan-kefu',
      'zhuanli-nianfei',
    ],
  );
  assert.deepEqual(corpus.problems, [
    {
      severity: 'warning',
      file: 'qinghe-shangshi.md',
      line: 1,
      message: 'related title "没有这个专题" is not an article here; it is left out',
    },
  ]);
});

test('drafts of the top folder wenda/ are no articles; a folder of that name keeps its own', async () => {
  const folder = folderWith({
    'a.md': good('甲'),
    'wenda/问答怎么用.md': good('问答怎么用'),
    'wenda/aliases.jsonl': '{"q": "甲是什么", "article": "a"}\n',
    'wenda/drafts/new.md': good('待写'),
    'wenda/drafts/old/new.md': good('待写'),
    'notes/wenda/drafts/b.md': good('乙'),
    'drafts/c.md': good('丙'),
    '.obsidian/app.json': '{}',
  });
  const { articles, leftOut } = await readCorpus(folder);
  assert.deepEqual(articles.map(({ title }) => title).sort(), ['丙', '乙', '甲', '问答怎么用']);
  assert.deepEqual(
    leftOut.map(({ file, reason }) => `${file} ${reason}`),
    ['.obsidian/ hidden', 'wenda/aliases.jsonl not Markdown', 'wenda/drafts/ draft'],
  );
});

test('finds Markdown in subfolders whatever its ending, and lists what is left out', async () => {
  const folder = folderWith({
    'a.md': good('甲'),
    'README.md': good('首页'),
    'sub/FAQ.MD': good('乙'),
    'sub/c.markdown': good('丙'),
    'sub/d.mdx': good('丁'),
    '_partial.md': 'x',
    '.hidden.md': 'x',
    '.obsidian/x.md': 'x',
    'node_modules/y/z.md': 'x',
    'empty.md': '',
    'note.txt': 'x',
    'draft.md': '---\ndraft: true\n---\n\nx',
  });
  const { articles, leftOut, problems } = await readCorpus(folder);
  assert.deepEqual(
    articles.map(({ slug }) => slug),
    ['FAQ', 'README', 'a', 'c', 'd'],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    leftOut.map(({ file, reason }) => `${file}: ${reason}`),
    [
      '.hidden.md: hidden',
      '.obsidian/: hidden',
      '_partial.md: hidden',
      'draft.md: draft',
      'empty.md: empty',
      'node_modules/: hidden',
      'note.txt: not Markdown',
    ],
  );
});

test('links to files and folders are followed, in circles too, and nothing is read twice', async () => {
  const elsewhere = folderWith({ 'shared/e.md': good('外') });
  const folder = folderWith({ 'z/a.md': good('甲') });
  const link = (target: string, name: string): void => {
    symlinkSync(target, path.join(folder, name));
  };
  link(path.join(elsewhere, 'shared'), 'b-shared');
  link(path.join(folder, 'z'), 'c-again');
  link(folder, path.join('z', 'circle'));
  link(path.join(folder, 'z', 'a.md'), 'alias.md');
  link(path.join(folder, 'nowhere'), 'gone');
  symlinkSync(folder, path.join(elsewhere, 'shared', 'back'));
  const { articles, leftOut, problems } = await readCorpus(folder);
  assert.deepEqual(
    articles.map(({ slug, folder: above }) => [slug, ...above]),
    [
      ['a', 'z'],
      ['e', 'b-shared'],
    ],
  );
  assert.deepEqual(
    leftOut.map(({ file, reason }) => `${file}: ${reason}`),
    ['alias.md', 'b-shared/back/', 'c-again/', 'z/circle/'].map((file) => `${file}: linked twice`),
  );
  assert.match(
    problems.map(({ file, message }) => `${file} ${message}`).join(),
    /^gone cannot be read: ENOENT/,
  );
});

test('files that cannot be read are errors with file and line, all at once; the others stay', async () => {
  const folder = folderWith({
    'bytes.md': Buffer.concat([
      Buffer.from('---\ntitle: 编码\ndate: 2026-01-01\n---\n\n## 基本释义\n\n'),
      Buffer.from([0xc6, 0xf3, 0xd2, 0xb5]),
    ]),
    'open.md': '---\ntitle: 没有收尾\n',
    'same-a.md': good('同名专题'),
    'same-b.md': good('同名专题'),
    'sub/ok.md': good('好的'),
  });
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'unreadable.md'));
  const { articles, problems } = await readCorpus(folder);
  assert.deepEqual(
    articles.map(({ title }) => title),
    ['好的', '同名专题', '同名专题'],
  );
  assert.deepEqual(
    problems.map(
      ({ file, line, severity, message }) =>
        `${file}:${line} ${severity} ${message.split(/[:(]/)[0]?.trim() ?? ''}`,
    ),
    [
      'bytes.md:8 error not UTF-8',
      'open.md:1 error the front matter is not closed',
      'unreadable.md:1 error cannot be read',
    ],
  );
});

test('a date that no file tells comes from the last commit, and from the file’s time without one', async () => {
  const folder = folderWith({ 'docs/说明.md': '# 一\n\n文字', 'docs/new.md': '# 二\n\n文字' });
  const git = (...args: string[]): void => {
    execFileSync('git', args, {
      cwd: folder,
      env: { ...process.env, GIT_AUTHOR_DATE: '2023-03-05T23:30:00-0800', GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  };
  git('init', '-q');
  git('add', 'docs/说明.md');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x');
  utimesSync(path.join(folder, 'docs/new.md'), new Date(2024, 0, 2, 12), new Date(2024, 0, 2, 12));
  const { articles, problems } = await readCorpus(path.join(folder, 'docs'));
  assert.deepEqual(problems, []);
  assert.deepEqual(
    articles.map(({ title, date, dateFrom }) => [title, date, dateFrom]),
    [
      ['二', '2024-01-02', 'file'],
      ['一', '2023-03-05', 'git'],
    ],
  );
});

test('the checksum changes with any byte of any article, and with its name', async () => {
  const checksum = async (files: Record<string, string>): Promise<string> =>
    (await readCorpus(folderWith(files))).checksum;
  const base = await checksum({ 'a.md': good('甲') });
  assert.equal(await checksum({ 'a.md': good('甲') }), base);
  assert.notEqual(await checksum({ 'a.md': `${good('甲')} ` }), base);
  assert.notEqual(await checksum({ 'b.md': good('甲') }), base);
});

test('a missing folder is a failure that says how to name another', async () => {
  await assert.rejects(readCorpus(path.join(temporaryFolder(), 'none')), (error) => {
    assert.ok(error instanceof Failure);
    assert.match(error.message, /^\[corpus\] .*none cannot be read \(ENOENT.*--articles DIR/);
    return true;
  });
});

test('a file with known content is not parsed again, and its problems are still reported', async () => {
  const folder = folderWith({ 'a.md': good('甲'), 'b.md': good('乙'), 'bad.md': '---\ntitle: 没有收尾' });
  const first = await readCorpus(folder);
  const known = new Map(first.files.map((file) => [`${file.file} ${file.sha256 ?? ''}`, file]));
  writeFileSync(path.join(folder, 'b.md'), good('丙'));
  const asked: string[] = [];
  const second = await readCorpus(folder, {
    known: (file, sha256, slug) => {
      asked.push(`${file} ${slug}`);
      return known.get(`${file} ${sha256}`);
    },
  });
  assert.deepEqual(asked, ['a.md a', 'b.md b', 'bad.md bad']);
  assert.equal(second.articles[0], first.articles[0], 'the known article itself');
  assert.equal(second.articles[1]?.title, '丙');
  assert.deepEqual(second.problems, first.problems);
  assert.notEqual(second.checksum, first.checksum);
});

test('what is named like an article and is no file is not waited for', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.md'), '---\ntitle: 甲\ndate: 2026-01-01\n---\n\n正文。\n');
  execFileSync('mkfifo', [path.join(folder, 'pipe.md')]);
  symlinkSync('pipe.md', path.join(folder, 'way.md'));
  const { articles, leftOut } = await readCorpus(folder);
  assert.deepEqual([articles.length, leftOut.map(({ file }) => file)], [1, ['pipe.md', 'way.md']]);
});
