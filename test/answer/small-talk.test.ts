import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallTalkIn } from '../../src/answer/small-talk.ts';
import { normalise } from '../../src/text/normal-form.ts';

const cases: Record<string, string[]> = {
  greeting: ['你好', '您好！', '你好你好呀', '在吗？', 'Hello', 'hi there!', '早上好～', '😀', '👋🏽👋🏽'],
  thanks: [
    '谢谢',
    '謝謝你啊',
    '太感谢了',
    'Thanks a lot!',
    '好的',
    '好的谢谢',
    '明白了，多谢',
    'OK',
    '哈哈哈',
    '谢谢😊',
  ],
  about: [
    '你是谁',
    '你是谁呀？',
    '你叫什么名字',
    '你能做什么',
    '你是机器人吗',
    "What's your name?",
    'who are you',
    '怎么用',
  ],
};
for (const [kind, messages] of Object.entries(cases)) {
  for (const message of messages) {
    test(`"${message}" is ${kind}`, () => {
      assert.equal(smallTalkIn(normalise(message)), kind);
    });
  }
}

for (const message of [
  '你好，公司注销要多久',
  '好的公司怎么选',
  '不对赌可以融资吗',
  '没用完的社保怎么办',
  '谢谢你告诉我注册流程',
  '行业分布',
  '早期融资',
  'test of control',
  '可以复工了吗',
  '帮助员工缴社保',
  '牛鞭效应',
  'nice agreement',
  '？？',
  '+++',
  '\ud800',
  '',
]) {
  test(`"${message}" may be a question`, () => {
    assert.equal(smallTalkIn(normalise(message)), undefined);
  });
}

test('a very long message is scanned once', () => {
  for (const unit of ['哈', '嗯', 'ha', '好', '谢谢', '的']) {
    const message = `${unit.repeat(29)}笑死`.slice(-60);
    assert.equal(smallTalkIn(normalise(message)), undefined, message);
  }
});
