// Folders as the tools of their owners have them are read as they are.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { PROJECT } from '../support/project.ts';

/** Each article in a line, the date only where the file tells it; then what is left out; there must be no problems. */
async function linesOf(tool: string): Promise<{ articles: string[]; leftOut: string[] }> {
  const corpus = await readCorpus(path.join(PROJECT, 'test', 'fixtures', 'folders', tool));
  assert.deepEqual(corpus.problems, []);
  return {
    articles: corpus.articles.map(({ slug, title, date, dateFrom, folder }) =>
      [slug, title, dateFrom === undefined ? date : 'undated', ...folder].join(' | '),
    ),
    leftOut: corpus.leftOut.map(({ file, reason }) => `${file}: ${reason}`),
  };
}

test('VitePress: pages of folders name them, files of one name are told apart', async () => {
  assert.deepEqual(await linesOf('vitepress'), {
    articles: [
      'api | 接口说明 | undated | 接口说明',
      'api/faq | 常见问题 | 2024-04-05 | 接口说明',
      'guide | 使用指南 | undated | 使用指南',
      'guide/faq | 常见问题 | 2024-03-02 | 使用指南',
    ],
    leftOut: ['.vitepress/: hidden', 'index.md: empty', 'package.json: not Markdown'],
  });
});

test('Docusaurus: labels name folders, numbers in front are an order, partials and drafts stay out', async () => {
  assert.deepEqual(await linesOf('docusaurus'), {
    articles: [
      '02-borrow-a-book | borrow-a-book | 2024-03-05 | 基础教程',
      '2023-06-07-new-hours | 新的开放时间 | 2023-06-07 | blog',
      'intro | 开始之前 | undated',
    ],
    leftOut: ['01-basics/_reuse.mdx: hidden', 'blog/wip.md: draft'],
  });
});

test('MkDocs: no file needs front matter', async () => {
  assert.deepEqual(await linesOf('mkdocs'), {
    articles: [
      'README | 仓库说明 | undated',
      'backup | 备份 | undated | 运维手册',
      'index | 青石内网 | undated',
      'ops | 运维手册 | undated | 运维手册',
    ],
    leftOut: ['stylesheets/extra.css: not Markdown'],
  });
});

test('Hugo: a bundle is an article of the folder above, and forms for new pages stay out', async () => {
  assert.deepEqual(await linesOf('hugo'), {
    articles: ['about | 关于本站 | 2022-01-02', 'first | 第一次值夜班 | 2023-03-05 | 随笔'],
    leftOut: [
      '_index.md: empty',
      'archetypes/default.md: template',
      'posts/_index.md: empty',
      'posts/unfinished.md: draft',
    ],
  });
});

test('Hexo: posts are read, and their categories are their folders', async () => {
  assert.deepEqual(await linesOf('hexo'), {
    articles: [
      '2022-12-01-paper | 纸张规格 | 2022-12-01 | 办公设备',
      'about | 关于 | 2021-01-01',
      'install | 旧打印机怎么装驱动 | 2023-03-05 | 办公设备 | 打印机',
    ],
    leftOut: ['scaffolds/post.md: template', 'source/_drafts/: hidden', 'source/tags/index.md: empty'],
  });
});

test('Obsidian: notes are titled by their names, a folder by the note of its name', async () => {
  assert.deepEqual(await linesOf('obsidian'), {
    articles: [
      '2024-05-01 | 2024-05-01 | 2024-05-01 | 日记',
      '会议 | 开会的规矩 | 2024-01-02 | 开会的规矩',
      '周会 | 周会 | 2024-02-03 | 开会的规矩',
      '欢迎 | 欢迎 | undated',
    ],
    leftOut: [
      '.obsidian/: hidden',
      '.trash/: hidden',
      '会议/照片.png: not Markdown',
      '模板/会议模板.md: template',
    ],
  });
});

test('Notion: ids are cut from names, and a page beside its folder names it', async () => {
  const { articles, leftOut } = await linesOf('notion');
  assert.deepEqual(articles, [
    '发票抬头 | 发票抬头 | undated | 员工手册 | 报销',
    '员工手册 | 员工手册 | undated',
    '报销 | 报销 | undated | 员工手册',
    '请假 | 请假 | undated | 员工手册',
  ]);
  assert.equal(leftOut.length, 1);
});
