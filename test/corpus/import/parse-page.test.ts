import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readPage } from '../../../src/corpus/import/read-page.ts';
import { parsePage } from '../../../src/corpus/import/parse-page.ts';
import { type ImportedPage } from '../../../src/corpus/import/imported-article.ts';
import { type ImportedArticle } from '../../../src/corpus/import/imported-article.ts';
import { FIXTURE_PAGES, REAL_PAGE } from '../../support/project.ts';

const parseFile = (file: string): ImportedPage =>
  parsePage(readPage(path.basename(file), readFileSync(file, 'utf8')));
const parseText = (...lines: string[]): ImportedPage => parsePage(readPage('page.txt', lines.join('\n')));

/** A topic as an outline: `part > heading: number of paragraphs`. */
const outline = ({ parts }: ImportedArticle): string[] =>
  parts.flatMap(({ name, sections }) =>
    sections.map(({ heading, paragraphs }) => `${name} > ${heading ?? '—'}: ${paragraphs.length}`),
  );
const head = ({ title, date, views, related }: ImportedArticle) => ({ title, date, views, related });

test('a saved text page gives its topic and those listed below it, each with date, views and headings', () => {
  const { articles, unplaced } = parseFile(path.join(FIXTURE_PAGES, 'wiki-page.txt'));
  assert.deepEqual(articles.map(head), [
    {
      title: '青禾科技的员工有多少',
      date: '2026-03-05',
      views: 1203,
      related: ['云帆客服的上班时间', '小店怎么开发票'],
    },
    { title: '云帆客服的上班时间', date: '2026-03-01', views: 257, related: ['青禾科技的员工有多少'] },
    { title: '小店怎么开发票', date: '2026-03-02', views: 308, related: ['青禾科技的员工有多少'] },
  ]);
  assert.deepEqual(articles.map(outline), [
    ['基本释义 > 员工人数: 1', '基本释义 > 招聘渠道: 1', '详细释义 > 办公地点: 2'],
    ['基本释义 > —: 1', '基本释义 > 早班与晚班: 1', '详细释义 > 节假日安排: 1'],
    ['基本释义 > 电子发票: 3'],
  ]);
  assert.deepEqual(unplaced, [{ line: 60, text: '版权所有，转载请注明出处' }]);
});

test('list items of a text page stay together, one per line', () => {
  const { articles } = parseFile(path.join(FIXTURE_PAGES, 'wiki-page.txt'));
  assert.equal(
    articles[2]?.parts[0]?.sections[0]?.paragraphs[2],
    '- 登录电子税务局\n- 选择发票类型\n- 填写购买方信息',
  );
});

test('the HTML form gives the same topic: headings by their tags, lists, entities, canonical address', () => {
  const { articles, unplaced } = parseFile(path.join(FIXTURE_PAGES, 'wiki-page.html'));
  assert.deepEqual(unplaced, []);
  assert.deepEqual(articles, [
    {
      title: '青禾科技的员工有多少',
      date: '2026-03-05',
      views: 1203,
      source: 'https://wiki.example.org/qinghe-staff',
      related: ['云帆客服的上班时间'],
      parts: [
        {
          name: '基本释义',
          sections: [
            {
              heading: '员工人数',
              level: 3,
              paragraphs: ['青禾科技目前有三百二十名员工，', '其中研发人员 占四成 & 还在增加。'],
            },
            {
              heading: '招聘渠道',
              level: 3,
              paragraphs: ['公司主要通过校园招聘补充新人。', '- 九月报名\n- 十月面试'],
            },
          ],
        },
        {
          name: '详细释义',
          sections: [
            { heading: '办公地点', level: 3, paragraphs: [] },
            { heading: '总部', level: 4, paragraphs: ['总部在武汉。'] },
          ],
        },
      ],
    },
  ]);
});

test("plain Markdown without the wiki's parts is one topic with its headings", () => {
  const { articles } = parseFile(path.join(FIXTURE_PAGES, 'plain.md'));
  assert.deepEqual(articles.map(head), [
    { title: '会议室怎么预订', date: '2026-01-09', views: 45, related: [] },
  ]);
  assert.deepEqual(articles.map(outline), [['基本释义 > 预订方式: 1', '基本释义 > 取消预订: 1']]);
});

test('colons, widths, blanks and traditional characters of the marks may vary', () => {
  const { articles } = parseText(
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
  assert.deepEqual(articles.map(head), [{ title: '標題甲', date: '2026-03-01', views: 1257, related: [] }]);
  assert.deepEqual(articles.flatMap(outline), ['基本释义 > 上市時間: 1', '详细释义 > 其他: 1']);
});

test('missing parts are not a problem: no date, no views, only 详细释义', () => {
  const { articles, unplaced } = parseText('标题乙', '', '详细释义:', '', '  小节', '', '  正文在这里。');
  assert.deepEqual(articles.map(head), [{ title: '标题乙', date: undefined, views: undefined, related: [] }]);
  assert.deepEqual(unplaced, []);
});

test('a bare list of related titles becomes related titles', () => {
  const { articles } = parseText('标题丙', '基本释义', '正文。', '相关专题', '另一个专题', '第三个专题');
  assert.deepEqual(articles[0]?.related, ['另一个专题', '第三个专题']);
});

test('text before the first topic is listed as unplaced', () => {
  const { unplaced } = parseText('网站公告：今晚维护。', '标题丁', '基本释义', '正文。');
  assert.deepEqual(unplaced, [{ line: 1, text: '网站公告：今晚维护。' }]);
});

test('questions and long English lines can be titles', () => {
  const text = parseText('公司注销要多久？', '基本释义', '正文。');
  assert.deepEqual(
    text.articles.map(({ title }) => title),
    ['公司注销要多久？'],
  );
  const title = 'How to register a wholly foreign-owned enterprise in China';
  const html = parsePage(readPage('p.html', `<html><h1>${title}</h1><h2>基本释义</h2><p>Text.</p></html>`));
  assert.deepEqual(
    html.articles.map((article) => article.title),
    [title],
  );
});

test('a date as a heading is content, and does not close its topic', () => {
  const { articles, unplaced } = parseText(
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
  assert.deepEqual(articles.map(head)[1], { title: '乙', date: '2026-03-01', views: 5, related: ['甲'] });
  assert.deepEqual(articles.flatMap(outline).slice(1), ['基本释义 > 2020年5月1日: 1', '基本释义 > 其他: 1']);
  assert.deepEqual(unplaced, []);
});

test('a paragraph that begins with 位置 is not a breadcrumb, and a heading may end with a colon', () => {
  const { articles } = parseText('甲', '基本释义', '交通位置：', '位置：公司总部位于上海，靠近地铁。');
  assert.deepEqual(articles[0]?.parts[0]?.sections, [
    { heading: '交通位置', level: 0, paragraphs: ['位置：公司总部位于上海，靠近地铁。'] },
  ]);
});

test('views in units of ten thousand and after a word are read', () => {
  for (const [line, views] of [
    ['1.2万人看过', 12000],
    ['浏览量：3,400', 3400],
    ['2026-03-01 浏览 12 次', 12],
  ] as const) {
    assert.equal(parseText('甲', line, '基本释义', '正文。').articles[0]?.views, views, line);
  }
});

test('HTML: table rows stay together, ordered lists keep their numbers, bold paragraphs may be headings', () => {
  const html = `<h1>甲</h1><h2>基本释义[编辑]</h2><p><strong>费用</strong></p><table><tr><th>项目</th><th>金额</th></tr>
    <tr><td>注册</td><td>500元</td></tr></table><ol><li>登录</li><li>提交</li></ol><p>说明[1]在此。</p>`;
  const { articles } = parsePage(readPage('p.html', html));
  assert.deepEqual(articles[0]?.parts[0]?.sections, [
    {
      heading: '费用',
      level: 0,
      paragraphs: ['项目 | 金额', '注册 | 500元', '1. 登录\n2. 提交', '说明在此。'],
    },
  ]);
});

test('Markdown keeps the data of its front matter', () => {
  const text = '---\ntitle: 甲公司\ndate: 2026-01-02\nviews: 7\nrelated: [乙]\n---\n\n## 概况\n\n正文。\n';
  const { articles } = parsePage(readPage('p.md', text));
  assert.deepEqual(articles.map(head), [{ title: '甲公司', date: '2026-01-02', views: 7, related: ['乙'] }]);
  assert.deepEqual(articles.flatMap(outline), ['基本释义 > 概况: 1']);
});

test('a page without a title gets the name of its file', () => {
  assert.deepEqual(
    parsePage(readPage('会议室.md', '## 预订\n\n正文。')).articles.map(({ title }) => title),
    ['会议室'],
  );
});

test('a page without any text gives no topic', () => {
  assert.deepEqual(parseText('', '只有一行').articles, []);
});

const real = { skip: existsSync(REAL_PAGE) ? false : 'the real page is missing' };

test(
  'the real page gives its five topics with dates, views and every heading, each related to the others',
  real,
  () => {
    const { articles, unplaced } = parseFile(REAL_PAGE);
    assert.deepEqual(unplaced, []);
    const others = ['上海关停企业', '科技公司创业多久盈利', '宁波哪些企业可以复工了', '企业微信客服做什么'];
    const main = '华强科技多久上市交易';
    assert.deepEqual(articles.map(head), [
      { title: main, date: '2026-01-26', views: 170, related: others },
      { title: others[0], date: '2026-01-21', views: 257, related: [main] },
      { title: others[1], date: '2026-01-21', views: 308, related: [main] },
      { title: others[2], date: '2026-01-22', views: 274, related: [main] },
      { title: others[3], date: '2026-01-26', views: 388, related: [main] },
    ]);
    const headings = articles.map(({ parts }) =>
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
      articles[0]?.parts[1]?.sections.map(({ heading }) => heading),
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
  const imported = parseFile(REAL_PAGE).articles.flatMap(({ title, parts }) => [
    title,
    ...parts.flatMap(({ sections }) =>
      sections.flatMap(({ heading, paragraphs }) => [heading ?? '', ...paragraphs]),
    ),
  ]);
  const lines = new Set(imported);
  const lost = page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !lines.has(line));
  // Only the page's frame is left: breadcrumb, marks, dates and views.
  for (const line of lost)
    assert.match(line, /^(位置:|基本释义|详细释义|最新文章|相关专题|\d{4}-\d{2}-\d{2}|火\d+人看过)/);
});
