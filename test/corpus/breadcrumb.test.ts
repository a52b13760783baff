import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breadcrumbOf } from '../../src/corpus/breadcrumb.ts';

const PRICE = ['基本释义', '收费'];

test('the part that a section is in says nothing, so it is not shown', () => {
  const paths = [PRICE, ['详细释义', '发货', '海外']];
  assert.deepEqual(breadcrumbOf(PRICE, paths), ['收费']);
  assert.deepEqual(breadcrumbOf(['详细释义', '发货', '海外'], paths), ['发货', '海外']);
  assert.deepEqual(breadcrumbOf(['詳細釋義', '發貨'], [['基本釋義'], ['詳細釋義', '發貨']]), ['發貨']);
  assert.deepEqual(breadcrumbOf(['Overview'], [['Overview'], ['Details', 'Fees']]), []);
});

test('two headings of one name keep their parts', () => {
  const detailed = ['详细释义', '收费'];
  const paths = [PRICE, detailed, ['详细释义', '发货']];
  assert.deepEqual(breadcrumbOf(PRICE, paths), PRICE);
  assert.deepEqual(breadcrumbOf(detailed, paths), detailed);
  assert.deepEqual(breadcrumbOf(['详细释义', '发货'], paths), ['发货']);
  const unheaded = [[], ['基本释义'], ['详细释义']];
  for (const path of unheaded) assert.deepEqual(breadcrumbOf(path, unheaded), path);
});

test('a heading twice in one part needs no part', () => {
  assert.deepEqual(breadcrumbOf(PRICE, [PRICE, PRICE]), ['收费']);
});

test('where other headings stand beside them, such names are headings like any other', () => {
  const paths = [['Install'], ['Overview', 'Licence']];
  assert.deepEqual(breadcrumbOf(['Overview', 'Licence'], paths), ['Overview', 'Licence']);
});
