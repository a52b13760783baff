import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from '../../../src/corpus/import/read-page.ts';

const read = async (text: string, file = 'page.md') => {
  const page = await readPage(file, 'page', Buffer.from(text));
  assert.ok(typeof page !== 'string', text);
  const [article] = page.articles;
  assert.ok(article !== undefined);
  return { article, notes: page.notes };
};

test('the body of a Markdown page stays as it is, letter for letter', async () => {
  const body =
    '# 接口\n\n用 **密钥**，见[后台](https://a.example/k)。\n\n```js\nlet a = {\n  b: [0],\n}\n```\n\n| 名 | 值 |\n| :-- | --: |\n| a | 1 |\n\n#### 深处\n\n%% 批注 %% 和 10<sup>5</sup>[^1]\n\n[^1]: 注。';
  const { article } = await read(body);
  assert.deepEqual([article.title, article.body], ['接口', body]);
});

test('the head is read in YAML and TOML; its other keys are kept', async () => {
  const yaml = await read(
    '---\ntitle: 装机\ndate: 2023-03-05 21:10:00\ntags: [电脑]\nrelated: [选购]\n---\n\n正文。\n',
  );
  assert.deepEqual(yaml.article, {
    title: '装机',
    date: '2023-03-05',
    related: ['选购'],
    otherKeys: { tags: ['电脑'] },
    body: '正文。',
  });
  assert.equal((await read('{\n"title": "水表"\n}\n\n每月抄表。\n')).article.title, '水表');
  const toml = await read(
    '+++\ntitle = "换桶"\ndate = 2024-02-03T08:00:00Z\ndraft = false\n+++\n\n先断电。\n',
  );
  assert.deepEqual(toml.article, {
    title: '换桶',
    date: '2024-02-03',
    related: [],
    otherKeys: { draft: 'false' },
    body: '先断电。',
  });
});

test('a faulty head is reported, and its lines are taken as they stand', async () => {
  const { article, notes } = await read(
    '---\ntitle: 通知: 停电\ndate: 2024-05-01\ntags: [a\n---\n\n周三。\n',
  );
  assert.deepEqual([article.title, article.date], ['通知: 停电', '2024-05-01']);
  assert.match(notes.join(), /line 2: put the value in quotes: .*line 4: put the value in quotes/);
  assert.match((await read('---\ntitle: 用 #标签\n---\n\n字。\n')).notes.join(), /put the title in quotes/);
  assert.match(
    (await read('---\ntitle: 甲\ndate: 2024-02-31\n---\n\n字。\n')).notes.join(),
    /write a real day/,
  );
});

test('without a head, title and day are those of the text', async () => {
  const { article } = await read('# 预订 {#book}\n\n2026-01-09 · 45 次阅读\n\n## 方式\n\n在内网选。\n');
  assert.deepEqual([article.title, article.date, article.views], ['预订', '2026-01-09', 45]);
  assert.doesNotMatch(article.body, /45/);
  assert.equal((await read('标题在下划线上\n====\n\n字。\n')).article.title, '标题在下划线上');
  assert.equal((await read('## 只有小节\n\n字。\n')).article.title, 'page');
  const notion = await read('# 规章\n\nCreated: March 5, 2024 10:20 AM\nTags: 人事\n\n字。\n');
  assert.equal(notion.article.date, '2024-03-05');
});

test('a rule above the text is no head', async () => {
  assert.equal(
    (await read('---\n\n第一段。\n\n---\n\n第二段。\n')).article.body,
    '---\n\n第一段。\n\n---\n\n第二段。',
  );
});

test('headings that are days stay headings', async () => {
  const { article } = await read('# 日志\n\n## 2024.01.06\n\n报警。\n');
  assert.deepEqual([article.date, article.body], [undefined, '# 日志\n\n## 2024.01.06\n\n报警。']);
});

test('sources of DokuWiki and MediaWiki are read from text', async () => {
  const doku = await read(
    '====== 开户 ======\n\n填**表**。\n\n===== 步骤 =====\n\n  * 一\n    * 二\n',
    'a.txt',
  );
  assert.deepEqual(
    [doku.article.title, doku.article.body],
    ['开户', '填**表**。\n\n## 步骤\n\n- 一\n   - 二'],
  );
  const notes = await read('====== 停水 ======\n\n周三((见通知))停水，%%**不是粗体**%%。\n', 'c.txt');
  assert.equal(notes.article.body, '周三[^1]停水，\\*\\*不是粗体\\*\\*。\n\n[^1]: 见通知');
  const terms = await read('__NOTOC__\n== 票 ==\n; 单程\n: 五元\n[[en:Ticket]]\n', 'd.txt');
  assert.equal(terms.article.body, '## 票\n\n**单程**\n\n五元');
  const media = await read("'''渡口'''在南。<ref>口述</ref>{{图|a}}\n\n== 船期 ==\n# 早\n# 晚\n", 'b.txt');
  assert.deepEqual(
    [media.article.title, media.article.body, media.notes],
    ['渡口', '**渡口**在南。[^1]\n\n## 船期\n\n1. 早\n1. 晚\n\n[^1]: 口述', ['lost: templates 图']],
  );
});
