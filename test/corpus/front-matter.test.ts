// Heads as people and tools write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFrontMatter } from '../../src/corpus/front-matter.ts';
import { fc } from '../support/property.ts';

const read = (...lines: string[]) => readFrontMatter('a.md', [...lines, '', '正文'].join('\n'));
const yaml = (...lines: string[]) => read('---', ...lines, '---');
const saidOf = ({ problems }: ReturnType<typeof read>): string[] =>
  problems.map(({ line, severity, message }) => `${line} ${severity} ${message}`);

test('a date is the day as written, whatever time and zone stand behind it', () => {
  for (const [written, day] of [
    ['2023-03-05 21:10:00', '2023-03-05'],
    ['2023-03-05T23:50:00-08:00', '2023-03-05'],
    ['2023-03-05T00:10:00+08:00', '2023-03-05'],
    ['"2023-03-05T00:10:00Z"', '2023-03-05'],
    ['2023/3/5', '2023-03-05'],
    ['2023年3月5日', '2023-03-05'],
    ['20230305', '2023-03-05'],
    ['March 5, 2023 11:50 PM', '2023-03-05'],
    ['Sun, 05 Mar 2023 23:50:00 -0800', '2023-03-05'],
    ['5 Mar 2023', '2023-03-05'],
    ['{ created: 2023-03-05, updated: 2024-01-01 }', '2023-03-05'],
  ] as const) {
    const { values, problems } = yaml(`date: ${written}`);
    assert.deepEqual([values.date, problems], [day, []], written);
  }
});

test('without a date another key tells it; a bad date is a warning', () => {
  assert.equal(yaml('updated: 2024-02-02', 'date: 2024-01-01').values.date, '2024-01-01');
  assert.equal(yaml('lastmod: 2024-02-02', 'publishDate: 2024-01-02').values.date, '2024-01-02');
  assert.equal(yaml('date created: 2024-01-03').values.date, '2024-01-03');
  assert.equal(yaml('创建时间: 2024-01-03 08:00').values.date, '2024-01-03');
  assert.equal(yaml('last_update:', '  date: 2024-01-04', '  author: 云帆').values.date, '2024-01-04');
  const bad = yaml('date: 下周', 'lastUpdated: 2024-02-02');
  assert.equal(bad.values.date, '2024-02-02');
  assert.deepEqual(saidOf(bad), ['2 warning bad date "下周": write a real day as YYYY-MM-DD']);
  assert.deepEqual(yaml('lastUpdated: false', 'published: true').problems, []);
});

test('a title that YAML refuses or would shorten is read as it stands, with a warning', () => {
  for (const title of [
    '公告: 食堂停业',
    '[置顶] 值班表',
    '"新版"手册',
    '@所有人 开会',
    '*重要* 放假安排',
    '*重要*',
    '!紧急 停电',
    '&通知 搬家',
    '%折扣',
    '`rm -rf` 之后',
    '讨论 #团建 的人看',
    '#团建',
    '- 横线',
    '> 引用',
    '{草稿} 一',
  ]) {
    const result = yaml(`title: ${title}`, 'date: 2024-01-01');
    assert.deepEqual([result.values.title, result.values.date], [title, '2024-01-01'], title);
    assert.match(saidOf(result)[0] ?? '', /^2 warning put the (?:title|value) in quotes: title: "/, title);
    assert.equal(result.problems.length, 1, title);
  }
  const wide = yaml('title：全角冒号', 'date:2024-01-01');
  assert.deepEqual([wide.values.title, wide.values.date], ['全角冒号', '2024-01-01']);
  for (const [written, title] of [
    ['"没有收尾', '没有收尾'],
    ["'It's here'", "It's here"],
    ['"他说"好""', '他说"好"'],
    ['"甲"和"乙"', '"甲"和"乙"'],
  ] as const)
    assert.equal(yaml(`title: ${written}`, 'date: 2024-01-01').values.title, title);
});

test('a comment behind a title is left out, and that is said', () => {
  const { values, problems } = yaml('title: 食堂 # 旧', 'date: 2024-01-01 # 首发');
  assert.deepEqual([values.title, values.date], ['食堂', '2024-01-01']);
  assert.deepEqual(saidOf({ ...yaml(), problems }), [
    '2 warning everything behind # is left out: put the title in quotes: title: "食堂 # 旧"',
  ]);
  assert.deepEqual(yaml('title: "C# 入门 # 一"').problems, []);
  assert.deepEqual(yaml('title: C#').problems, []);
});

test('any line of text that is put behind `title:` is the title, with single spaces', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '通',
          '知',
          'a',
          ' ',
          ':',
          '：',
          '[',
          ']',
          '{',
          '}',
          '"',
          "'",
          '@',
          '*',
          '&',
          '!',
          '-',
          '?',
          '|',
          '>',
          '%',
          '`',
          ',',
        ),
        { minLength: 1, maxLength: 8 },
      ),
      (parts) => {
        const title = `通${parts.join('').trim()}知`;
        assert.equal(yaml(`title: ${title}`).values.title, title.replace(/ +/g, ' '));
      },
    ),
  );
});

test('a mistake under one key does not lose the others', () => {
  const result = yaml('tags: [a, b', 'title: 食堂', 'extra:', '  - {', 'date: 2024-01-01');
  assert.deepEqual([result.values.title, result.values.date], ['食堂', '2024-01-01']);
  assert.ok(result.problems.every(({ severity }) => severity === 'warning'));
  const tab = yaml('title: 食堂', 'related:', '\t- 宿舍', '\t- 班车: 时刻');
  assert.deepEqual(tab.values.related, ['宿舍', '班车: 时刻']);
  assert.deepEqual(saidOf(tab), [
    '4 warning a tab indents this line: YAML wants spaces',
    '5 warning a tab indents this line: YAML wants spaces',
  ]);
  const stray = yaml('title: 食堂', '  date: 2024-01-01', '这不是键');
  assert.deepEqual([stray.values.title, stray.values.date], ['食堂', '2024-01-01']);
  assert.match(
    saidOf(stray).join('\n'),
    /^3 warning begin the line with the key: date: 2024-01-01\n4 warning the front matter cannot be read here/,
  );
  const twice = yaml('title: 一', 'title: 二');
  assert.equal(twice.values.title, '一');
  assert.deepEqual(saidOf(twice), ['3 warning title is there twice: the first one counts']);
});

test('keys of other tools are not mentioned, and keys in capitals are read', () => {
  const { values, problems } = yaml('Title: 食堂', 'Date: 2024-01-01', 'tags: [a]', 'sidebar_position: 2');
  assert.deepEqual([values.title, values.date, problems], ['食堂', '2024-01-01', []]);
});

test('related titles may be one or several, and links of Obsidian', () => {
  const related = (...lines: string[]): string[] | undefined => {
    const { values, problems } = yaml(...lines);
    assert.deepEqual(problems, []);
    return values.related;
  };
  assert.deepEqual(related('related: C# 入门'), ['C# 入门']);
  assert.deepEqual(related('related: [宿舍, 2024, 宿舍]'), ['宿舍', '2024']);
  assert.deepEqual(related('related:', '  - "[[宿舍#押金|住宿]]"', '  - [[班车]]', '  - 食堂: 菜单'), [
    '宿舍',
    '班车',
    '食堂: 菜单',
  ]);
});

test('categories are a path, written in one line or in several', () => {
  assert.deepEqual(yaml('categories: 行政').values.categories, ['行政']);
  assert.deepEqual(yaml('categories:', '  - 行政', '  - 食堂').values.categories, ['行政', '食堂']);
  assert.deepEqual(yaml('categories:', '  - [行政, 食堂]', '  - [生活]').values.categories, ['行政', '食堂']);
});

test('TOML between plus signs and JSON between braces are read, too', () => {
  const toml = read(
    '+++',
    'title = "食堂: 菜单"',
    'date = 2023-03-05T23:10:00+08:00',
    'views = 12',
    'related = ["宿舍"]',
    '[params]',
    'date = 2020-01-01',
    '+++',
  );
  assert.deepEqual(toml.values, { title: '食堂: 菜单', date: '2023-03-05', views: 12, related: ['宿舍'] });
  assert.deepEqual([toml.bodyLine, toml.problems], [8, []]);
  const bare = read('+++', 'title = 食堂', 'views = x', '+++');
  assert.equal(bare.values.title, '食堂');
  assert.match(saidOf(bare)[0] ?? '', /^2 warning put the value in quotes: title = "食堂"$/);
  assert.match(
    saidOf(read('+++', 'title = ["a', '+++'))[0] ?? '',
    /^\d error the front matter cannot be read: /,
  );
  const json = read('{', '  "title": "食堂",', '  "date": "2023-03-05"', '}');
  assert.deepEqual([json.values.title, json.values.date, json.bodyLine], ['食堂', '2023-03-05', 4]);
  assert.equal(read('{', '不是 JSON', '}').bodyLine, 0);
});

test('no head makes the reader throw, and the body is what follows it', () => {
  const piece = fc.constantFrom(
    '---',
    '+++',
    '{',
    '}',
    '\n',
    'title',
    ':',
    ' ',
    '-',
    '[',
    ']',
    '"',
    "'",
    '#',
    '|',
    '>',
    '\t',
    '&a',
    '*a',
    '!',
    '字',
    '=',
    ',',
    '?',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const { body, bodyLine } = readFrontMatter('a.md', text);
      assert.equal(body, text.split('\n').slice(bodyLine).join('\n'));
    }),
  );
});
