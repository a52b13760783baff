import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BenchReport, judge, type Measured, timesTheGoal } from '../../scripts/measure/comparison.ts';
import { comparisonChart } from '../../scripts/measure/reports/comparison-chart.ts';
import { comparisonLines } from '../../scripts/measure/reports/comparison-report.ts';

const FASTER: Measured = {
  name: 'embedding',
  measure: 'embedding <all> & more',
  against: 'a loop',
  goal: { atLeast: 6 },
  passages: 5000,
  unit: 'passages/s',
  ours: 1400,
  theirs: 200,
  note: 'warm',
};
const SMALLER: Measured = {
  name: 'memory',
  measure: 'memory',
  against: 'raw bytes',
  goal: { atMost: 1.6 },
  passages: 5000,
  unit: 'MB',
  ours: 20,
  theirs: 10,
};

const REPORT: BenchReport = {
  date: '2026-11-26T20:00:00.000Z',
  machine: { cpu: 'A processor', cores: 2, memoryGB: 8, loadBefore: 0.5, system: 'Linux 6' },
  versions: { node: '20.20.2' },
  model: 'wenda-mini',
  seed: 1,
  passages: 5000,
  comparisons: [
    judge(FASTER),
    judge(SMALLER),
    { name: 'swap', measure: 'delay', against: '20 ms', reason: 'taken elsewhere' },
  ],
};

test('a ratio is judged by its goal, whether that is a minimum or a maximum', () => {
  assert.deepEqual(judge(FASTER), { ...FASTER, ratio: 7, reached: true });
  assert.deepEqual(judge(SMALLER), { ...SMALLER, ratio: 2, reached: false });
  assert.equal(timesTheGoal(12, { atLeast: 6 }), 2);
  assert.equal(timesTheGoal(0.1, { atMost: 0.05 }), 0.5);
});

test('without a comparison no goal is reached', () => {
  for (const goal of [{ atLeast: 1 }, { atMost: 1 }]) {
    const judged = judge({ ...FASTER, goal, theirs: 0 });
    assert.ok('reached' in judged && !judged.reached);
  }
});

test('the table has the notes and a row for every measure, failed ones included', () => {
  assert.deepEqual(comparisonLines(REPORT).slice(3), [
    '| measure | passages | ours | against | ratio | goal | reached |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| embedding: embedding <all> & more | 5,000 | 1400 passages/s | 200 passages/s (a loop) | 7× | ≥ 6× | yes |',
    '| memory: memory | 5,000 | 20.0 MB | 10.0 MB (raw bytes) | 2× | ≤ 1.6× | **no** |',
    '| swap: delay |  |  | 20 ms |  |  | not measured |',
    '',
    '- embedding: warm',
    '- swap: taken elsewhere',
  ]);
});

test('the chart shows a bar for every successful measure, to the right of the line if the goal is reached', () => {
  const svg = comparisonChart(REPORT);
  const line = Number(/class="line" x1="(\d+)"/.exec(svg)?.[1]);
  const bars = [...svg.matchAll(/<rect class="(yes|no)" x="(\d+)"/g)].map(([, kind, x]) => [kind, Number(x)]);
  assert.equal(bars.length, 2);
  assert.deepEqual(bars[0], ['yes', line]);
  assert.ok(bars[1]?.[0] === 'no' && Number(bars[1][1]) < line);
  assert.match(svg, /embedding &lt;all&gt; &amp; more/);
  assert.match(svg, /prefers-color-scheme: dark/);
});
