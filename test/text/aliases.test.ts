import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Alias, aliasesIn, aliasRules } from '../../src/text/aliases.ts';
import { fc } from '../support/property.ts';

const pairs = (text: string): string[] => aliasesIn(text).map(({ name, means }) => `${name} → ${means}`);

const told: [string, string[]][] = [
  ['青禾物流股份有限公司（以下简称“青禾物流公司”）成立。', ['青禾物流公司 → 青禾物流股份有限公司']],
  ['由国家粮食储备管理局（以下简称“国粮局”）发布。', ['国粮局 → 国家粮食储备管理局']],
  ['國家糧食儲備管理局，簡稱國糧局，位於此地。', ['國糧局 → 國家糧食儲備管理局']],
  ['共享充电宝，俗称街电。', ['街电 → 共享充电宝', '共享充电宝 → 街电']],
  ['保温杯（又称“闷烧杯”）很常见。', ['闷烧杯 → 保温杯', '保温杯 → 闷烧杯']],
  ['主要指标为库存周转率（ITR）。', ['ITR → 库存周转率']],
  ['采用的是滚动需求计划（RDP）。', ['RDP → 滚动需求计划']],
  [
    'The Bill of Lading (BL) is issued. A Standby Letter of Credit (SLC) helps.',
    ['BL → Bill of Lading', 'SLC → Standby Letter of Credit'],
  ],
  [
    'Demurrage, also known as detention charge, is paid daily.',
    ['detention charge → Demurrage', 'Demurrage → detention charge'],
  ],
];
for (const [text, expected] of told) {
  test(`"${text}" tells ${expected.join(', ')}`, () => {
    assert.deepEqual(pairs(text), expected);
  });
}

for (const text of [
  '甲公司（以下简称“公司”）与乙公司。',
  '证券简称“青禾物流”，代码600000。',
  '因此又称他为专家。',
  '这种做法有时也称为外包。',
  '把开关设为关闭（OFF）。',
  'It is (ABC) and more.',
  '第一条（一）本办法',
]) {
  test(`"${text}" tells no name`, () => {
    assert.deepEqual(pairs(text), []);
  });
}

test('rules are sorted, say each meaning once, and leave out names of many meanings', () => {
  const alias = (name: string, means: string): Alias => ({ name, means });
  assert.deepEqual(
    aliasRules([
      alias('B', 'x'),
      alias('A', 'z'),
      alias('A', 'y'),
      alias('A', 'z'),
      ...['1', '2', '3'].map((m) => alias('C', m)),
    ]),
    ['A => y, z', 'B => x'],
  );
});

test('a verb that calls somebody gives no name', () => {
  assert.deepEqual(aliasesIn('老板也叫会计过来。'), []);
  assert.deepEqual(aliasesIn('番茄，也叫西红柿，夏天成熟。'), [
    { name: '西红柿', means: '番茄' },
    { name: '番茄', means: '西红柿' },
  ]);
});

test('any text is read in one go, and every alias stands in it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '简称',
          '又称',
          '（',
          '）',
          'IPO',
          '公',
          '司',
          '股',
          '，',
          '“',
          ' ',
          'also known as ',
          'a b',
        ),
      ),
      (parts) => {
        const text = parts.join('');
        for (const { name, means } of aliasesIn(text)) assert.ok(text.includes(name) && text.includes(means));
      },
    ),
  );
  aliasesIn('（A又称简称'.repeat(50_000));
});
