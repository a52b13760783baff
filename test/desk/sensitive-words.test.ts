import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createSensitiveWords,
  parseSensitiveWords,
  type SensitiveAction,
} from '../../src/desk/sensitive-words.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { anyCharacter, fc } from '../support/property.ts';

const words = (...lines: string[]) => {
  const { rules, problems } = parseSensitiveWords(lines.join('\n'), 'words.txt');
  assert.deepEqual(problems, []);
  return createSensitiveWords(rules);
};

test('a word is masked, held or refused, and the strictest wins', () => {
  const list = words('# 示例', '', '返现 => mask', '保证收益 => hold', 'guaranteed profit => REFUSE');
  assert.deepEqual(list.judge('今天没有活动'), { kind: 'send' });
  assert.deepEqual(list.judge('下单返现，返现！'), {
    kind: 'mask',
    text: '下单＊＊，＊＊！',
    words: ['返现'],
  });
  assert.deepEqual(list.judge('返现，而且保证收益'), { kind: 'hold', words: ['保证收益'] });
  assert.deepEqual(list.judge('返现, Guaranteed  Profit'), { kind: 'refuse', words: ['guaranteed profit'] });
});

test('full width, traditional characters, invisible ones and a blank between characters change nothing', () => {
  const list = words('返现 => mask', 'vip => mask', '發票 => mask');
  for (const text of ['返現', '返\u200b现', '返 现', '返\n現', 'ＶＩＰ', 'ViP', '发票', '發票'])
    assert.equal(list.judge(`给你${text}`).kind, 'mask', text);
});

test('a Latin word is found as a whole word only, also beside Chinese', () => {
  const list = words('vip => mask', 'c++ => mask', '13800 => mask');
  assert.deepEqual(list.judge('我们的vip客户'), { kind: 'mask', text: '我们的＊＊＊客户', words: ['vip'] });
  for (const text of ['viper', 'mvip', 'vip2', 'évip', 'a13800', '138001'])
    assert.equal(list.judge(text).kind, 'send', text);
  assert.equal(list.judge('use C++!').kind, 'mask');
});

test('what cannot be masked is held', () => {
  const list = words('返现 => mask', '内部 => refuse');
  assert.deepEqual(list.judge('见附件', ['返现.xlsx']), { kind: 'hold', words: ['返现'] });
  assert.deepEqual(list.judge('见附件', ['内部.pdf']), { kind: 'refuse', words: ['内部'] });
});

test('bad lines are named with file and line', () => {
  const { rules, problems } = parseSensitiveWords(
    '\ufeff好词 => mask\r\n坏词\nx => delete\n => mask\n—— => hold\n',
    'data/sensitive.txt',
  );
  assert.deepEqual(rules, [{ word: '好词', action: 'mask' }]);
  assert.deepEqual(
    problems.map((problem) => /^data\/sensitive\.txt:(\d+): write/.exec(problem)?.[1]),
    ['2', '3', '4', '5'],
  );
});

test('of any text, a mask keeps the length and leaves no word, and every word is found in it', () => {
  const word = fc
    .string({
      unit: fc.constantFrom(...Array.from('返现發票vip09+.*()[]{}|^$\\/&-!#~,:ー')),
      minLength: 1,
      maxLength: 6,
    })
    .filter((text) => /[\p{L}\p{N}]/u.test(normalise(text)));
  fc.assert(
    fc.property(
      word,
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: anyCharacter }),
      fc.constantFrom<SensitiveAction>('mask', 'hold', 'refuse'),
      (secret, before, after, action) => {
        const list = createSensitiveWords([{ word: secret, action }]);
        const text = `${before} 「${secret}」 ${after}`;
        const verdict = list.judge(text);
        assert.equal(verdict.kind, action);
        if (verdict.kind !== 'mask') return;
        assert.equal(verdict.text.length, text.length);
        assert.equal(list.judge(verdict.text).kind, 'send');
      },
    ),
  );
});
