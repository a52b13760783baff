import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnswerType, holds, thingsAsked, typesAsked, typesNamed } from '../../src/text/answer-types.ts';
import { normalise } from '../../src/text/normal-form.ts';

const asked = (question: string) => typesAsked(normalise(question));
const named = (heading: string) => typesNamed(normalise(heading));

test('a question and the heading that answers it want the same kind of answer', () => {
  for (const [question, heading] of [
    ['办理護照幾天能拿到', '制证时限'],
    ['租一间会议室要多少钱', '收费标准'],
    ['报名时带什么', '所需材料'],
    ['迟到三次会怎么样', '违纪的后果'],
    ['盾构和顶管哪个更快', '两种工法的区别'],
    ['在哪儿交表', '受理地点'],
    ['How long does a permit take?', 'Timeline of the review'],
    ['How much is the deposit?', 'Fees and charges'],
  ] as const)
    assert.ok(
      asked(question).some((kind) => named(heading).includes(kind)),
      `${question}: ${asked(question).join()}; ${heading}: ${named(heading).join()}`,
    );
});

test('how much money or time is no mere number', () => {
  assert.deepEqual(asked('押金多少钱'), ['money']);
  assert.deepEqual(asked('多少天'), ['duration']);
  assert.deepEqual(asked('多少人'), ['count']);
});

test('a period that is no limit names no duration', () => {
  for (const heading of ['长期不还书', '近期活动', '早期的藏书', '定期清点'])
    assert.ok(!named(heading).includes('duration'), heading);
  assert.ok(named('借期与续借').includes('duration'));
});

test('letters inside another word say nothing', () => {
  for (const text of ['whole corporate feedback', 'separate showroom'])
    assert.deepEqual([...asked(text), ...named(text)], [], text);
});

/** A question, what it asks for, a sentence that holds it and one that does not. */
const KINDS: [question: string, type: AnswerType, holding: string, other: string][] = [
  ['借阅证有效期多久', 'duration', '借阅证有效期两年。', '借阅证到期后自动作废。'],
  ['How long may I keep a book?', 'duration', 'Books are lent for 30 days.', 'Books are lent to members.'],
  ['補辦一張證要多少錢', 'money', '補辦每張收二十元。', '補辦須帶身分證。'],
  ['逾期的比例是多少', 'share', '逾期的占一成，往年为8%。', '逾期的要罚款。'],
  ['图书馆是哪一年建的', 'year', '图书馆建于1931年。', '图书馆于9月2日开放。'],
  ['什么时候闭馆整理', 'date', '每年7月15日闭馆。', '闭馆时不能还书。'],
  ['研讨室最多坐多少人', 'count', '研讨室可坐12人。', '研讨室分为两种。'],
  ['馆际互借是什么意思', 'definition', '馆际互借是指从别的图书馆借书。', '馆际互借要先登记。'],
  ['到期前再借一次叫什么', 'definition', '到期前再借一次称为续借。', '到期前可以再借一次。'],
  ['续借是什么', 'definition', '- 续借：到期前再借一次。', '- 到期前可以在网上办理。'],
];

for (const [question, type, holding, other] of KINDS)
  test(`"${question}" asks for a ${type}, and "${holding}" holds one`, () => {
    assert.ok(typesAsked(normalise(question)).includes(type));
    assert.ok(holds(normalise(holding), type));
    assert.ok(!holds(normalise(other), type));
  });

test('what is to be named is what follows the asking word, a measure word passed over', () => {
  const things = (question: string) => thingsAsked(normalise(question));
  assert.deepEqual(things('由哪个部门盖章'), ['部']);
  assert.deepEqual(things('古籍放在第幾類，用什么柜子'), ['类', '柜']);
  assert.deepEqual(things('什么样的纸不会发黄'), ['纸']);
});

test('an asking word as a whole names nothing', () => {
  for (const question of ['什么时候开馆', '在哪里还书', '什么是期刊', '为什么要押金', '哪年建的'])
    assert.deepEqual(thingsAsked(normalise(question)), [], question);
});
