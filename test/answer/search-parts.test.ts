// Several questions in one message, over the fixture wiki.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownPassage, singleAnswers } from '../../src/answer/answer.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { openTestEngine } from '../support/engine.ts';

const { answerer } = await openTestEngine();

/** What each question of a message was answered with: `question → heading`, or the kind of an answer without one. */
async function answered(message: string): Promise<string[]> {
  return singleAnswers(await answerer.answer(message)).map(
    (answer) => `${answer.question} → ${shownPassage(answer)?.headingPath.at(-1) ?? answer.kind}`,
  );
}

test('each question gets its own passage; one without a topic continues the other', async () => {
  assert.deepEqual(await answered('青禾科技什么时候上市，发行价多少'), [
    '青禾科技什么时候上市 → 上市时间',
    '发行价多少 → 发行价格',
  ]);
  assert.deepEqual(await answered('雲帆客服系統做什麼？怎麼收費？'), [
    '雲帆客服系統做什麼 → 系统做什么',
    '怎麼收費 → 收费方式',
  ]);
  assert.deepEqual(
    await answered('What does the bank promise in a letter of credit and which documents are typical'),
    [
      'What does the bank promise in a letter of credit → What the bank promises',
      'which documents are typical → Typical documents',
    ],
  );
});

test('the topic may be named last', async () => {
  assert.deepEqual(await answered('怎么收费，云帆客服系统的数据安全吗'), [
    '怎么收费 → 收费方式',
    '云帆客服系统的数据安全吗 → 数据安全',
  ]);
});

test('three questions, three passages', async () => {
  const headings = ['注销前的准备', '税务注销', '公告期限'];
  const parts = await answered('公司注销前要准备什么，税务怎么办，公告期限多久');
  assert.deepEqual(
    parts.map((part) => part.split(' → ')[1]),
    headings,
  );
});

test('the part that the wiki does not answer says so, wherever it stands', async () => {
  const [price, meat] = ['青禾科技的发行价是多少', '红烧肉怎么炖'];
  assert.deepEqual(await answered(`${price}，${meat}`), [`${price} → 发行价格`, `${meat} → nothing`]);
  assert.deepEqual(await answered(`${meat}，${price}`), [`${meat} → nothing`, `${price} → 发行价格`]);
});

test('questions that one section answers get one answer', async () => {
  const message = '青禾科技的发行价是多少，共发行多少股';
  assert.deepEqual(await answered(message), [`${message} → 发行价格`]);
});

test('of three questions, those of one section share their answer', async () => {
  assert.deepEqual(await answered('青禾科技的发行价是多少，青禾科技共发行多少股，什么时候上市'), [
    '青禾科技的发行价是多少 / 青禾科技共发行多少股 → 发行价格',
    '什么时候上市 → 上市时间',
  ]);
});

test('a heading that asks is one question', async () => {
  const answer = await answerer.answer('云帆客服系统 收费方式');
  assert.equal(answer.kind, 'found');
});

test('the next passages of a part are those of its own question', async () => {
  const message = '青禾科技什么时候上市，发行价多少';
  const first = await answerer.result(message, 0, { part: 1 });
  assert.equal(first?.passage.headingPath.at(-1), '发行价格');
  const next = await answerer.result(message, 1, { part: 1 });
  assert.notEqual(next?.passage.headingPath.at(-1), '发行价格');
  assert.equal(await answerer.result(message, 0, { part: 2 }), undefined);
});

test('a list has the passages of both parts in turn, each section once', async () => {
  const { passages, total } = await answerer.list(normalise('青禾科技什么时候上市，发行价多少'), {
    offset: 0,
    limit: 20,
  });
  assert.deepEqual(
    passages.slice(0, 2).map(({ headingPath }) => headingPath.at(-1)),
    ['上市时间', '发行价格'],
  );
  const sections = passages.map(({ ref }) => ref.sectionId);
  assert.equal(new Set(sections).size, sections.length);
  const rest = await answerer.list(normalise('青禾科技什么时候上市，发行价多少'), { offset: 1, limit: 20 });
  assert.deepEqual(rest.passages, passages.slice(1));
  assert.equal(rest.total, total);
});
