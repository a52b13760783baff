import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { findPages } from '../../../src/corpus/import/find-pages.ts';
import { importPages } from '../../../src/corpus/import/import-pages.ts';
import { readPage } from '../../../src/corpus/import/read-page.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { zipFile } from '../../support/zip-file.ts';

const put = (folder: string, files: Record<string, string | Buffer>): string => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
};
const found = async (...operands: string[]) => (await findPages(operands)).pages.map(({ file }) => file);
const reasons = async (...operands: string[]) =>
  (await findPages(operands)).skipped.map(({ reason }) => reason);

test('folders are followed, links to folders too, and a link back to a folder above ends there', async () => {
  const folder = put(temporaryFolder(), {
    '规定/总则.md': '# 总则',
    '规定/附件/表.MD': '# 表',
    '.git/config.md': '',
  });
  const elsewhere = put(temporaryFolder(), { 'far.txt': '远' });
  symlinkSync(elsewhere, path.join(folder, '外'));
  symlinkSync(folder, path.join(folder, '规定', 'up'));
  assert.deepEqual(await found(folder), ['外/far.txt', '规定/总则.md', '规定/附件/表.MD']);
});

test('a page that is named twice is read once; what came with a saved page is no page', async () => {
  const folder = put(temporaryFolder(), {
    'a.html': '<p>x',
    'a_files/frame.html': '<p>y',
    'a_files/x.css': '',
  });
  assert.deepEqual(await found(folder, path.join(folder, 'a.html')), ['a.html']);
});

test('what is no page is named with what would help', async () => {
  const folder = put(temporaryFolder(), { 'a.pdf': '', 'b.csv': '', 'c.xlsx': '', 'd.png': '' });
  assert.deepEqual(await reasons(folder), [
    'is a PDF; save its source as .docx or .html',
    'is a table of data; in a Notion export its rows are pages in the folder of the same name',
    'is no page: neither text, HTML, Markdown, .docx nor .zip',
  ]);
});

test('a zip is a folder: names in GBK, zips inside, links between its pages', async () => {
  const inner = zipFile([{ name: 'c.md', content: '# 丙\n\n内容。' }]);
  const zip = zipFile([
    { name: iconv.encode('甲.md', 'gbk'), content: '# 甲\n\n见[乙](b.md)。' },
    { name: 'b.md', content: '# 乙\n\n内容。' },
    { name: 'in.zip', content: inner },
    { name: 'd.html', content: '<h1>丁</h1><p>字。</p>' },
    { name: 'd_files/frame.html', content: '<p>广告' },
  ]);
  const folder = put(temporaryFolder(), { 'wiki.zip': zip });
  assert.deepEqual(await found(path.join(folder, 'wiki.zip')), ['b.md', 'd.html', 'c.md', '甲.md']);
  const articlesDir = path.join(folder, 'articles');
  await importPages([path.join(folder, 'wiki.zip')], {
    articlesDir,
    force: false,
    fallbackDate: '2024-01-01',
  });
  assert.match(readFileSync(path.join(articlesDir, 'jia.md'), 'utf8'), /见\[乙\]\(yi\.md\)。/);
});

test('a zip that leaves its folder or unpacks to too much is refused before anything is unpacked', async () => {
  const big = { name: 'a.txt', content: 'x', unpackedSize: 900_000_000 };
  const folder = put(temporaryFolder(), {
    '1.zip': zipFile([{ name: '../../out.md', content: '# x' }]),
    '2.zip': zipFile([{ name: '/etc/out.md', content: '# x' }]),
    '3.zip': zipFile([big]),
    '4.zip': 'no zip at all',
  });
  const all = await findPages([folder]);
  assert.deepEqual(all.pages, []);
  assert.deepEqual(
    all.skipped.map(({ reason }) => reason.slice(0, 62)),
    [
      'cannot be read (it has a path that leaves its folder: ../../ou',
      'cannot be read (it has a path that leaves its folder: /etc/out',
      'cannot be read (it unpacks to more than 200 times its size or ',
      'cannot be read (End of central directory record signature not ',
    ],
  );
});

test('an entry that unpacks to more than it declares is not read', async () => {
  const folder = put(temporaryFolder(), {
    'a.zip': zipFile([{ name: 'a.md', content: 'x', unpackedSize: 3 }]),
  });
  const reports = await importPages([path.join(folder, 'a.zip')], {
    articlesDir: path.join(folder, 'out'),
    force: false,
    fallbackDate: '2024-01-01',
  });
  assert.match(reports[0]?.skipped ?? '', /^cannot be read/);
  assert.deepEqual(readdirSync(path.join(folder, 'out')), []);
});

test('a Word document becomes an article with headings, bold words, lists and tables', async () => {
  const paragraph = (text: string, style = '', mark = ''): string =>
    `<w:p><w:pPr>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}</w:pPr><w:r><w:rPr>${mark}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
  const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const docx = zipFile([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'word/styles.xml',
      content: `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    },
    {
      name: 'word/document.xml',
      content: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph('差旅标准', 'a1')}${paragraph('住宿', '1')}${paragraph('每晚不超过四百元。', '', '<w:b/>')}<w:tbl><w:tr>${cell('城市')}${cell('上限')}</w:tr><w:tr>${cell('上海')}${cell('500')}</w:tr></w:tbl></w:body></w:document>`,
    },
  ]);
  const page = await readPage('a.docx', 'a', docx);
  assert.ok(typeof page !== 'string');
  assert.deepEqual(page.articles, [
    {
      title: '差旅标准',
      related: [],
      body: '## 住宿\n\n**每晚不超过四百元。**\n\n| 城市 | 上限 |\n| --- | --- |\n| 上海 | 500 |',
    },
  ]);
});
