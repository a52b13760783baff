import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyRow } from '../../src/bot/render/copy-row.ts';
import { shapedOf } from '../support/shaped.ts';

/** What the buttons below an excerpt of this Markdown copy. */
function copied(...markdown: string[]): string[] {
  const { text, spans } = shapedOf(...markdown);
  const sentence = { text, spans, best: false, marks: [], gapBefore: false };
  return copyRow({ sentences: [sentence], gapAfter: false }).map((button) =>
    'copy_text' in button ? button.copy_text.text : '',
  );
}

test('codes, addresses and telephone numbers are copied as they are written', () => {
  for (const [text, wanted] of [
    ['把 `max_open_files` 设为 4096。', ['max_open_files']],
    [
      '写信到 help@example.com，或者打开 https://example.com/a?b=1。',
      ['help@example.com', 'https://example.com/a?b=1'],
    ],
    [
      '见[前台](mailto:qt@example.com?subject=x)，打[电话](tel:+861012345678)。',
      ['qt@example.com', '+861012345678'],
    ],
    ['手机 13800138000，座机 010-6655 7788。', ['13800138000', '010-6655 7788']],
    ['全国热线：400-810-1234', ['400-810-1234']],
    ['请拨打 12366 咨询', ['12366']],
    ['Call +44 20 7946 0958 before noon.', ['+44 20 7946 0958']],
    ['（021）5566 7788', ['（021）5566 7788']],
    ['<https://example.com/a>', ['https://example.com/a']],
  ] as const)
    assert.deepEqual(copied(text), wanted, text);
  assert.deepEqual(copied('```sh', 'npm ci', 'npm start', '```'), ['npm ci\nnpm start']);
});

test('years, dates, amounts and other numbers are none of these', () => {
  for (const text of [
    '2026年3月2日上市，发行2000万股，募集 12,000,000.00 元，股票代码 999001。',
    '2024-2025 学年共 13800138000.50 元，约 138001380001 次。',
    '电话费每月 120 元，电话 2024 年开通，拨打 3 次以上。',
    'From 2019 to 2024, 400 of 800 firms grew by 0.85 to 10-12 %.',
    '比例为 3:2，版本 1.2.3，时间 09:30-17:30，邮编 100080，条款 5.3-5.8。',
    '按 `a` 或 `-` 键；`…`',
    '+5 ℃ 到 +10 ℃',
  ])
    assert.deepEqual(copied(text), [], text);
});

test('there are two at most, the sentence that answers first, and nothing twice or too long for a button', () => {
  assert.deepEqual(copied('`alpha` `beta` `alpha` `gamma`'), ['alpha', 'beta']);
  assert.deepEqual(copied('```', 'x'.repeat(257), '```', '', '```', 'y'.repeat(256), '```'), [
    'y'.repeat(256),
  ]);
  const sentence = (markdown: string, best: boolean) => {
    const { text, spans } = shapedOf(markdown);
    return { text: `${text} `, spans, best, marks: [], gapBefore: false };
  };
  const sentences = [sentence('`alpha`', false), sentence('`beta`', false), sentence('`gamma`', true)];
  const row = copyRow({ sentences, gapAfter: false });
  assert.deepEqual(
    row.map(({ text }) => text),
    ['⧉ gamma', '⧉ alpha'],
  );
});

test('a long code is clipped on its button, not in what it copies', () => {
  const code = 'kubectl get pods --all-namespaces';
  const [button] = copyRow({
    sentences: [{ ...shapedOf(`\`${code}\``), best: true, marks: [], gapBefore: false }],
    gapAfter: false,
  });
  assert.deepEqual(button, { text: '⧉ kubectl get pods --…', copy_text: { text: code } });
});
