import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAnswerer } from '../../src/answer/answerer.ts';
import { createExplain, whyOf, type WhySource } from '../../src/playground/why.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { CALIBRATION, openHashingEngine, SYNONYMS } from '../support/engine.ts';

const { index, embedder, answerer, wiki } = await openHashingEngine();
const source: WhySource = {
  headingPath: (ordinal) => index.catalogue.place(ordinal).section.headingPath,
  text: (ordinal) => {
    const { start, end } = index.texts.passageRange(ordinal);
    return index.texts.section(index.catalogue.place(ordinal).sectionIndex).text.slice(start, end);
  },
  cutOffs: CALIBRATION.cutOffs,
};

test('an answer is explained by its passages, their scores, and the whole words that they share with the question', async () => {
  const why = await createExplain(answerer, source)('青禾科技的发行价格是多少');
  assert.equal(why.kind, 'found');
  assert.ok(why.confidence >= why.cutOffs.found);
  const [first, second] = why.passages;
  assert.equal(first?.title, '青禾科技何时上市');
  assert.deepEqual(first.headingPath, ['基本释义', '发行价格']);
  assert.deepEqual(first.words, ['青禾科技', '发行价格']);
  assert.ok(second !== undefined && first.fused >= second.fused);
  assert.ok(first.vectorScore > 0 && first.coverage > 0);
});

test('every step has its time, even if the search is cached', async () => {
  let now = 0;
  const clock = (): number => (now += 1);
  const retriever = createRetriever({ index, embedder, calibration: CALIBRATION, synonyms: SYNONYMS, clock });
  const { timings } = await retriever.retrieve(normalise('青禾科技的发行价格是多少'));
  assert.deepEqual(timings, { readMs: 1, embedMs: 1, searchMs: 1, rankMs: 1 });
  const { directory } = wiki;
  const answerer = createAnswerer({ index, retriever, directory, clock });
  for (const question of ['青禾科技的发行价格', '青禾科技的发行价格？']) {
    const { steps } = whyOf(await answerer.explain(question), source);
    assert.deepEqual(
      steps.map(({ step, ms }) => [step, ms]),
      [
        ['read', 1],
        ['embed', 1],
        ['search', 1],
        ['rank', 1],
        ['answer', 1],
      ],
    );
  }
});

test('corrected spelling is named, and both searches are timed', async () => {
  const why = await createExplain(answerer, source)('青和可技的发型价格');
  assert.equal(why.understoodAs, '青禾科技的发行价格');
});

test('small talk is not searched, and there is nothing to rank', async () => {
  const why = await createExplain(answerer, source)('谢谢');
  assert.deepEqual(
    { ...why, cutOffs: undefined },
    {
      question: '谢谢',
      readAs: undefined,
      parts: [],
      kind: 'nothing',
      searched: false,
      understoodAs: undefined,
      terms: [],
      confidence: 0,
      cutOffs: undefined,
      passages: [],
      steps: [],
    },
  );
});

test('of two questions in one message, each is explained by itself', async () => {
  const why = await createExplain(answerer, source)('青禾科技的发行价格是多少，云帆客服系统的收费方式是什么');
  assert.equal(why.kind, 'parts');
  assert.deepEqual(
    why.parts.map(({ question, passages }) => [question, passages[0]?.headingPath.at(-1)]),
    [
      ['青禾科技的发行价格是多少', '发行价格'],
      ['云帆客服系统的收费方式是什么', '收费方式'],
    ],
  );
  assert.ok(why.parts.every(({ steps }) => steps.length > 0));
});
