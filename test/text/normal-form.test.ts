import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { joinNormal, normalise, normaliseWithOffsets, sliceNormal } from '../../src/text/normal-form.ts';

const cases: [name: string, input: string, expected: string][] = [
  ['full-width letters and digits become half-width', 'ＡＢＣ１２３', 'abc123'],
  ['full-width punctuation becomes half-width', '上市，多久？', '上市,多久?'],
  ['traditional characters become simplified', '華強科技後來發行', '华强科技后来发行'],
  ['upper case becomes lower case', 'IPO Ａ轮', 'ipo a轮'],
  ['zero-width characters are removed', '企\u200b业\ufeff微信', '企业微信'],
  ['control characters are removed', '企\u0000业\u0007', '企业'],
  ['white space is folded to single spaces and trimmed', '  a \t\n b\u3000c ', 'a b c'],
  ['lone surrogates are replaced', 'a\ud800b', 'a\ufffdb'],
  ['compatibility forms are unfolded', 'ﬁ ㈱ ①', 'fi (株) 1'],
  ['half-width kana with voice marks become one character', 'ｶﾞ', 'ガ'],
  ['decomposed accents are composed', 'e\u0301', 'é'],
];
for (const [name, input, expected] of cases) {
  test(name, () => {
    assert.equal(normalise(input), expected);
  });
}

test('every single character folds to something that folds to itself', () => {
  // The basic plane, and in steps the planes with letters, symbols and rarer Han characters.
  for (let code = 0; code < 0x30000; code += code < 0x10000 ? 1 : 7) {
    const once = normalise(String.fromCodePoint(code));
    if (normalise(once) !== once) assert.fail(`U+${code.toString(16)} folds to ${once}, which folds on`);
  }
});

test('folding twice is folding once, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      assert.equal(normalise(normalise(text)), normalise(text));
    }),
    { numRuns: 5000 },
  );
});

test('characters fold alike with and without invisible ones between them', () => {
  const unit = fc.constantFrom(...Array.from('公司，。ＩＰＯ A轮a1?( \u3000後é\u0301ｶﾞ가각\u{1f600}'));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 20 }), (characters) => {
      const apart = characters.map((character) => `${character}\u200b`).join('');
      assert.equal(normalise(characters.join('')), normalise(apart));
    }),
    { numRuns: 2000 },
  );
});

test('a part of a normal form, and two with a space between, are in normal form', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 }).map(normalise);
  fc.assert(
    fc.property(text, text, fc.nat(), fc.nat(), (one, other, from, to) => {
      const [start, end] = [from, to].map(
        (at) =>
          Array.from(one)
            .slice(0, at % 21)
            .join('').length,
      );
      const part = sliceNormal(one, start ?? 0, end);
      assert.equal(normalise(part), part);
      const both = joinNormal(one, other);
      assert.equal(normalise(both), both);
      assert.equal(both, normalise(`${one} ${other}`));
    }),
    { numRuns: 5000 },
  );
});

test('every unit of the normal form has a range of the original, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const { text: normal, starts, ends } = normaliseWithOffsets(text);
      assert.equal(starts.length, normal.length);
      assert.equal(ends.length, normal.length);
      for (const [i, start] of starts.entries()) {
        assert.ok(start >= (starts[i - 1] ?? 0));
        assert.ok(start < (ends[i] ?? 0) && (ends[i] ?? 0) <= text.length);
      }
    }),
  );
});

test('offsets lead back to the original spelling', () => {
  const original = '（華強）科技';
  const { text, starts, ends } = normaliseWithOffsets(original);
  const at = text.indexOf('华强');
  assert.equal(original.slice(starts[at], ends[at + 1]), '華強');
});
