import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isUnanswered, shownPassage } from '../../src/answer/answer.ts';
import type { Answerer } from '../../src/answer/answerer.ts';
import { lastAnswerOf } from '../../src/answer/last-answer.ts';
import { createWiki } from '../../src/answer/wiki.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { type Lessons, NO_LESSONS, type SectionPlace, taughtForm } from '../../src/retrieval/lessons.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { parseSynonyms } from '../../src/retrieval/synonyms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { writeCoffeeWiki } from '../support/coffee-wiki.ts';
import { CALIBRATION, openTestEngine, SYNONYMS } from '../support/engine.ts';
import { openBundled } from '../support/model.ts';
import { fc } from '../support/property.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
writeCoffeeWiki(folder);
const { index, retriever, answerer: untaught } = await openTestEngine(folder);

const LEFTOVERS = '详细释义 › 剩余物料处理';
const aliases = (place: SectionPlace, ...questions: string[]): Lessons => ({
  ...NO_LESSONS,
  aliases: questions.map((question) => ({ question: taughtForm(question), place })),
});
const outOfScope = (...questions: string[]): Lessons => ({
  ...NO_LESSONS,
  negatives: questions.map(taughtForm),
});
const answererWith = (lessons: Lessons): Answerer =>
  createWiki({ index, retriever: retriever.withLessons(lessons) }).answerer;
const shown = async (answerer: Answerer, question: string): Promise<string> => {
  const answer = await answerer.answer(question);
  return `${answer.kind} ${shownPassage(answer)?.headingPath.at(-1) ?? ''}`.trim();
};

describe('a question that belongs to a section', () => {
  const WORDS = '不干了以后冰箱里没拆的豆子能卖给谁';
  const place = { article: 'mendian-guanbi', section: LEFTOVERS };
  const taught = answererWith(aliases(place, WORDS));

  test('is found by it in these words, whatever politeness, marks or script is around them', async () => {
    assert.notEqual(await shown(untaught, WORDS), 'found 剩余物料处理');
    for (const asked of [WORDS, `请问${WORDS}？谢谢`, ` ${WORDS}！！`, '不幹了以後冰箱裡沒拆的豆子能賣給誰'])
      assert.equal(await shown(taught, asked), 'found 剩余物料处理', asked);
  });

  test('is found in similar words', async () => {
    assert.equal(await shown(taught, '不干了，冰箱里没拆的豆子卖给谁好呢'), 'found 剩余物料处理');
  });

  test('changes nothing for other questions', async () => {
    for (const asked of ['咖啡店加盟费用', '会员卡过期怎么办', '保证金什么时候退', '冰箱保修几年'])
      assert.deepEqual(await taught.answer(asked), await untaught.answer(asked), asked);
  });

  test('may be small talk, a long message or two questions', async () => {
    const messages = [
      '人工客服',
      '继续',
      '我们店开了三年，最近人流少了一半，房东又要涨租，我和合伙人商量了很久。冰箱里还有豆子怎么办？员工又怎么办？',
    ];
    const both = answererWith(aliases({ article: 'mendian-guanbi', section: LEFTOVERS }, ...messages));
    for (const message of messages) {
      assert.notEqual(await shown(untaught, message), 'found 剩余物料处理');
      assert.equal(await shown(both, message), 'found 剩余物料处理', message);
    }
  });

  test('is meant in a conversation as well', async () => {
    const after = lastAnswerOf(await taught.answer('会员卡充值送多少'));
    const answer = await taught.answer(WORDS, { after });
    assert.deepEqual(shownPassage(answer)?.headingPath.at(-1), '剩余物料处理');
  });

  test('without a section means the beginning of the article', async () => {
    const beginning = answererWith(aliases({ article: 'huiyuan-ka' }, '那张卡的事'));
    assert.equal(await shown(beginning, '那张卡的事'), 'found 充值与余额');
  });

  test('follows headings that changed in case and spaces, and does nothing if its place is gone', async () => {
    const renamed = { article: 'mendian-guanbi', section: '详细释义 ›  剩余 物料处理' };
    assert.equal(await shown(answererWith(aliases(renamed, WORDS)), WORDS), 'found 剩余物料处理');
    for (const gone of [{ article: 'nowhere' }, { article: 'mendian-guanbi', section: '基本释义 › 剩余' }])
      assert.deepEqual(await answererWith(aliases(gone, WORDS)).answer(WORDS), await untaught.answer(WORDS));
  });

  test('does not take a more general question that is surely answered', async () => {
    const special = answererWith(
      aliases({ article: 'mendian-guanbi', section: '详细释义 › 员工安置' }, '澳门门店注销流程'),
    );
    assert.equal(await shown(special, '门店注销流程'), await shown(untaught, '门店注销流程'));
  });

  test('counts for the last of two places', async () => {
    const lessons = [
      ...aliases(place, WORDS).aliases,
      ...aliases({ article: 'huiyuan-ka', section: '过期怎么办' }, WORDS).aliases,
    ];
    assert.equal(await shown(answererWith({ ...NO_LESSONS, aliases: lessons }), WORDS), 'found 过期怎么办');
  });
});

describe('a question out of scope', () => {
  const JAPAN = '在日本注册一个商标多少钱';

  test('gets nothing, even if a section is sure to answer it, and is not left open', async () => {
    const surely = '商标注册费用';
    assert.match(await shown(untaught, surely), /^found/);
    const answer = await answererWith(outOfScope(surely)).answer(`请问${surely}？`);
    assert.equal(answer.kind, 'nothing');
    assert.equal(isUnanswered(answer), false);
    assert.deepEqual(
      await answererWith(outOfScope(surely)).list(normalise(surely), { offset: 0, limit: 5 }),
      {
        passages: [],
        total: 0,
        complete: true,
      },
    );
  });

  test('takes those that mean the same along', async () => {
    const taught = answererWith(outOfScope(JAPAN));
    for (const asked of ['日本注册一个商标要多少钱', '请问在日本注册商标多少钱？'])
      assert.equal(await shown(taught, asked), 'nothing', asked);
  });

  test('takes along neither what is more general nor what is said of something else', async () => {
    const taught = answererWith(outOfScope(JAPAN, '香港门店注销流程'));
    for (const asked of ['注册一个商标多少钱', '商标注册费用', '在国内注册一个商标多少钱', '门店注销流程'])
      assert.deepEqual(await taught.answer(asked), await untaught.answer(asked), asked);
  });

  test('stays out of scope if it is among those that belong to a section', async () => {
    const { aliases: both } = aliases({ article: 'huiyuan-ka' }, JAPAN);
    assert.equal(await shown(answererWith({ ...outOfScope(JAPAN), aliases: both }), JAPAN), 'nothing');
  });
});

describe('a synonym', () => {
  const { rules } = parseSynonyms('薅羊毛 => 会员卡充值\nfranchisee fee => 加盟费用', 'synonyms.txt');
  const taught = answererWith({ ...NO_LESSONS, synonyms: rules });

  test('is searched for what it means', async () => {
    assert.equal(await shown(untaught, '薅羊毛'), 'nothing');
    assert.match(await shown(taught, '薅羊毛'), / 充值与余额$/);
    assert.equal(await shown(taught, 'franchisee fee'), 'found 加盟费用');
  });

  test('goes one way and keeps the rules of the synonyms file', async () => {
    assert.deepEqual(await taught.answer('会员卡充值'), await untaught.answer('会员卡充值'));
    const known = retriever.withLessons({ ...NO_LESSONS, synonyms: rules });
    const parsed = (await known.retrieve(normalise('薅羊毛 裁员'))).question;
    const plain = (await retriever.retrieve(normalise('裁员'))).question;
    for (const { alternatives } of plain.segments)
      for (const alternative of alternatives)
        assert.ok(parsed.segments.some((segment) => segment.alternatives.includes(alternative)));
  });
});

test('teaching nothing changes nothing, and lessons are taken back whole', async () => {
  const questions = ['加盟要多少钱', '关店以后员工怎么办', '会员卡 余额', '商标印在杯子上', '今天天气'];
  const there = retriever.withLessons(aliases({ article: 'huiyuan-ka' }, ...questions));
  const back = createWiki({ index, retriever: there.withLessons(NO_LESSONS) }).answerer;
  for (const question of questions)
    assert.deepEqual(await back.answer(question), await untaught.answer(question));
});

test('a taught question is found whatever else is taught, and never harms the others', async () => {
  const words = fc.constantFrom('豆子', '冰箱', '招牌', '发票', '排队', '停车', '雨伞', 'wifi', '杯子');
  const question = fc.array(words, { minLength: 2, maxLength: 4 }).map((some) => `${some.join('和')}归谁管`);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(question, { minLength: 1, maxLength: 6 }), async (questions) => {
      const taught = answererWith(
        aliases({ article: 'shangbiao-shiyong', section: '授权范围' }, ...questions),
      );
      for (const asked of questions) assert.equal(await shown(taught, asked), 'found 授权范围');
      assert.equal(await shown(taught, '会员卡过期怎么办'), 'found 过期怎么办');
    }),
    { numRuns: 15 },
  );
});

test('a model whose cosines are all high decides alike', async () => {
  /** A part that all vectors share, as with e5: every cosine is between .75 and 1. */
  const squeezed = async (): Promise<Embedder> => {
    const plain = await openBundled();
    const squeeze = (vector: Float32Array): Float32Array => {
      const shared = Math.sqrt(3 / vector.length);
      return vector.map((value) => (value + shared) / 2);
    };
    return {
      ...plain,
      tokens: undefined,
      embed: async (texts, kind) =>
        (await plain.embed(texts, kind)).map(squeeze).map((vector) => {
          const length = Math.hypot(...vector);
          return vector.map((value) => value / length);
        }),
    };
  };
  const embedder = await squeezed();
  const high = createRetriever({
    index: withVectors(),
    embedder,
    calibration: CALIBRATION,
    synonyms: SYNONYMS,
  });
  function withVectors(): typeof index {
    const shared = Math.sqrt(3 / embedder.model.dimension);
    const move = (vector: Float32Array): Float32Array => {
      const moved = vector.map((value) => (value + shared) / 2);
      const length = Math.hypot(...moved);
      return moved.map((value) => value / length);
    };
    const { vectors } = index;
    return {
      ...index,
      tokens: undefined,
      vectors: {
        ...vectors,
        vectorOf: (ordinal) => move(vectors.vectorOf(ordinal)),
        search: (vector, k) =>
          Array.from({ length: index.catalogue.passages }, (_, ordinal) => ({
            ordinal,
            score: move(vectors.vectorOf(ordinal)).reduce(
              (sum, value, i) => sum + value * (vector[i] ?? 0),
              0,
            ),
          }))
            .sort((a, b) => b.score - a.score)
            .slice(0, k),
      },
    };
  }
  const lessons: Lessons = {
    ...aliases({ article: 'mendian-guanbi', section: LEFTOVERS }, '不干了以后冰箱里没拆的豆子能卖给谁'),
    negatives: [taughtForm('在日本注册一个商标多少钱')],
  };
  const taught = high.withLessons(lessons);
  const retrieve = (question: string) => taught.retrieve(normalise(question));
  const found = await retrieve('不干了，冰箱里没拆的豆子卖给谁好呢');
  assert.ok(found.hits.every(({ vectorScore }) => vectorScore > 0.7));
  assert.equal(found.hits[0]?.section.headingPath.at(-1), '剩余物料处理');
  assert.ok(found.confidence > 0.9);
  assert.ok((await retrieve('日本注册一个商标要多少钱')).outOfScope);
  assert.ok(!(await retrieve('注册一个商标多少钱')).outOfScope);
  await embedder.close();
});
