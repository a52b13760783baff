import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typesAsked, typesNamed } from '../../src/text/answer-types.ts';
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

test('letters inside another word say nothing', () => {
  for (const text of ['whole corporate feedback', 'separate showroom'])
    assert.deepEqual([...asked(text), ...named(text)], [], text);
});
