import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lookAtWiki } from '../../scripts/measure/look-at-wiki.ts';
import { openTestEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ALL = { excerpts: 10, headings: 1000, seed: 1 };

test('every heading of the fixture wiki opens its section, and no markup is shown', async () => {
  const { headings, excerpts } = await lookAtWiki(await openTestEngine(), ALL);
  assert.ok(headings.asked > 10 && excerpts.shown >= 10);
  assert.deepEqual([headings.missed, excerpts.raw], [[], []]);
});

test('identifiers that share their words open their own sections', async () => {
  const folder = temporaryFolder();
  const names = ['mem', 'quota', 'query', 'log'].flatMap((a) =>
    ['slow', 'plan', 'cache'].flatMap((b) => [
      `${a}_${b}`,
      `${a}_${b}_size`,
      `enable_${a}_${b}`,
      `${b}_${a}_size`,
    ]),
  );
  const sections = names.map(
    (name) => `## \`${name}\` {#${name}}\n\n- 默认值：0\n- 作用：见 enable_mem_slow 与 query_plan_size。\n`,
  );
  writeFileSync(path.join(folder, 'variables.md'), `# 变量\n\n${sections.join('\n')}`);
  const { headings } = await lookAtWiki(await openTestEngine(folder), { ...ALL, excerpts: 0 });
  assert.deepEqual(headings, { asked: names.length, missed: [] });
});

test('markup that a reader sees is reported with its line', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.md'), '# 洗衣机\n\n第一步按\\*\\*启动\\*\\*键，等水放满。\n');
  const { excerpts } = await lookAtWiki(await openTestEngine(folder), { ...ALL, excerpts: 2 });
  assert.deepEqual([...new Set(excerpts.raw)], ['第一步按**启动**键，等水放满。']);
});
