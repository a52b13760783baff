import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { chooseExcerpt, type Excerpt, MAX_EXCERPT_LENGTH } from '../../src/retrieval/excerpt.ts';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { splitSentences } from '../../src/text/sentences.ts';

type Options = { start?: number; fromStart?: boolean; near?: string };
/** Only words connect sentences with the question, except the one that begins with `near`. */
const choose = (sectionText: string, question: string, options: Options = {}): Excerpt =>
  chooseExcerpt({
    section: { text: sectionText, units: [], spans: [] },
    sentences: splitSentences(sectionText).map((range) => {
      const isNear = options.near !== undefined && sectionText.startsWith(options.near, range.start);
      return { range, score: isNear ? 0.9 : 0, ownCoverage: isNear ? 0.9 : 0 };
    }),
    passage: { start: options.start ?? 0, end: sectionText.length },
    terms: queryTerms(normalise(question)),
    idf: () => 1,
    fromStart: options.fromStart ?? false,
  });
const textOf = ({ sentences }: Excerpt): string => sentences.map(({ text }) => text).join('');
const bestOf = ({ sentences }: Excerpt): string | undefined => sentences.find(({ best }) => best)?.text;
const marked = ({ sentences }: Excerpt): string[] =>
  sentences.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end)));

const FILLER = '公司每年举办一次年会，邀请客户参加。'.repeat(20);

test('a short section is shown whole, with the best sentence marked and without gaps', () => {
  const excerpt = choose('公司在武汉。发行价格为12.80元。员工三百人。', '发行价格');
  assert.equal(textOf(excerpt), '公司在武汉。发行价格为12.80元。员工三百人。');
  assert.equal(bestOf(excerpt), '发行价格为12.80元。');
  assert.deepEqual([excerpt.sentences[0]?.gapBefore, excerpt.gapAfter], [false, false]);
});

test('an answer in the last sentence of a long section is shown', () => {
  const excerpt = choose(`${FILLER}检测报告保存三个月。`, '检测报告保存多久');
  assert.ok(textOf(excerpt).endsWith('检测报告保存三个月。'));
  assert.equal(excerpt.sentences[0]?.gapBefore, true);
  assert.equal(excerpt.gapAfter, false);
});

test('without a matching word the found passage is shown from its beginning', () => {
  const start = FILLER.length;
  const excerpt = choose(`${FILLER}检测报告保存三个月。`, '区块链', { start });
  assert.equal(bestOf(excerpt), '检测报告保存三个月。');
});

test('matched words are marked in the original spelling', () => {
  assert.deepEqual(marked(choose('貨櫃在碼頭堆存，ＩＰＯ以後。', '货柜堆存IPO')), ['貨櫃', '堆存', 'ＩＰＯ']);
});

test('overlapping matches are merged into one mark', () => {
  assert.deepEqual(marked(choose('普通注销公告期为四十五天。', '注销公告期')), ['注销公告期']);
});

test('a single sentence longer than an excerpt is cut at clause marks around the match', () => {
  const excerpt = choose(
    `${'一二三四五六七，'.repeat(60)}检测报告保存三个月，${'甲乙丙丁，'.repeat(60)}完。`,
    '检测报告',
  );
  assert.ok(textOf(excerpt).length <= MAX_EXCERPT_LENGTH);
  assert.ok(textOf(excerpt).includes('检测报告保存三个月'));
  assert.deepEqual(marked(excerpt), ['检测报告']);
  assert.deepEqual([excerpt.sentences[0]?.gapBefore, excerpt.gapAfter], [true, true]);
});

test('any excerpt is a verbatim piece of the section, within the limit, with one best sentence and marks inside', () => {
  const piece = fc.constantFrom(
    '公司',
    '注销',
    '发行',
    '价格',
    '12.80',
    '，',
    '。',
    '\n\n',
    '𠮷',
    'IPO ',
    '！',
    '“',
    '”',
  );
  const section = fc.array(piece, { minLength: 1, maxLength: 250 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(section, fc.array(piece, { maxLength: 6 }), (text, words) => {
      const excerpt = choose(text, words.join(''));
      const shown = textOf(excerpt);
      assert.ok(text.includes(shown));
      assert.ok(shown.trimEnd().length <= MAX_EXCERPT_LENGTH);
      assert.ok(shown.isWellFormed());
      assert.equal(excerpt.sentences.filter(({ best }) => best).length, 1);
      for (const sentence of excerpt.sentences) {
        for (const [i, { start, end }] of sentence.marks.entries()) {
          assert.ok(start >= (sentence.marks[i - 1]?.end ?? 0) && start < end && end <= sentence.text.length);
        }
      }
      if (excerpt.gapAfter) assert.ok(shown.length < text.length);
    }),
    { numRuns: 500 },
  );
});

test('an empty section gives an empty excerpt', () => {
  assert.deepEqual(choose('', '发行'), { sentences: [], gapAfter: false });
});
