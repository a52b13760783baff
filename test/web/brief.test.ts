import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Excerpt, ExcerptSentence } from '../../src/retrieval/excerpt.ts';
import { displayWidth } from '../../src/text/display-width.ts';
import { briefOf } from '../../src/web/reader/brief.ts';
import { fc } from '../support/property.ts';

const sentence = (text: string, more: Partial<ExcerptSentence> = {}): ExcerptSentence => ({
  text,
  best: false,
  spans: [],
  marks: [],
  gapBefore: false,
  ...more,
});
const excerpt = (...sentences: ExcerptSentence[]): Excerpt => ({ sentences, gapAfter: false });
const shown = ({ sentences, gapAfter }: Excerpt): string =>
  sentences.map(({ text, gapBefore }) => (gapBefore ? '… ' : '') + text).join('') + (gapAfter ? ' …' : '');

test('a short excerpt is shown whole', () => {
  assert.equal(
    shown(briefOf(excerpt(sentence('先清算。'), sentence('再公告。', { best: true })))),
    '先清算。再公告。',
  );
});

test('a long excerpt begins with its best sentence', () => {
  const long = '公司的清算组由股东组成，自成立之日起十日内通知债权人。'.repeat(3);
  const brief = briefOf(excerpt(sentence(long), sentence('公告四十五天。', { best: true }), sentence(long)));
  assert.equal(shown(brief), `… 公告四十五天。${long}`);
});

test('paragraphs follow each other without an empty line', () => {
  const brief = briefOf(excerpt(sentence('公告四十五天。\n\n', { best: true }), sentence('公告不收费。')));
  assert.equal(shown(brief), '公告四十五天。  公告不收费。');
});

test('a long sentence begins at the clause that has the words asked for, and keeps its marks', () => {
  const lead = '股东会作出决议以后要办的事情很多，'.repeat(6);
  const text = `${lead}债权人公告的期限是四十五天，之后才能分配财产。`;
  const start = text.indexOf('公告');
  const code = { kind: 'code' as const, start: text.indexOf('四十五天'), end: text.indexOf('四十五天') + 4 };
  const brief = briefOf(
    excerpt(sentence(text, { best: true, spans: [code], marks: [{ start, end: start + 2 }] })),
  );
  const [first] = brief.sentences;
  assert.ok(first?.gapBefore);
  assert.ok(text.endsWith(first.text));
  assert.deepEqual(
    first.marks.map((mark) => first.text.slice(mark.start, mark.end)),
    ['公告'],
  );
  assert.deepEqual(
    first.spans.map((span) => first.text.slice(span.start, span.end)),
    ['四十五天'],
  );
});

test('whatever the excerpt, what answers best stands in the first three lines of a phone', () => {
  const text = fc.string({
    unit: fc.constantFrom('税', '务', '，', 'a', ' ', '。'),
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (texts, which, where) => {
      const best = which % texts.length;
      const sentences = texts.map((one, i) => {
        const start = where % one.length;
        return sentence(one, i === best ? { best: true, marks: [{ start, end: start + 1 }] } : {});
      });
      const brief = briefOf(excerpt(...sentences));
      const at = brief.sentences.findIndex((one) => one.best);
      const before = brief.sentences.slice(0, at).map((one) => one.text);
      const [mark] = brief.sentences[at]?.marks ?? [];
      const wanted = before.join('') + (brief.sentences[at]?.text.slice(0, mark?.end) ?? '');
      assert.ok(mark !== undefined);
      assert.ok(displayWidth(wanted) <= 120, wanted);
      assert.ok(texts.join('').includes(brief.sentences.map((one) => one.text).join('')), 'word for word');
    }),
  );
});
