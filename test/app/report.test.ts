import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { renderReport, type Report } from '../../src/app/report.ts';
import { NONE } from '../../src/insight/counted.ts';
import { csv } from '../../src/insight/csv.ts';
import { openDay } from '../../src/insight/day-counts.ts';
import type { Gap } from '../../src/insight/insight.ts';
import { summaryOf } from '../../src/insight/summary.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { nothing, openGapWorld } from '../support/gaps.ts';
import { anyCharacter, fc } from '../support/property.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const GAP: Gap = {
  id: 'abcdefghijkl',
  status: 'open',
  askers: 3,
  signals: { nothing: 2, 'voted-down': 1 },
  reasons: { outdated: 1 },
  questions: ['=hyperlink("http://x")', '海外仓, 怎么|备案'],
  sectionId: 's1',
  firstAt: '2026-11-01T00:00:00.000Z',
  lastAt: '2026-11-24T00:00:00.000Z',
  closed: undefined,
  isReopened: false,
};
const ALONE: Gap = { ...GAP, id: 'b', askers: 1, questions: [], isReopened: true, signals: { unsure: 1 } };
const numbers = summaryOf(['2026-11-23', '2026-11-24'], (day) =>
  day === '2026-11-24'
    ? openDay(day, {
        ...{ day, outcomes: { found: 3, nothing: 1 }, times: [], channels: { private: 4 }, chats: 2 },
        ...{ topics: NONE, sections: NONE, up: NONE, down: NONE, languages: NONE },
      }).row(true, 2)
    : undefined,
);
const report = (gaps: Gap[]): Report => ({
  days: 30,
  at: '2026-11-24T12:00:00.000Z',
  gaps,
  numbers,
});
const [zh, en] = (['zh-hans', 'en'] as const).map((language) => translateTo(createTranslations(), language));
assert.ok(zh !== undefined && en !== undefined);

test('CSV has a header, a row for every gap, and no formula', () => {
  assert.deepEqual(renderReport(report([GAP, ALONE]), 'csv', en).split('\r\n'), [
    'id,status,reopened,askers,asked-again,unsure,nothing,voted-down,handed-over,first,last,closed_by,closed_at,section,question,other_questions',
    `abcdefghijkl,open,no,3,0,0,2,1,0,${GAP.firstAt},${GAP.lastAt},,,s1,"'=hyperlink(""http://x"")","海外仓, 怎么|备案"`,
    `b,open,yes,1,0,1,0,0,0,${GAP.firstAt},${GAP.lastAt},,,s1,,`,
    '',
  ]);
});

/** Not beginning like a text that was marked. */
const cell = fc.string({ unit: anyCharacter }).filter((text) => !text.startsWith("'"));

test('no cell of a CSV begins like a formula, and each can be read back', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const line = csv([cells]);
      const read = [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
        ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
      );
      assert.deepEqual(
        read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, '')),
        cells,
      );
      assert.ok(read.every((cell) => !/^[=+\-@\t\r＝＋－＠]/u.test(cell)));
    }),
  );
});

test('JSON has everything under names that stay', () => {
  assert.deepEqual(JSON.parse(renderReport(report([ALONE]), 'json', en)), {
    days: 30,
    at: '2026-11-24T12:00:00.000Z',
    gaps: [JSON.parse(JSON.stringify(ALONE))],
    numbers: JSON.parse(JSON.stringify(numbers)) as unknown,
  });
});

test('Markdown is read in the reader’s language, and words of readers stay words', () => {
  assert.equal(
    renderReport(report([GAP, ALONE]), 'markdown', zh),
    `# 缺口

最近 30 天，截至 2026-11-24

| 问题 | 人数 | 信号 | 状态 | 最近一次 |
| --- | --: | --- | --- | --- |
| =hyperlink\\("http://x"\\) / 海外仓, 怎么\\|备案 | 3 | 👎 1 · 没有答案 2 | 待处理 | 2026-11-24 |
| （只有一人问过，不显示） | 1 | 没把握 1 | 再次出现 | 2026-11-24 |

# 统计

- 提问数: 4
  - 找到答案: 3
  - 没有答案: 1
- 找到答案: 75 %
- 回答用时中位数: –
- 95% 的回答用时在此以内: –
- 评价: 👍 0 👎 0
`,
  );
  assert.match(renderReport(report([]), 'markdown', en), /There are no gaps\./);
});

test('npm run report reads beside a running bot, and changes no file', async () => {
  const state = temporaryFolder();
  const folder = path.join(state, 'insight');
  const world = await openGapWorld(folder, { now: Date.now });
  for (const asker of ['1', '2']) await world.ask(asker, nothing('海外仓怎么备案'));
  await world.ask('3', nothing('码头几点关门'));
  await world.insight.gaps.cluster();
  const before = readdirSync(folder);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['scripts/run.cjs', 'scripts/report', '--state', state, '--markdown', '--lang', 'en'],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /\| 海外仓怎么备案 \| 2 \| no answer 2 \| open \|/);
  assert.match(stdout, /\(asked by one person, not shown\) \| 1 \|/);
  assert.doesNotMatch(stdout, /码头/);
  assert.deepEqual(readdirSync(folder), before);
  await world.insight.close();
});
