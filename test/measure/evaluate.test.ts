import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { regressions } from '../../scripts/measure/baseline.ts';
import { askAll, qualityReport, worstMisses } from '../../scripts/measure/evaluate.ts';
import { type LabelledQuestion, readQuestions } from '../../scripts/measure/questions.ts';
import { seeAlso, seeAlsoLines } from '../../scripts/measure/see-also.ts';
import { halfOf } from '../../src/app/labelled-questions.ts';
import { missLines, qualityLines } from '../../scripts/measure/reports/quality-report.ts';
import { openTestEngine } from '../support/engine.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const FILE = path.join(PROJECT, 'test', 'fixtures', 'questions.jsonl');
const outcomes = await askAll(engine, await readQuestions(FILE, engine.index));

test('right, wrong and unanswerable questions are counted as such', () => {
  const { summary, groups, arms, intervals } = qualityReport(outcomes);
  assert.equal(summary.n, 4);
  assert.equal(summary.r1, 2 / 3, 'one question is labelled wrongly on purpose');
  assert.equal(summary.excerpt, 2 / 3);
  assert.equal(summary.falseAnswers, 0);
  assert.equal(summary.auroc, 1);
  assert.deepEqual(Object.keys(groups), ['plain', 'traditional', 'unanswerable']);
  assert.equal(groups['plain']?.n, 2);
  assert.equal(groups['unanswerable']?.r1, null);
  assert.deepEqual(arms.fused, summary);
  assert.equal(arms.lexical.excerpt, null);
  assert.equal(intervals['unanswerable'], null);
  assert.match(
    qualityLines(qualityReport(outcomes), 'all 4').join('\n'),
    /questions: all 4\ngroup .*\nplain +2 +0\.500/,
  );
});

test('without questions of a kind its share is null', () => {
  const { summary } = qualityReport([]);
  assert.equal(summary.n, 0);
  assert.ok(Object.entries(summary).every(([name, value]) => name === 'n' || value === null));
});

test('the surest misses come first, with what was shown instead', () => {
  const misses = worstMisses(outcomes, 20);
  assert.equal(misses.length, 1);
  assert.match(missLines(misses).join('\n'), /wanted yunfan-kefu\n +shown +gangkou-wuliu › /);
});

test('another article is of use below an answer if it is labelled or says the labelled answer', async () => {
  const q = '青禾科技的发行价格是多少';
  const below = async (labels: Omit<LabelledQuestion, 'q'>): Promise<number[]> =>
    (await seeAlso(engine, [{ q, ...labels }])).map(({ useful }) => useful);
  const first = engine.index.catalogue.bySlug('qinghe-shangshi');
  const { retrieval } = await engine.answerer.explain(q);
  const other = retrieval?.hits.find(({ article }) => article !== first);
  assert.ok(other !== undefined && first !== undefined);
  const [atHalf = 0, ...closer] = await below({ article: other.article.slug });
  assert.ok(
    closer.every((useful) => useful <= atHalf),
    'a higher bar shows no more',
  );
  assert.deepEqual(await below({ article: first.slug, answer: '没有哪一篇这样写' }), Array(7).fill(0));
  assert.match(
    seeAlsoLines([{ bar: 0.8, lines: 22, useful: 2 }]).join('\n'),
    /:\n {2}≥ 0\.80 {2}22 lines, 2 of use$/,
  );
});

test('a figure that falls below the baseline is named; other questions cannot be compared', () => {
  const report = qualityReport(outcomes);
  assert.deepEqual(regressions(report, report, 'b.json'), []);
  const better = { ...report, summary: { ...report.summary, r1: 0.9, falseAnswers: -0.5, mrr: null } };
  assert.deepEqual(regressions(report, better, 'b.json'), [
    'all: r1 0.900 → 0.667',
    'all: falseAnswers -0.500 → 0.000',
  ]);
  const larger = { ...report, summary: { ...report.summary, n: 5 } };
  assert.throws(() => regressions(report, larger, 'b.json'), /b\.json: all has 5 questions there and 4 here/);
});

test('a two-part question is reported by itself: by its halves, and by both of them', async () => {
  const label = { article: 'qinghe-shangshi', section: '上市时间' };
  const second = { article: 'qinghe-shangshi', section: '发行价格' };
  const asked: LabelledQuestion[] = [
    { q: '青禾科技什么时候上市，发行价多少', ...label, second },
    { q: '青禾科技什么时候上市，发行价多少？', ...label, second: { ...second, section: '行业分布' } },
    { q: '青禾科技什么时候上市，红烧肉怎么炖', ...label, second: {} },
    { q: '青禾科技什么时候上市', ...label, second: {} },
  ].map((question) => ({ ...question, group: 'two-part' }));
  const { summary, groups } = qualityReport([...outcomes, ...(await askAll(engine, asked))]);
  assert.equal(groups['two-part']?.both, 2 / 4);
  assert.equal(groups['two-part'].halves, 6 / 8);
  assert.deepEqual([summary.n, summary.r1, summary.both], [4, 2 / 3, null]);
});

test('a question with one label that was read as two is judged by the part that ranks it best', async () => {
  const asked = [
    {
      q: '发行价多少，青禾科技什么时候上市',
      article: 'qinghe-shangshi',
      section: '上市时间',
      answer: '上市',
    },
    { q: '红烧肉怎么炖，青禾科技什么时候上市' },
  ];
  const [answered, unanswerable] = await askAll(engine, asked);
  assert.deepEqual([answered?.ranks.fused, answered?.kind, answered?.excerptRight], [1, 'found', true]);
  assert.equal(unanswerable?.kind, 'found', 'the surest part');
});

test('a question stays in its half, and neither half is empty', () => {
  const halves = Array.from({ length: 400 }, (_, i) => halfOf({ q: `第${i}个问题` }));
  const tune = halves.filter((half) => half === 'tune').length;
  assert.ok(tune > 150 && tune < 250, `${tune} of 400`);
  const labelled: LabelledQuestion = { q: '第7个问题', group: 'plain' };
  assert.equal(halfOf(labelled), halves[7]);
});

test('a question that does not fit the index is reported with its line', async () => {
  const read = (content: string) => {
    const file = path.join(temporaryFolder(), 'q.jsonl');
    writeFileSync(file, content);
    return readQuestions(file, engine.index);
  };
  await assert.rejects(read('{"q": "一"}\n{"frage": "二"}\n'), /q\.jsonl:2: not a question/);
  await assert.rejects(
    read('{"q": "一", "article": "elsewhere"}'),
    /q\.jsonl:1: the index has no article "elsewhere"; was the index built from these articles\?/,
  );
  await assert.rejects(
    read('{"q": "一", "article": "qinghe-shangshi", "section": "没有的"}'),
    /q\.jsonl:1: the article "qinghe-shangshi" has no section "没有的"/,
  );
  await assert.rejects(
    read('{"q": "一，二", "article": "qinghe-shangshi", "second": {"article": "elsewhere"}}'),
    /q\.jsonl:1: the index has no article "elsewhere"/,
  );
  await assert.rejects(read('{"q": "一", "second": {"article": 2}}'), /q\.jsonl:1: not a question/);
  await assert.rejects(read('{"q": "一", "second": 2}'), /q\.jsonl:1: not a question/);
  await assert.rejects(read('\n'), /q\.jsonl has no questions/);
  await assert.rejects(readQuestions('nowhere.jsonl', engine.index), /nowhere\.jsonl cannot be read/);
});
