import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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

test('finds articles in subfolders, and leaves out hidden files, drafts and README.md', async () => {
  const folder = folderWith({
    'a.md': good('甲'),
    'sub/b.md': good('乙'),
    '_draft.md': 'x',
    '.hidden.md': 'x',
    'README.md': 'x',
    'note.txt': 'x',
  });
  assert.deepEqual(
    (await readCorpus(folder)).articles.map(({ slug }) => slug),
    ['a', 'b'],
  );
});

test('every kind of bad input is reported with file and line, all at once', async () => {
  const folder = folderWith({
    'bytes.md': Buffer.concat([
      Buffer.from('---\ntitle: 编码\ndate: 2026-01-01\n---\n\n## 基本释义\n\n'),
      Buffer.from([0xc6, 0xf3, 0xd2, 0xb5]),
    ]),
    'dup-a.md': good('同名专题'),
    'dup-b.md': good('同名專題'),
    'nodate.md': '---\ntitle: 没有日期\n---\n\n## 基本释义\n\n正文。\n',
    'notitle.md': '---\ndate: 2026-01-01\n---\n\n## 基本释义\n\n正文。\n',
    'sections.md': '---\ntitle: 没有小节\ndate: 2026-01-01\n---\n\n正文。\n',
    'sub/ok.md': good('好的'),
    'two/ok.md': good('另一个'),
  });
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'unreadable.md'));
  const { articles, problems } = await readCorpus(folder);
  assert.deepEqual(
    articles.map(({ title }) => title),
    ['同名专题', '好的'],
  );
  assert.deepEqual(
    problems.map(
      ({ file, line, severity, message }) =>
        `${file}:${line} ${severity} ${message.split(/[:(]/)[0]?.trim() ?? ''}`,
    ),
    [
      'bytes.md:8 error not UTF-8',
      'dup-b.md:1 error duplicate title "同名專題"',
      'nodate.md:1 error missing date',
      'notitle.md:1 error missing title',
      'sections.md:5 error no sections',
      'two/ok.md:1 error duplicate slug "ok"',
      'unreadable.md:1 error cannot be read',
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
  const folder = folderWith({ 'a.md': good('甲'), 'b.md': good('乙'), 'bad.md': 'no front matter' });
  const first = await readCorpus(folder);
  const known = new Map(first.files.map((file) => [`${file.file} ${file.sha256 ?? ''}`, file]));
  writeFileSync(path.join(folder, 'b.md'), good('丙'));
  const asked: string[] = [];
  const second = await readCorpus(folder, (file, sha256) => {
    asked.push(file);
    return known.get(`${file} ${sha256}`);
  });
  assert.deepEqual(asked, ['a.md', 'b.md', 'bad.md']);
  assert.equal(second.articles[0], first.articles[0], 'the known article itself');
  assert.equal(second.articles[1]?.title, '丙');
  assert.deepEqual(second.problems, first.problems);
  assert.notEqual(second.checksum, first.checksum);
});
