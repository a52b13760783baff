import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { RANK_FEATURES } from '../../src/retrieval/fusion.ts';
import { ENV, finish, HOME } from '../support/finish.ts';

describe('npm run ask', () => {
  before(async () => {
    await finish('scripts/build-index', [], ENV);
  });

  test('prints the answer in the terminal', async () => {
    const { code, stdout } = await finish('scripts/ask', ['青禾科技的发行价格是多少'], ENV);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^青禾科技何时上市 › 发行价格\n\n青禾科技的发行价格为每股12\.80元.*2026-03-02 · 120 次阅读/s,
    );
  });

  test('--json prints the whole Answer, with its scores', async () => {
    const { stdout } = await finish('scripts/ask', ['--json', '青禾科技的发行价格是多少'], ENV);
    const answer = JSON.parse(stdout) as {
      kind: string;
      main: { scores: Record<string, number>; article: { slug: string } };
    };
    assert.equal(answer.kind, 'found');
    assert.equal(answer.main.article.slug, 'qinghe-shangshi');
    assert.deepEqual(Object.keys(answer.main.scores), ['fused', ...RANK_FEATURES]);
  });

  test('the exit code is 1 for nothing, 2 for no question and for no index', async () => {
    assert.equal((await finish('scripts/ask', ['红烧肉需要炖多长时间'], ENV)).code, 1);
    const empty = await finish('scripts/ask', [], ENV);
    assert.equal(empty.code, 2);
    assert.match(empty.stderr, /there is no question; write: npm run -s ask -- QUESTION/);
    const missing = await finish('scripts/ask', ['问', '--index', path.join(HOME, 'none')], ENV);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /\[index\] there is no index in .*; run npm run build-index/);
  });
});
