import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { markdownLines, textLines } from '../../../../src/corpus/import/wiki/page-lines.ts';
import { parseTextPage } from '../../../../src/corpus/import/wiki/text-page.ts';
import { parseWikiPage } from '../../../../src/corpus/import/wiki/wiki-page.ts';
import { topicBody, type WikiTopic } from '../../../../src/corpus/import/wiki/wiki-topic.ts';
import { readPage } from '../../../../src/corpus/import/read-page.ts';
import { FIXTURE_PAGES, REAL_PAGE } from '../../../support/project.ts';

const parseFile = (file: string) => parseWikiPage(textLines(readFileSync(file, 'utf8')));
const parseText = (...lines: string[]) => parseWikiPage(textLines(lines.join('\n')));
const places = (lines: ReturnType<typeof parseText>['unplaced']) =>
  lines.map(({ line, text }) => `${line}: ${text}`);
const bodyOf = async (name: string, text: string): Promise<string[]> => {
  const page = await readPage(name, name, Buffer.from(text));
  return typeof page === 'string' ? [page] : page.articles.map(({ body }) => body);
};

/** A topic as an outline: `part > heading: number of paragraphs`. */
const outline = ({ parts }: WikiTopic): string[] =>
  parts.flatMap(({ name, sections }) =>
    sections.map(({ heading, paragraphs }) => `${name ?? '—'} > ${heading ?? '—'}: ${paragraphs.length}`),
  );
const head = ({ title, date, views, related }: WikiTopic) => ({ title, date, views, related });

test('a saved text page gives its topic and those listed below it, each with date, views and headings', () => {
  const { topics, unplaced } = parseFile(path.join(FIXTURE_PAGES, 'wiki-page.txt'));
  assert.deepEqual(topics.map(head), [
    {
      title: '青禾科技的员工有多少',
      date: '2026-03-05',
      views: 1203,
      related: ['云帆客服的上班时间', '小店怎么开发票'],
    },
    { title: '云帆客服的上班时间', date: '2026-03-01', views: 257, related: ['青禾科技的员工有多少'] },
    { title: '小店怎么开发票', date: '2026-03-02', views: 308, related: ['青禾科技的员工有多少'] },
  ]);
  assert.deepEqual(topics.map(outline), [
    ['基本释义 > 员工人数: 1', '基本释义 > 招聘渠道: 1', '详细释义 > 办公地点: 2'],
    ['基本释义 > —: 1', '基本释义 > 早班与晚班: 1', '详细释义 > 节假日安排: 1'],
    ['基本释义 > 电子发票: 3'],
  ]);
  assert.deepEqual(places(unplaced), ['60: 版权所有，转载请注明出处']);
});

test('list items of a text page stay together, one per line', () => {
  const { topics } = parseFile(path.join(FIXTURE_PAGES, 'wiki-page.txt'));
  assert.equal(
    topics[2]?.parts[0]?.sections[0]?.paragraphs[2],
    '- 登录电子税务局\n- 选择发票类型\n- 填写购买方信息',
  );
});

test('the HTML form gives the same topic: headings by their tags, lists, entities, canonical address', async () => {
  const page = await readPage(
    'wiki-page.html',
    'x',
    readFileSync(path.join(FIXTURE_PAGES, 'wiki-page.html')),
  );
  assert.deepEqual(page, {
    articles: [
      {
        title: '青禾科技的员工有多少',
        date: '2026-03-05',
        views: 1203,
        source: 'https://wiki.example.org/qinghe-staff',
        related: ['云帆客服的上班时间'],
        body: `## 基本释义

### 员工人数

青禾科技目前有三百二十名员工，

其中研发人员 占四成 & 还在增加。

### 招聘渠道

公司主要通过**校园招聘**补充新人。

- 九月报名
- 十月面试

## 详细释义

### 办公地点

#### 总部

总部在武汉。`,
      },
    ],
    notes: [],
  });
});

test('colons, widths, blanks and traditional characters of the marks may vary', () => {
  const { topics } = parseText(
    '標題甲',
    '基 本 釋 義：',
    '　上市時間',
    '　公司在五月上市。',
    '詳細釋義',
    '　其他',
    '　沒有了。',
    '2026年3月1日',
    '1,257 人看过',
  );
  assert.deepEqual(topics.map(head), [{ title: '標題甲', date: '2026-03-01', views: 1257, related: [] }]);
  assert.deepEqual(topics.flatMap(outline), ['基本释义 > 上市時間: 1', '详细释义 > 其他: 1']);
});

test('missing parts are not a problem: no date, no views, only 详细释义', () => {
  const { topics, unplaced } = parseText('标题乙', '', '详细释义:', '', '  小节', '', '  正文在这里。');
  assert.deepEqual(topics.map(head), [{ title: '标题乙', date: undefined, views: undefined, related: [] }]);
  assert.deepEqual(unplaced, []);
});

test('a bare list of related titles becomes related titles', () => {
  const { topics } = parseText('标题丙', '基本释义', '正文。', '相关专题', '另一个专题', '第三个专题');
  assert.deepEqual(topics[0]?.related, ['另一个专题', '第三个专题']);
});

test('text before the first topic is listed as unplaced', () => {
  const { unplaced } = parseText('网站公告：今晚维护。', '标题丁', '基本释义', '正文。');
  assert.deepEqual(places(unplaced), ['1: 网站公告：今晚维护。']);
});

test('questions and long English lines can be titles', () => {
  const text = parseText('公司注销要多久？', '基本释义', '正文。');
  assert.deepEqual(
    text.topics.map(({ title }) => title),
    ['公司注销要多久？'],
  );
  const title = 'How to register a wholly foreign-owned enterprise in China';
  const markdown = parseWikiPage(markdownLines(`# ${title}\n\n## 基本释义\n\nText.`));
  assert.deepEqual(
    markdown.topics.map((topic) => topic.title),
    [title],
  );
});

test('a date as a heading is content, and does not close its topic', () => {
  const { topics, unplaced } = parseText(
    '甲',
    '基本释义',
    '正文。',
    '相关专题',
    '乙',
    '基本释义',
    '2020年5月1日',
    '当天上市。',
    '其他',
    '没有。',
    '2026-03-01',
    '5人看过',
  );
  assert.deepEqual(topics.map(head)[1], { title: '乙', date: '2026-03-01', views: 5, related: ['甲'] });
  assert.deepEqual(topics.flatMap(outline).slice(1), ['基本释义 > 2020年5月1日: 1', '基本释义 > 其他: 1']);
  assert.deepEqual(unplaced, []);
});

test('a paragraph that begins with 位置 is not a breadcrumb, and a heading may end with a colon', () => {
  const { topics } = parseText('甲', '基本释义', '交通位置：', '位置：公司总部位于上海，靠近地铁。');
  assert.deepEqual(topics[0]?.parts[0]?.sections, [
    { heading: '交通位置', level: 0, paragraphs: ['位置：公司总部位于上海，靠近地铁。'] },
  ]);
});

test('views in units of ten thousand and after a word are read', () => {
  for (const [line, views] of [
    ['1.2万人看过', 12000],
    ['浏览量：3,400', 3400],
    ['2026-03-01 浏览 12 次', 12],
  ] as const) {
    assert.equal(parseText('甲', line, '基本释义', '正文。').topics[0]?.views, views, line);
  }
});

test('HTML: table rows stay together, ordered lists keep their numbers, bold paragraphs may be headings', async () => {
  const html = `<h1>甲</h1><h2>基本释义[编辑]</h2><p><strong>费用</strong></p><table><tr><th>项目</th><th>金额</th></tr>
    <tr><td>注册</td><td>500元</td></tr></table><ol><li>登录</li><li>提交</li></ol><p>说明<sup><a href="#n1">[1]</a></sup>在此。</p>`;
  assert.deepEqual(await bodyOf('p.html', html), [
    `## 基本释义

### 费用

| 项目 | 金额 |
| --- | --- |
| 注册 | 500元 |

1. 登录
2. 提交

说明在此。`,
  ]);
});

test('the form is recognised by its marks, whatever the file is called and however its lines are kept', async () => {
  const lines = [
    '位置：站点 > 专题',
    '水费怎么交',
    '2026-01-02 火9人看过',
    '基本释义',
    '缴费渠道',
    '在手机上缴费。',
    '详细释义',
    '逾期',
    '加收滞纳金。',
  ];
  const [body = ''] = await bodyOf('a.txt', lines.join('\n'));
  assert.equal(
    body,
    '## 基本释义\n\n### 缴费渠道\n\n在手机上缴费。\n\n## 详细释义\n\n### 逾期\n\n加收滞纳金。',
  );
  const forms = {
    'a.md': lines.join('\n'),
    'b.md': lines.join('\n\n'),
    'c.html': lines.map((line) => `<p>${line}</p>`).join(''),
    'd.html': `<div>${lines.join('<br>')}</div>`,
    'e.htm': lines.map((line) => `<div>${line}</div>`).join('\n'),
    'f.html': lines.join('\n'),
  };
  for (const [name, text] of Object.entries(forms)) assert.deepEqual(await bodyOf(name, text), [body], name);
});

test('a plain text is one article: first line, short lines, paragraphs; captions, days and names of languages are no headings', () => {
  const { articles } = parseTextPage(
    textLines(
      '值班安排\n2024-05-06 12:00\n\n夜班\n十点到六点。\nEN\n（视频截图）\n2024年6月1日\n改为三班。\n',
    ),
  );
  assert.deepEqual(articles, [
    {
      title: '值班安排',
      date: '2024-05-06',
      related: [],
      body: '## 夜班\n\n十点到六点。\n\nEN\n\n（视频截图）\n\n2024年6月1日\n\n改为三班。',
    },
  ]);
});

test('a text of one line gives no article', () => {
  assert.deepEqual(parseTextPage(textLines('\n只有一行')).articles, []);
});

const real = { skip: existsSync(REAL_PAGE) ? false : 'the real page is missing' };

test(
  'the real page gives its five topics with dates, views and every heading, each related to the others',
  real,
  () => {
    const { topics, unplaced } = parseFile(REAL_PAGE);
    assert.deepEqual(unplaced, []);
    const others = ['上海关停企业', '科技公司创业多久盈利', '宁波哪些企业可以复工了', '企业微信客服做什么'];
    const main = '华强科技多久上市交易';
    assert.deepEqual(topics.map(head), [
      { title: main, date: '2026-01-26', views: 170, related: others },
      { title: others[0], date: '2026-01-21', views: 257, related: [main] },
      { title: others[1], date: '2026-01-21', views: 308, related: [main] },
      { title: others[2], date: '2026-01-22', views: 274, related: [main] },
      { title: others[3], date: '2026-01-26', views: 388, related: [main] },
    ]);
    const headings = topics.map(({ parts }) =>
      parts.map(({ sections }) => sections.filter(({ heading }) => heading !== undefined).length),
    );
    assert.deepEqual(headings, [
      [3, 7],
      [4, 5],
      [4, 7],
      [5, 9],
      [4, 6],
    ]);
    assert.deepEqual(
      topics[0]?.parts[1]?.sections.map(({ heading }) => heading),
      [
        '上市进程全览',
        '发行关键数据',
        '交易表现分析',
        '战略发展布局',
        '行业价值定位',
        '资本市场意义',
        '未来展望预期',
      ],
    );
  },
);

test('no text of the real page is lost', real, () => {
  const page = readFileSync(REAL_PAGE, 'utf8');
  const lines = new Set(
    parseFile(REAL_PAGE).topics.flatMap(({ title, parts }) => [
      title,
      ...topicBody(parts)
        .split('\n\n')
        .map((line) => line.replace(/^#+ /, '')),
    ]),
  );
  const lost = page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !lines.has(line));
  // Only the page's frame is left: breadcrumb, dates and views.
  for (const line of lost)
    assert.match(line, /^(位置:|基本释义:|详细释义:|最新文章|相关专题|\d{4}-\d{2}-\d{2}|火\d+人看过)/);
});
