import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { splitSentences } from '../../src/text/sentences.ts';

const split = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

const cases: [name: string, pieces: string[]][] = [
  ['Chinese ends', ['上市了。', '真的吗？', '是的！']],
  ['a closing quotation mark belongs to its sentence', ['他说：“好。”', '然后走了。']],
  ['a quotation in mid-sentence does not end it', ['“好。”，他说。', '她也说好。']],
  [
    'an ellipsis ends a sentence once, and only before white space or the end',
    ['以后再说…… ', '后面……继续说。', '完……'],
  ],
  ['a title or a question in mid-sentence does not end it', ['《谁的企业？》是一本书。', '“真的吗？”他问。']],
  [
    'months and addresses do not end a sentence',
    ['See https://example.org/?q=1!x on Jan. 5 in the U.S. today.'],
  ],
  ['a Latin stop between Chinese characters ends a sentence', ['公司注销.', '流程复杂.']],
  ['decimals do not end a sentence', ['The price is 35.09 yuan. ', 'It rose.']],
  ['abbreviations do not end a sentence', ['Huaqiang Co. Ltd. listed, e.g. in Shanghai. ', 'It grew.']],
  ['list items are sentences, their numbers are not', ['要求：\n', '1. 资金到位\n', '2. 人员到位']],
  ['blank lines belong to the sentence before them', ['第一段\n\n', '第二段']],
  ['several end marks are one end', ['真的吗?! ', 'Yes...']],
];
for (const [name, pieces] of cases) {
  test(name, () => {
    assert.deepEqual(split(pieces.join('')), pieces);
  });
}

test('a text of end marks only is cut quickly', () => {
  assert.equal(split(`${'。'.repeat(50_000)}”，`).length, 1);
});

test('joining the sentences gives back the text, and none is empty', () => {
  const text = fc.array(
    fc.constantFrom('企业', '。', '！', '”', '“', '…', '.', ' ', '\n', 'Co', '3', 'a', '，', '）'),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text.map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (input) => {
        const pieces = split(input);
        assert.equal(pieces.join(''), input);
        assert.ok(pieces.every((piece) => piece !== ''));
      },
    ),
    { numRuns: 2000 },
  );
});
