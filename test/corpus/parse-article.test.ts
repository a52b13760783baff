import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArticle } from '../../src/corpus/parse-article.ts';

const HEAD = ['---', 'title: 青禾科技', 'date: 2026-03-02', 'views: 12', '---'];
const parse = (...lines: string[]) => parseArticle('a.md', 'a', lines.join('\n'));
const errorsOf = (...lines: string[]): string[] =>
  parse(...lines).problems.map(({ line, severity, message }) => `${line} ${severity} ${message}`);

test('front matter, parts and headings become an article', () => {
  const { article, problems } = parse(
    '---',
    'title: 青禾科技',
    'date: 2026-03-02',
    'views: 12',
    'source: https://wiki.example.org/a',
    'related: [云帆客服, 港口物流]',
    '---',
    '## 基本释义',
    '### 上市时间',
    '第一段。',
    '',
    '第二段。',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(article, {
    slug: 'a',
    file: 'a.md',
    title: '青禾科技',
    date: '2026-03-02',
    folder: [],
    views: 12,
    source: 'https://wiki.example.org/a',
    related: ['云帆客服', '港口物流'],
    sections: [
      {
        id: article?.sections[0]?.id,
        headingPath: ['基本释义', '上市时间'],
        text: '第一段。\n\n第二段。',
        units: [
          { kind: 'paragraph', start: 0, end: 4 },
          { kind: 'paragraph', start: 6, end: 10 },
        ],
        spans: [],
      },
    ],
  });
});

test('headings nest to any depth, and a higher one closes the deeper ones', () => {
  const { article } = parse(
    ...HEAD,
    '## 一',
    '文',
    '### 二',
    '文',
    '#### 三',
    '文',
    '###### 六',
    '文',
    '### 又二',
    '文',
  );
  assert.deepEqual(
    article?.sections.map(({ headingPath }) => headingPath.join('/')),
    ['一', '一/二', '一/二/三', '一/二/三/六', '一/又二'],
  );
});

test('text under the title, before any heading, is a section without headings', () => {
  const { article } = parse(...HEAD, '开头一段。', '## 基本释义', '正文。');
  assert.deepEqual(
    article?.sections.map(({ headingPath, text }) => [headingPath.join('/'), text]),
    [
      ['', '开头一段。'],
      ['基本释义', '正文。'],
    ],
  );
});

test('a first heading that repeats the title is not a section', () => {
  const { article } = parse(...HEAD, '# 青禾科技', '## 基本释义', '正文。');
  assert.deepEqual(article?.sections[0]?.headingPath, ['基本释义']);
});

test('inline markup is dropped, the words are kept', () => {
  const { article } = parse(
    ...HEAD,
    '## 基本释义',
    '**重点**是 [链接](https://example.org) 和 `代码`，5 < 6 & 7。<!-- 注释 -->',
  );
  assert.equal(article?.sections[0]?.text, '重点是 链接 和 代码，5 < 6 & 7。');
});

test('lists keep one item per line, numbered or not, with nested ones indented', () => {
  const { article } = parse(...HEAD, '## 基本释义', '3. 三', '4. 四', '   - 四之一', '', '- 点');
  assert.equal(article?.sections[0]?.text, '3. 三\n4. 四\n  - 四之一\n\n- 点');
});

test('a wrapped Chinese line joins without a space, a Latin one with a space', () => {
  const { article } = parse(...HEAD, '## 基本释义', '第一行', '第二行', '', 'first line', 'second line');
  assert.equal(article?.sections[0]?.text, '第一行第二行\n\nfirst line second line');
});

test('a heading sign in a code block is not a heading', () => {
  const { article } = parse(...HEAD, '## 基本释义', '```', '# 不是标题', '```');
  assert.deepEqual(
    article?.sections.map(({ text }) => text),
    ['# 不是标题'],
  );
});

test('a title that YAML reads as a number stays as written', () => {
  assert.equal(parse('---', 'title: 2024', 'date: 2026-03-02', '---', '## a', 'b').article?.title, '2024');
});

test('carriage returns and a byte order mark change nothing', () => {
  const plain = parse(...HEAD, '## 基本释义', '正文。').article;
  const other = parseArticle('a.md', 'a', `\uFEFF${[...HEAD, '## 基本释义', '正文。'].join('\r\n')}`).article;
  assert.deepEqual(other, plain);
});

test('section ids survive edits elsewhere in the article, and differ for repeated headings', () => {
  const before = parse(...HEAD, '## 甲', '一', '## 乙', '二', '## 乙', '三').article?.sections ?? [];
  const after =
    parse(...HEAD, '## 新', '零', '## 甲', '改了', '## 丙', '四', '## 乙', '二', '## 乙', '三').article
      ?.sections ?? [];
  const id = (sections: typeof before, heading: string, nth = 0) =>
    sections.filter((s) => s.headingPath[0] === heading)[nth]?.id;
  assert.equal(id(after, '甲'), id(before, '甲'));
  assert.equal(id(after, '乙', 0), id(before, '乙', 0));
  assert.equal(id(after, '乙', 1), id(before, '乙', 1));
  assert.notEqual(id(after, '乙', 0), id(after, '乙', 1));
  assert.match(id(after, '甲') ?? '', /^[\w-]{12}$/);
});

test('all problems of a file are reported at once, with their lines', () => {
  assert.deepEqual(
    errorsOf(
      '---',
      'titel: 青禾',
      'date: 2026-02-30',
      'views: many',
      'source: wiki',
      'colour: red',
      '---',
      '## 空',
      '## 有字',
      '文字',
    ),
    [
      '2 warning unknown key "titel" is ignored; did you mean "title"?',
      '3 warning bad date "2026-02-30": write a real day as YYYY-MM-DD',
      '4 warning bad views "many": write a whole number',
      '5 warning bad source "wiki": write an address with http:// or https://',
      '8 warning heading "空" has no text under it',
    ],
  );
});

test('an unclosed head is an error, and so is one that cannot be read', () => {
  assert.deepEqual(errorsOf('---', 'title: a', '正文'), [
    '1 error the front matter is not closed: add a line `---` after it',
  ]);
  assert.match(
    errorsOf('---', 'date: 2026-01-01', 'related: [甲,', '  乙', '---', '## a', 'b')[0] ?? '',
    /^3 error the front matter cannot be read here \(.*\): put values with/,
  );
});

test('a file without front matter is titled by its heading, or by its name', () => {
  assert.equal(parse('# 从标题来', '正文').article?.title, '从标题来');
  const titleOf = (file: string): string | undefined => parseArticle(file, 'a', '正文').article?.title;
  assert.equal(titleOf('指南/03-安装.md'), '安装');
  assert.equal(titleOf('指南/index.md'), '指南');
  assert.equal(titleOf('2024-05-01-停水通知.md'), '停水通知');
  assert.equal(titleOf('会议 0123456789abcdef0123456789abcdef.md'), '会议');
  assert.equal(titleOf('2024-会议.md'), '2024-会议');
});

test('a rule at the top of a page is not a head', () => {
  for (const line of ['一段话。', '时间：周三', '- 一项']) {
    const { article, problems } = parse('---', line, '', '---', '又一段。');
    assert.deepEqual(problems, []);
    const text = article?.sections
      .map((section) => [...section.headingPath, section.text].join('\n'))
      .join('\n');
    assert.ok(text?.includes(line.replace(/^- /, '')) && text.includes('又一段。'), text);
  }
});

test('a page without text is left out, and so are drafts and forms for new pages', () => {
  const leftOut = (...lines: string[]): string | undefined => {
    const { article, problems, leftOut: reason } = parse(...lines);
    assert.deepEqual([article, problems], [undefined, []]);
    return reason;
  };
  assert.equal(leftOut(''), 'empty');
  assert.equal(leftOut('---', 'title: 首页', 'layout: home', '---'), 'empty');
  assert.equal(leftOut('---', 'draft: true', '---', '正文'), 'draft');
  assert.equal(leftOut('---', 'published: false', '---', '正文'), 'draft');
  assert.equal(leftOut('+++', 'draft = true', '+++', '正文'), 'draft');
  assert.equal(leftOut('---', 'title: {{ title }}', 'date: {{ date }}', '---', '正文'), 'template');
});

test('a heading without any text under it is a warning', () => {
  const { article, problems } = parse(...HEAD, '## 基本释义', '### 空的', '### 有字', '正文');
  assert.equal(article?.sections.length, 1);
  assert.deepEqual(
    problems.map(({ line, severity, message }) => `${line} ${severity} ${message}`),
    ['7 warning heading "空的" has no text under it'],
  );
});

test('a struck heading ends the section before it and is in no heading path', () => {
  const { article } = parseArticle(
    'a.md',
    'a',
    '# 甲\n\n## 乙\n\n一。\n\n## ~~丙~~\n\n二。\n\n### 丁\n\n三。',
  );
  assert.deepEqual(
    article?.sections.map(({ headingPath, text }) => [headingPath.join('/'), text]),
    [
      ['乙', '一。'],
      ['', '丙\n\n二。'],
      ['丁', '三。'],
    ],
  );
});

test('after folded text inside folded text, the outer one goes on', () => {
  const { article } = parseArticle(
    'a.md',
    'a',
    '<details><summary>退货</summary>\n<details><summary>运费</summary>\n买家付。\n</details>\n七天内退。\n</details>\n\n后。',
  );
  assert.deepEqual(
    article?.sections.map(({ headingPath, text }) => [headingPath.join('/'), text]),
    [
      ['退货/运费', '买家付。'],
      ['退货', '七天内退。'],
      ['', '后。'],
    ],
  );
});
