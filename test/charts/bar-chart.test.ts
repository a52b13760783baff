import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barChart } from '../../src/charts/bar-chart.ts';
import { anyCharacter, fc } from '../support/property.ts';

const DAYS = ['2026-11-22', '2026-11-23', '2026-11-24'];
const chart = barChart({
  id: 'asked',
  title: '每天的问题',
  description: '三天共 40 个问题',
  days: DAYS,
  series: [
    { key: 'found', name: '有答案', colour: '#123456', counts: [30, 0, 5] },
    { key: 'nothing', name: '没有答案', colour: '#abcdef', counts: [0, 0, 5] },
  ],
});
const rects = (svg: string, key: string): { y: number; height: number }[] =>
  [...svg.matchAll(new RegExp(`<rect class="chart-${key}"[^>]*>`, 'g'))].map(([rect]) => ({
    y: Number(/ y="([^"]+)"/.exec(rect)?.[1]),
    height: Number(/ height="([^"]+)"/.exec(rect)?.[1]),
  }));

test('a bar is as high as its count, and parts stand on each other', () => {
  const [first, last] = rects(chart, 'found');
  const [nothing] = rects(chart, 'nothing');
  assert.ok(first !== undefined && last !== undefined && nothing !== undefined);
  assert.equal(rects(chart, 'found').length, 2, 'a day without a question has no bar');
  assert.ok(Math.abs(first.height - 6 * last.height) < 0.1);
  assert.ok(Math.abs(nothing.y + nothing.height - last.y) < 0.02);
});

test('who does not see it hears what it shows, and what each day has', () => {
  assert.match(chart, /^<svg [^>]*role="img" aria-labelledby="asked-title asked-text"/);
  assert.match(
    chart,
    /<title id="asked-title">每天的问题<\/title><desc id="asked-text">三天共 40 个问题<\/desc>/,
  );
  assert.deepEqual(
    [...chart.matchAll(/<g><title>([^<]*)<\/title>/g)].map(([, text]) => text),
    ['2026-11-22: 有答案 30', '2026-11-23: 0', '2026-11-24: 有答案 5, 没有答案 5'],
  );
});

test('it asks for nothing, and no text of it becomes markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const svg = barChart({
        ...{ id: 'a', title: `<script>${text}`, description: text, days: DAYS },
        series: [{ key: 'found', name: `"><b>${text}`, colour: `red" onload="${text}`, counts: [1, 2, 3] }],
      });
      const tags = [...svg.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name);
      const known = ['svg', 'title', 'desc', 'line', 'text', 'g', 'rect'];
      assert.deepEqual(
        [...new Set(tags)].filter((name) => !known.includes(name ?? '')),
        [],
      );
      assert.equal(svg.split('<').length - 1, tags.length);
      assert.doesNotMatch(svg.replaceAll(/"[^"]*"/g, ''), /onload|href|style/);
    }),
  );
});
