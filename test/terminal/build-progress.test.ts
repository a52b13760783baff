import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildProgress } from '../../src/build/build-index.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { createPlainProgress, createProgressLine } from '../../src/terminal/build-progress.ts';

const t = translateTo(createTranslations(), 'zh-hans');

/** What is written of a build that embeds 1,000 passages in this many milliseconds each. */
function written(create: typeof createPlainProgress, passageMs: number): string[] {
  const lines: string[] = [];
  let time = 0;
  const onProgress: BuildProgress = create({ t, now: () => time, write: (line) => void lines.push(line) });
  onProgress('read', 0, 0);
  for (let done = 0; done <= 1000; done++) {
    onProgress('embed', done, 1000);
    time += passageMs;
  }
  onProgress('verify', 0, 1);
  return lines;
}

test('in a terminal, one line says the phase, its share, and how long it still takes', () => {
  const lines = written(createProgressLine, 50);
  assert.equal(lines[0], '正在建立索引：读取文章');
  assert.equal(lines[1], '正在建立索引：计算向量 0%（0/1,000）');
  assert.ok(lines.includes('正在建立索引：计算向量 40%（400/1,000） 约剩 30 秒'), lines.join('\n'));
  assert.equal(lines.at(-1), '正在建立索引：校验');
  assert.equal(lines.length, 103, 'a line for each percent');
});

test('elsewhere a short build writes nothing, and a long one a few lines, further and further apart', () => {
  assert.deepEqual(written(createPlainProgress, 5), []);
  const shares = written(createPlainProgress, 1000).map((line) => /(\d+)%/.exec(line)?.[1] ?? line);
  assert.deepEqual(shares, ['1', '2', '4', '8', '16', '32', '64']);
});
