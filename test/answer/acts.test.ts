import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actIn } from '../../src/answer/acts.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { fc } from '../support/property.ts';

const MESSAGES = {
  more: [
    '详细一点',
    '能再说得具体些吗？',
    '展開說說',
    '继续',
    '请详细说明一下',
    'More details, please',
    'go on',
    '还有更多吗',
  ],
  short: [
    '简单说',
    '太长了，简短点',
    '一句话总结',
    '幫我總結一下',
    'TL;DR',
    'in short',
    'summarize it',
    '说重点',
  ],
  else: [
    '还有吗',
    '还有别的办法吗',
    '其他的呢',
    '還有別的嗎？',
    '换一个',
    'anything else?',
    'what else',
    'next',
  ],
};
for (const [act, messages] of Object.entries(MESSAGES))
  test(`messages that ask for "${act}"`, () => {
    for (const message of messages) assert.equal(actIn(normalise(message)), act, message);
  });

test('questions ask for nothing of the last answer', () => {
  for (const question of [
    '多少钱',
    '还有多久到期',
    '简单注销要多少天',
    '详细的收费标准是什么',
    '其他费用有哪些',
    'more than 50 employees',
    'what else must a seller pay',
    '总结报告怎么写',
    '',
  ])
    assert.equal(actIn(normalise(question)), undefined, question);
});

test('no message takes long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('再', '详细', '说', '一下', '还有', '别的', '吗', '的'), { maxLength: 40 }),
      (parts) => {
        actIn(normalise(parts.join('')));
      },
    ),
  );
});
