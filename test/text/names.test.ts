import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOf, possibleNames } from '../../src/text/names.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { withoutPadding } from '../../src/text/polite-padding.ts';

/** Whether a question as typed may be the name of a section. */
const isNamed = (question: string, title: string, heading: string): boolean => {
  const names = new Set(namesOf(title, heading));
  return [...possibleNames(withoutPadding(normalise(question)))].some((name) => names.has(name));
};

test('a section is called by its heading, alone or behind the title of its article', () => {
  for (const question of [
    '押金退还',
    '请问押金退还？',
    '押金退還',
    '租房合同 押金退还',
    '租房合同的押金退还',
    '租房合同 › 押金退还',
    '租房合同押金退还',
  ])
    assert.ok(isNamed(question, '租房合同', '押金退还？'), question);
  for (const question of ['押金', '押金退还流程', '合同押金退还', '租房合同', '退还押金', ''])
    assert.ok(!isNamed(question, '租房合同', '押金退还？'), question);
});

test('an identifier is a whole, with or without what is said of it in the heading', () => {
  const heading = 'cache_max_size (since 3.1)';
  for (const question of [
    'cache_max_size',
    'CACHE_MAX_SIZE',
    'cache_max_size (since 3.1)',
    '参数 cache_max_size',
  ])
    assert.ok(isNamed(question, '参数', heading), question);
  for (const question of ['cache_max', 'max_size', 'cache max size', 'cache_max_size_log', 'cache'])
    assert.ok(!isNamed(question, '参数', heading), question);
  assert.ok(isNamed('server.port', '参数', 'server.port 监听端口'));
  assert.ok(!isNamed('server', '参数', 'server port'));
});

test('a heading of nothing but marks has no name', () => {
  assert.deepEqual(namesOf('参数', '……？'), []);
});
