import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { MAX_PASSAGE_LENGTH, splitPassages } from '../../src/corpus/passages.ts';
import { splitSentences } from '../../src/text/sentences.ts';

const pieces = (text: string, max?: number): string[] =>
  splitPassages(text, max).map(({ start, end }) => text.slice(start, end));

const sections = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 180 }), fc.constantFrom('。', '！', '\n\n', '。”', '. ', '，')), {
    maxLength: 20,
  })
  .map((parts) =>
    parts.map(([length, end]) => '企业上市注销专利'.repeat(30).slice(0, length) + end).join(''),
  );

test('joining the passages gives back the section', () => {
  fc.assert(
    fc.property(fc.oneof(sections, fc.string({ unit: 'binary', maxLength: 900 })), (text) => {
      assert.equal(pieces(text).join(''), text.trim() === '' ? '' : text);
    }),
    { numRuns: 1000 },
  );
});

test('no passage is longer than the limit, apart from white space at its end', () => {
  fc.assert(
    fc.property(sections, (text) => {
      for (const piece of pieces(text))
        assert.ok(piece.trimEnd().length <= MAX_PASSAGE_LENGTH, String(piece.length));
    }),
  );
});

test('a passage ends inside a sentence only when that sentence alone is longer than the limit', () => {
  fc.assert(
    fc.property(sections, (text) => {
      const sentences = splitSentences(text);
      for (const { end } of splitPassages(text)) {
        const inside = sentences.find((sentence) => sentence.start < end && end < sentence.end);
        if (inside !== undefined) assert.ok(inside.end - inside.start > MAX_PASSAGE_LENGTH);
      }
    }),
  );
});

test('a section within the limit is one passage', () => {
  assert.deepEqual(
    pieces('短'.repeat(400)).map((piece) => piece.length),
    [400],
  );
});

test('a section just above the limit gives two even passages', () => {
  assert.deepEqual(
    pieces('短句很短。'.repeat(84)).map((piece) => piece.length),
    [210, 210],
  );
});

test('a few words at the end do not form a separate passage', () => {
  const long = '甲'.repeat(396);
  const lengths = pieces(`${long}。${'乙'.repeat(200)}。${'丙'.repeat(198)}。是书名`).map(
    (piece) => piece.length,
  );
  assert.ok(Math.min(...lengths) > 100, lengths.join());
});

test('a sentence longer than the limit is cut at clause marks', () => {
  const clause = '一二三四五六七八九，';
  const [last, ...others] = pieces(clause.repeat(50)).reverse();
  assert.ok(last !== undefined && others.length > 0);
  for (const piece of others) assert.ok(piece.endsWith('，'));
});

test('a cut never splits a surrogate pair', () => {
  const cut = pieces('𠮷'.repeat(500));
  assert.ok(cut.length > 1);
  for (const piece of cut) assert.ok(piece.isWellFormed());
});
