import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regressions } from '../../scripts/measure/baseline.ts';
import { qualityReport } from '../../scripts/measure/evaluate.ts';
import { CHANGES, metamorphic, type PartSections } from '../../scripts/measure/metamorphic.ts';
import { qualityLines } from '../../scripts/measure/reports/quality-report.ts';
import { normalise } from '../../src/text/normal-form.ts';

const QUESTION = '云帆CRM怎么收费，2024年？';
const questions = [QUESTION, '二', '三', '四'].map((q) => ({ q, article: 'a' }));

test('every change rewrites a question', () => {
  const changed = Object.fromEntries(
    Object.entries(CHANGES).map(([name, change]) => [name, change(QUESTION)]),
  );
  assert.deepEqual(changed, {
    'traditional characters': '雲帆CRM怎麼收費，2024年？',
    'full-width letters and digits': '云帆ＣＲＭ怎么收费，２０２４年？',
    'upper case': '云帆CRM怎么收费，2024年？',
    'more punctuation': '「云帆CRM怎么收费，2024年」？？！……',
    'politeness in Chinese': '你好，请问云帆CRM怎么收费，2024年？，谢谢！',
    'politeness in English': 'Hello, 云帆CRM怎么收费，2024年？ Thanks!',
    'white space': '  云帆CRM怎么收费，\u3000\n2024年？\u200b ',
  });
});

test('a change counts as unchanged if the first passage is the same; unanswerable questions are not asked', async () => {
  // Finds by the length of the normal form: forms of characters do not matter, added words do.
  const firstOf = (q: string): Promise<number> => Promise.resolve(normalise(q).length);
  const asked = [...questions, { q: '没有答案' }];
  const { n, unchanged } = await metamorphic(firstOf, asked, () => Promise.reject(new Error('no parts')));
  assert.equal(n, 2, 'every third of four');
  assert.deepEqual(
    ['traditional characters', 'full-width letters and digits', 'upper case', 'politeness in Chinese'].map(
      (name) => unchanged[name],
    ),
    [1, 1, 1, 0],
  );
});

test('the parts of two-part questions change places; one that was read as one question is not counted', async () => {
  const turned: string[] = [];
  const sectionsOf = (q: string): Promise<PartSections> => {
    turned.push(q);
    const parts = q.split('？');
    return Promise.resolve({
      parts,
      sections: parts.map((part) => (q.startsWith('b') ? part.slice(0, 1) : part)),
    });
  };
  const second = { article: 'a' };
  const asked = ['a？b', 'c1？b', 'd'].map((q) => ({ q, article: 'a', second }));
  const { n, unchanged } = await metamorphic(() => Promise.resolve(1), asked, sectionsOf);
  assert.equal(n, 0, 'their first passage is not compared');
  assert.equal(unchanged['order of two parts'], 0.5, 'the second shows another section when turned');
  assert.deepEqual(turned, ['a？b', 'b？a', 'c1？b', 'b？c1', 'd']);
});

test('shares are printed, and one lower than in the baseline is named', () => {
  const report = { ...qualityReport([]), metamorphic: { n: 2, unchanged: { 'upper case': 0.5 } } };
  assert.match(
    qualityLines(report, 'all 0').join('\n'),
    /after a meaningless change, 2 questions\nupper case +0\.500\n/,
  );
  assert.deepEqual(regressions(report, report, 'b.json'), []);
  const better = { ...report, metamorphic: { n: 2, unchanged: { 'upper case': 0.52 } } };
  assert.deepEqual(regressions(report, better, 'b.json'), ['upper case: unchanged 0.520 → 0.500']);
  assert.deepEqual(regressions(qualityReport([]), report, 'b.json'), ['upper case: unchanged 0.500 → –']);
});
