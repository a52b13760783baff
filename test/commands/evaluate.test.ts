import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { parseCalibration } from '../../src/retrieval/calibration.ts';
import { ENV, finish, HOME } from '../support/finish.ts';
import { FIXTURE_ARTICLES, PROJECT } from '../support/project.ts';

describe('npm run evaluate and npm run calibrate', () => {
  const questions = path.join(PROJECT, 'test', 'fixtures', 'questions.jsonl');
  const json = path.join(HOME, 'report.json');
  before(async () => {
    await finish('scripts/build-index', [], ENV);
  });

  test('evaluate prints tables and misses, names its questions, and writes the figures', async () => {
    const { code, stdout } = await finish(
      'scripts/evaluate',
      ['--questions', questions, '--json', json],
      ENV,
    );
    assert.equal(code, 0);
    assert.match(stdout, /^questions: all 4\ngroup +n +r1 vector +r1 lexical +r1 /);
    assert.match(stdout, /\nlexical index: \d+\.\d MB in memory for 17 passages\n/);
    assert.match(stdout, /the 1 surest misses:/);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(report).slice(0, 4), ['index', 'summary', 'groups', 'arms']);
    assert.equal(report['index']?.['half'], 'all');
    assert.deepEqual(Object.keys(report['summary'] ?? {}), [
      'n',
      'r1',
      'r5',
      'mrr',
      'ndcg10',
      'excerpt',
      'best',
      'answered',
      'precision',
      'falseAnswers',
      'changed',
      'auroc',
      'halves',
      'both',
      'p50ms',
      'p95ms',
    ]);
  });

  test('evaluate fails when a figure is worse than the baseline, and refuses another kind of baseline', async () => {
    const better = path.join(HOME, 'better.json');
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      summary: { r1: number };
      index: { half: string };
    };
    writeFileSync(better, JSON.stringify({ ...report, summary: { ...report.summary, r1: 1 } }));
    const worse = await finish('scripts/evaluate', ['--questions', questions, '--baseline', better], ENV);
    assert.equal(worse.code, 1);
    assert.match(worse.stderr, /worse than the baseline: all: r1 1\.000 → 0\.667/);
    const same = await finish('scripts/evaluate', ['--questions', questions, '--baseline', json], ENV);
    assert.equal(same.code, 0);
    writeFileSync(better, JSON.stringify({ ...report, index: { ...report.index, half: 'tune' } }));
    const other = await finish('scripts/evaluate', ['--questions', questions, '--baseline', better], ENV);
    assert.match(other.stderr, /is of another half or another model/);
  });

  test('questions about other articles are an error, not zeros', async () => {
    const { code, stderr } = await finish('scripts/evaluate', [], ENV);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /colloquial\.jsonl:1: the index has no article .*was the index built from these articles\?/,
    );
  });

  test('evaluate asks the cases that were taught, and names those whose place is gone', async () => {
    const taught = path.join(HOME, 'taught');
    mkdirSync(taught);
    const cases = [
      { q: '云帆客服系统怎么收费', article: 'yunfan-kefu', group: 'taught' },
      { q: '月球上怎么开公司', group: 'taught' },
      { q: '去哪儿了', article: 'gone', group: 'taught' },
    ];
    writeFileSync(path.join(taught, 'cases.jsonl'), cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const { code, stdout, stderr } = await finish('scripts/evaluate', [], { ...ENV, TEACHING_DIR: taught });
    assert.equal(code, 0);
    assert.match(stdout, /^questions: the test half, 0 of 0, and 2 cases\n/);
    assert.match(stdout, /\ntaught +2 /);
    assert.match(stderr, /cases\.jsonl:3: the index has no article "gone"; it is left out/);
    assert.match(stderr, /questions of another wiki; only the cases are asked/);
  });

  test('calibrate asks for more questions if there are too few, and writes nothing', async () => {
    const out = path.join(HOME, 'none.json');
    const { code, stderr } = await finish('scripts/calibrate', ['--questions', questions, '--out', out], ENV);
    assert.equal(code, 1);
    assert.match(stderr, /the tune half has \d questions, .*write at least 80 questions in all/);
    assert.ok(!existsSync(out));
  });

  test("calibrate fits an operator's own articles and questions, and the bot reads the file", async () => {
    const folder = path.join(HOME, 'calibration');
    const own = path.join(HOME, 'own.jsonl');
    const lines = Array.from({ length: 60 }, (_, i) => [
      { q: `青禾科技的发行价格是多少，第${i}次问`, article: 'qinghe-shangshi', section: '发行价格' },
      { q: `红烧肉要炖${i}小时吗` },
    ]).flat();
    writeFileSync(own, lines.map((line) => JSON.stringify(line)).join('\n'));
    const args = ['--articles', FIXTURE_ARTICLES, '--questions', own];
    const { code, stdout } = await finish('scripts/calibrate', args, { ...ENV, CALIBRATION_DIR: folder });
    assert.equal(code, 0);
    assert.match(stdout, /weights of the sum\n +vectorScore +\d/);
    assert.match(stdout, /before, questions: the tune half, \d+ of 120/);
    const file = path.join(folder, 'wenda-mini.json');
    assert.match(parseCalibration(readFileSync(file, 'utf8'), file).fittedOn, /of own\.jsonl$/);
    const asked = await finish('scripts/ask', ['青禾科技的发行价格'], { ...ENV, CALIBRATION_DIR: folder });
    assert.match(asked.stdout, /青禾科技何时上市 › 发行价格/);
  });
});
