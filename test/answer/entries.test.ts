// Lists, tables and questions with answers, as wikis have them: the answer is the entry that was asked for.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import { openTestEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const write = (slug: string, title: string, body: string): void => {
  writeFileSync(
    path.join(folder, `${slug}.md`),
    `---\ntitle: ${title}\ndate: 2026-01-01\nviews: 0\n---\n\n${body}\n`,
  );
};
const lamps: [lamp: string, meaning: string, remedy: string][] = [
  ['L11', '纸盒空了', '放入纸张，推到底'],
  ['L12', '粉盒装反', '取出粉盒，转半圈再装'],
  ['L13', '后盖没有合上', '按住后盖两侧，听到响声为止'],
  ['L14', '定影器过热', '停机二十分钟'],
  ['L15', '网线松脱', '拔下网线再插紧'],
  ['L16', '存储已满', '删掉保留的任务'],
];
write(
  'printer',
  '复印机提示灯',
  `## 说明\n\n### 提示灯一览\n\n${lamps
    .map(
      ([lamp, meaning, remedy]) =>
        `- 提示 ${lamp}\n\n  ${meaning}。\n\n  ${remedy}，然后按绿键重新开始，还不行就请打总务处电话报修，报修时说清楚楼层。`,
    )
    .join('\n\n')}`,
);
const halls = [
  '牡丹厅',
  '芙蓉厅',
  '海棠厅',
  '玉兰厅',
  '丁香厅',
  '茉莉厅',
  '木槿厅',
  '紫薇厅',
  '杜鹃厅',
  '腊梅厅',
];
write(
  'halls',
  '宴会厅租用',
  `## 价格\n\n### 宴会厅价格表\n\n| 厅名 | 半天 | 全天 | 桌数 |\n| --- | --- | --- | --- |\n${halls
    .map((hall, i) => `| ${hall} | ${1000 + 300 * i} 元 | ${1800 + 500 * i} 元 | ${8 + 2 * i} 桌 |`)
    .join('\n')}`,
);
const questions: [question: string, answer: string][] = [
  ['补票要去哪里', '到三号窗口补票，带上登机牌或车票。'],
  ['行李可以寄存多久', '一次最多七天，大件每天十五元，小件每天八元。'],
  ['儿童票怎么买', '身高一米二以下免票，一米二到一米五买半价票。'],
  ['误了车怎么改签', '开车前在手机上改签，开车后当天到窗口改签。'],
];
write(
  'station',
  '客运站问答',
  `## 问答\n\n${questions.map(([q, a]) => `**问：${q}？**\n\n答：${a}`).join('\n\n')}`,
);
const rules: [key: string, text: string][] = [
  ['仓门 F31', '货架灯不亮。检查保险丝，再按复位钮。'],
  ['仓门 F32', '叉车越线。倒车回到黄线以内。'],
  ['仓门 F33', '温度过高。打开东侧风机，半小时后再看。'],
  ['仓门 F34', '烟感报警。先撤人，再打值班电话。'],
];
write(
  'warehouse',
  '仓库告警',
  `## 说明\n\n下面是告警。\n\n${rules.map(([key, text]) => `${key}：${text}`).join('\n\n')}\n\n以上告警每季度更新。`,
);
const terms: [term: string, text: string, question: string][] = [
  ['调剂', '把多余的名额转给别的院系。', '多余的名额转给谁'],
  ['休学', '最长两年，每次先申请一年。', '最长几年'],
  ['缓考', '考前三天交病假条。', '病假条什么时候交'],
];
write('words', '教务', `## 词汇\n\n${terms.map(([term, text]) => `**${term}** ${text}`).join('\n\n')}`);

write(
  'rink',
  '冰场票价',
  '## 票价\n\n### 各场票价\n\n<table><tr><th rowspan="2">冰场</th><th colspan="2">票价</th></tr><tr><th>平日</th><th>假日</th></tr><tr><td rowspan="2">北湖冰场</td><td>白天 20 元</td><td>白天 30 元</td></tr><tr><td>夜间 25 元</td><td>夜间 35 元</td></tr><tr><td>南湖冰场</td><td colspan="2">18 元</td></tr></table>',
);

const { answerer } = await openTestEngine(folder);
async function shown(question: string): Promise<string> {
  const passage = shownPassage(await answerer.answer(question));
  return (
    passage?.excerpt.sentences
      .map(({ text, gapBefore }) => (gapBefore ? '…' : '') + text)
      .join('')
      .trim() ?? ''
  );
}

for (const [lamp, meaning, remedy] of lamps) {
  test(`asked for ${lamp}, the list gives that item with meaning and remedy, and no other`, async () => {
    for (const question of [lamp, `提示${lamp}是什么意思`]) {
      const text = await shown(question);
      assert.ok(text.includes(`提示 ${lamp}\n  ${meaning}。\n  ${remedy}，`), text);
      for (const [other] of lamps) assert.equal(text.includes(other), other === lamp, text);
    }
  });
}

test('asked for a row, the table gives that row with its header, and no other', async () => {
  assert.equal(await shown('海棠厅全天多少钱'), '…厅名：海棠厅\n半天：1600 元\n全天：2800 元\n桌数：12 桌');
});

test('asked for two rows, the table gives both', async () => {
  const text = await shown('芙蓉厅和紫薇厅的桌数');
  for (const hall of halls) assert.equal(text.includes(hall), hall === '芙蓉厅' || hall === '紫薇厅', text);
});

for (const [question, answer] of questions) {
  test(`"${question}" gets its own answer only`, async () => {
    assert.equal(await shown(question), `答：${answer}`);
  });
}

for (const [key, text] of rules) {
  test(`of a list written as paragraphs, "${key}" gives that paragraph only`, async () => {
    assert.equal(await shown(key), `…${key}：${text}`);
  });
}

for (const [term, text, question] of terms) {
  test(`of paragraphs that begin with a bold word, "${term}" gives its own only`, async () => {
    const answer = await shown(question);
    assert.ok(answer.endsWith(`${term} ${text}`), answer);
    for (const [other] of terms) assert.equal(answer.includes(other), other === term, answer);
  });
}

test('of rows with a name in common, the table gives the one that has the other words, too', async () => {
  assert.equal(
    await shown('北湖冰场夜间多少钱'),
    '…冰场：北湖冰场\n票价 平日：夜间 25 元\n票价 假日：夜间 35 元',
  );
});
