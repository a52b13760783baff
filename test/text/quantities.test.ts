import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { fits, quantitiesIn } from '../../src/text/quantities.ts';

/** Amounts as `min–max unit`, rounded. */
const amounts = (text: string): string[] =>
  quantitiesIn(normalise(text)).map(({ min, max, unit }) => {
    const [low, high] = [min, max].map((value) =>
      value === Infinity ? '∞' : String(Math.round(value * 100) / 100),
    );
    return `${low === high ? low : `${low}–${high}`} ${unit}`;
  });
const fit = (asked: string, held: string): boolean =>
  quantitiesIn(normalise(asked)).some((one) =>
    quantitiesIn(normalise(held)).some((other) => fits(one, other)),
  );

test('an amount is read with its unit, in figures, in Chinese numerals and in English words', () => {
  assert.deepEqual(amounts('押金300元，交两年半'), ['300 元', '912.5 day']);
  assert.deepEqual(amounts('三百二十人，一千零五家，二十万元'), ['320 人', '1005 家', '200000 元']);
  assert.deepEqual(amounts('1.5万元，3,000元，2亿元'), ['15000 元', '3000 元', '200000000 元']);
  assert.deepEqual(amounts('three weeks, half a day and 12 people'), ['21 day', '0.5 day', '12 人']);
  assert.deepEqual(amounts('¥20，$5 million，hk$30'), ['20 元', '5000000 美元', '30 港元']);
  assert.deepEqual(amounts('半年，８％，百分'), ['182.5 day', '8 %']);
});

test('a date is no length of time', () => {
  assert.deepEqual(amounts('2024年7月1日，二〇二五年'), ['2024 年', '7 月', '1 日', '2025 年']);
});

test('an ordinal and a Chinese numeral without a unit are no amounts', () => {
  assert.deepEqual(amounts('第三年一般不收，万一十分困难，百货'), []);
});

test('a range is read in every way that it is written', () => {
  for (const text of [
    '3至6个月',
    '3-6个月',
    '3~6个月',
    '三到六个月',
    '三个月至六个月',
    '3–6 months',
    '3 to 6 months',
    'between 3 and 6 months',
  ])
    assert.deepEqual(amounts(text), ['91.25–182.5 day'], text);
  assert.deepEqual(amounts('10到20万元'), ['100000–200000 元']);
  assert.deepEqual(amounts('一年以上不满三年'), ['365–1095 day']);
  assert.deepEqual(amounts('一年以上，但不超过三年'), ['365–1095 day']);
  assert.deepEqual(amounts('at least one year but less than three years'), ['365–1095 day']);
});

test('one end may be open', () => {
  for (const text of [
    '不少于50人',
    '至少50人',
    '50人以上',
    '超过50人',
    'at least 50 people',
    'more than 50 people',
  ])
    assert.deepEqual(amounts(text), ['50–∞ 人'], text);
  for (const text of [
    '不超过50人',
    '50人以下',
    '50人以内',
    '不满50人',
    'up to 50 people',
    'fewer than 50 people',
  ])
    assert.deepEqual(amounts(text), ['0–50 人'], text);
});

test('an excluded end does not fit, an included one does', () => {
  assert.ok(fit('签2年', '一年以上不满三年'));
  assert.ok(!fit('签3年', '一年以上不满三年'));
  assert.ok(fit('签3年', '三年以上'));
  assert.ok(!fit('五十人的公司', '超过50人'));
  assert.ok(fit('4 months', '3–6 months'));
  assert.ok(fit('买了800块的东西', '500元以上1000元以下'));
});

test('other units do not fit; a number without a unit fits any', () => {
  assert.ok(!fit('3人', '3天'));
  assert.ok(fit('月薪8000', '工资8000元'));
  assert.ok(!fit('月薪8000', '工资9000元'));
});

test('what a text says of a number between two others, it says of every number between them', () => {
  const unit = fc.constantFrom('天', '个月', '年', '元', '万元', '%', '人');
  fc.assert(
    fc.property(fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500)), unit, (numbers, written) => {
      const [low = 0, middle = 0, high = 0] = numbers.map((number) => number + 1).sort((a, b) => a - b);
      fc.pre(low < high);
      assert.ok(fit(`${middle}${written}`, `${low}${written}以上${high}${written}以下`));
      assert.ok(fit(`${middle}${written}`, `${low}至${high}${written}`));
      assert.equal(fit(`${middle}${written}`, `${low}${written}以上不满${high}${written}`), middle < high);
      assert.equal(fit(`${middle}${written}`, `超过${low}${written}`), middle > low);
      assert.ok(!fit(`${high + 1}${written}`, `${low}至${high}${written}`));
    }),
  );
});

test('amounts lie in the text, in order, and are numbers', () => {
  const piece = fc.constantFrom(
    '3',
    '十',
    '半',
    '万',
    '个月',
    '年',
    '不满',
    '以上',
    '至',
    '-',
    '元',
    '$',
    '.',
    ',',
    ' to ',
    'one ',
    '第',
    '%',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = normalise(pieces.join(''));
      let at = 0;
      for (const { start, end, min, max } of quantitiesIn(text)) {
        assert.ok(start >= at && end > start && end <= text.length);
        assert.ok(min <= max && min >= 0);
        at = end;
      }
    }),
  );
});

test('brackets that say whether the end counts, and 达到, are read with the amount', () => {
  assert.deepEqual(amounts('80人（含）以下，90人(不含)以上'), ['0–80 人', '90–∞ 人']);
  assert.deepEqual(amounts('收入达到3亿元，人数达60人'), ['300000000–∞ 元', '60–∞ 人']);
});

test('a number without a unit is no share and no length of time', () => {
  assert.ok(fit('卖了1.2亿', '5000万元至2亿元的'));
  assert.ok(!fit('卖了1.2亿', '不低于5%'));
  assert.ok(!fit('招了40', '不少于30天'));
});
