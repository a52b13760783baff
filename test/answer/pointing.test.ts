import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointingIn } from '../../src/answer/pointing.ts';

const TEXTS = {
  at: [
    '',
    '？',
    '👆',
    '这个呢',
    '那這個怎麼辦？',
    '这句话什么意思',
    '这种情况呢',
    '帮我看看这个',
    'what about this?',
  ],
  about: ['多久', '要多少钱？', '这个什么时候', '谁', 'how much is it?'],
  no: ['公司注销', '那费用呢', '8103', '谢谢', '你好', '更多', '还有别的吗', '👍', 'thanks', 'the seller'],
} as const;

for (const [pointing, texts] of Object.entries(TEXTS))
  test(`what points "${pointing}" another text`, () => {
    for (const text of texts) assert.equal(pointingIn(text), pointing, text);
  });
