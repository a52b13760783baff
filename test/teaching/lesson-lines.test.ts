import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTaught, type TaughtTexts } from '../../src/teaching/lesson-lines.ts';

const texts = (some: Partial<TaughtTexts>): TaughtTexts => ({
  'aliases.jsonl': '',
  'synonyms.txt': '',
  'negatives.jsonl': '',
  'cases.jsonl': '',
  ...some,
});

test('a line that cannot be read is named with file and line, and the others hold', () => {
  const read = readTaught(
    texts({
      'aliases.jsonl':
        '\uFEFF{"q": "豆子卖给谁", "article": "a", "section": "物料", "at": "2026-11-01"}\r\n{"q": "没有文章"}\r\n\r\n{"q": 3}\r\n{"q": "手写的", "article": "b"}',
      'negatives.jsonl': '<<<<<<< HEAD\n{"q": "今天天气"}\n=======\n',
      'synonyms.txt': '# 备注\n拔草 => 关店  # 2026-11-02\n一个词\nC# => 编程\na, b\n',
      'cases.jsonl':
        '{"q": "对的", "article": "a", "also": [["b", "二"]]}\n{"q": "接着问", "after": ["先问"]}\n[]\n',
    }),
    '/srv/wiki/wenda',
  );
  assert.deepEqual(
    read.problems.map((problem) => problem.replace(/ is not a line .*/, '')),
    [
      'wenda/aliases.jsonl:2',
      'wenda/aliases.jsonl:4',
      'wenda/negatives.jsonl:1',
      'wenda/negatives.jsonl:3',
      'wenda/cases.jsonl:3',
      'wenda/synonyms.txt:3',
    ],
  );
  assert.deepEqual(
    read.aliases.map(({ question, to, at }) => [question, to, at]),
    [
      ['豆子卖给谁', { article: 'a', section: '物料' }, '2026-11-01'],
      ['手写的', { article: 'b', section: undefined }, ''],
    ],
  );
  assert.deepEqual(read.lessons.negatives, ['今天天气']);
  assert.deepEqual(
    read.synonyms.map(({ word, means, at }) => [word, means, at]),
    [
      ['拔草', '关店', '2026-11-02'],
      ['C#', '编程', ''],
    ],
  );
  assert.equal(read.lessons.synonyms.length, 3);
  assert.deepEqual(
    read.cases.map(({ question, isPlain, also }) => [question, isPlain, also.length]),
    [
      ['对的', true, 1],
      ['接着问', false, 0],
    ],
  );
});

test('questions without a word teach nothing, and harm nothing', () => {
  const { lessons, problems } = readTaught(
    texts({ 'aliases.jsonl': '{"q": "？？", "article": "a"}', 'negatives.jsonl': '{"q": "请问"}' }),
    'wenda',
  );
  assert.deepEqual([lessons.aliases, lessons.negatives, problems], [[], [], []]);
});
