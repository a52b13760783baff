// The steps of a question, counted in the running program: nothing is looked up, read, normalised or compared twice.
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { test } from 'node:test';
import type { AskOptions } from '../../src/answer/answerer.ts';
import type { OpenIndex } from '../../src/index/open-index.ts';
import { SAMPLE_ARTICLES } from '../support/project.ts';

register('../support/counting-hooks.js', import.meta.url);
const { folded } = await import('../support/counted-normal-form.ts');
const { normalise } = await import('../../src/text/normal-form.ts');
const { createWiki } = await import('../../src/answer/wiki.ts');
const { createInlineSearch } = await import('../../src/bot/inline-search.ts');
const { createRetriever } = await import('../../src/retrieval/retriever.ts');
const { CALIBRATION, openTestEngine, SYNONYMS } = await import('../support/engine.ts');

const { index, embedder } = await openTestEngine(SAMPLE_ARTICLES);

type Counts = { folded: string[]; placed: number[]; read: number[]; matched: number[]; embedded: number };

/** The sample wiki, and the work done in it since `counted` was last called. */
function countedWiki() {
  const { catalogue, texts, tokens } = index;
  assert.ok(tokens !== undefined && embedder.tokens !== undefined);
  const none = (): Counts => ({ folded: [], placed: [], read: [], matched: [], embedded: 0 });
  let counts = none();
  const counted: OpenIndex = {
    ...index,
    catalogue: { ...catalogue, place: (ordinal) => (counts.placed.push(ordinal), catalogue.place(ordinal)) },
    texts: { ...texts, section: (section) => (counts.read.push(section), texts.section(section)) },
    tokens: { ...tokens, partsOf: (ordinal) => (counts.matched.push(ordinal), tokens.partsOf(ordinal)) },
  };
  const model = embedder.tokens;
  const titles = new Set<string>(catalogue.articles.map(({ title }) => normalise(title)));
  const source: typeof model = {
    ...model,
    embedParts: (texts, kind) => {
      // The tokens of titles are counted once per article.
      if (!texts.every(([text = '']) => titles.has(text))) counts.embedded++;
      return model.embedParts(texts, kind);
    },
  };
  const retriever = createRetriever({
    index: counted,
    embedder: { ...embedder, tokens: source },
    calibration: CALIBRATION,
    synonyms: SYNONYMS,
  });
  const wiki = createWiki({ index: counted, retriever });
  return {
    wiki,
    answerer: wiki.answerer,
    prepare: () => wiki.directory.prepare(),
    counted: (): Counts => {
      const done = { ...counts, folded: folded.splice(0) };
      counts = none();
      return done;
    },
  };
}

/** The elements that occur more than once in a list. */
function repeated<T>(list: readonly T[]): T[] {
  return list.filter((item, i) => list.indexOf(item) < i);
}

const questions: [question: string, kind: string, options?: (articleId: string) => AskOptions][] = [
  ['华强科技的发行价是多少', 'found'],
  ['請問華強科技的發行價是多少？謝謝', 'found'],
  ['开网店要不要营业执照', 'unsure'],
  ['那发行价呢', 'found', (articleId) => ({ after: { articleId, position: 0 } })],
  ['那发行价呢', 'found', (articleId) => ({ carried: { articleId } })],
  ['谢谢', 'nothing'],
];
for (const [question, kind, optionsFor] of questions) {
  test(`"${question}"${optionsFor === undefined ? '' : ' about a topic'}: everything once`, async () => {
    const { answerer, counted, prepare } = countedWiki();
    await prepare(); // reads all titles, for the search by title
    const about = index.catalogue.byTitle('华强科技多久上市交易')?.id ?? '';
    counted();
    const answer = await answerer.answer(question, optionsFor?.(about));
    assert.equal(answer.kind, kind);
    const { folded, placed, read, matched, embedded } = counted();
    assert.deepEqual(repeated(folded), [], 'brought into normal form');
    assert.equal(folded.filter((text) => text.includes(question)).length, 1, 'the question itself');
    assert.deepEqual(repeated(read), [], 'read');
    assert.ok(embedded <= 1, `${embedded} round trips to the model`);
    if (optionsFor !== undefined) return; // the topic's passages may be among those that the search found
    assert.deepEqual(repeated(placed), [], 'looked up');
    assert.deepEqual(repeated(matched), [], 'matched');
  });
}

test('a question asked again, and its next passages, are not searched again', async () => {
  const { answerer, counted } = countedWiki();
  const question = '华强科技的发行价是多少';
  await answerer.answer(question);
  counted();
  for (const again of [question, ` 華強科技的發行價是多少？ `]) {
    const answer = await answerer.answer(again);
    assert.ok(answer.kind === 'found' && answer.question === again);
    const { placed, read, matched, embedded } = counted();
    assert.deepEqual({ read: read.length, matched, embedded }, { read: 1, matched: [], embedded: 0 });
    assert.ok(placed.length < 20, 'for related topics only');
  }
  const next = await answerer.result(question, 1);
  assert.notEqual(next, undefined);
  const { read, matched, embedded } = counted();
  assert.deepEqual({ read: read.length, matched, embedded }, { read: 1, matched: [], embedded: 0 });
});

test('a page of results reads each section once', async () => {
  const { answerer, counted } = countedWiki();
  const { passages } = await answerer.list(normalise('华强科技的发行价是多少'), { offset: 0, limit: 10 });
  assert.equal(passages.length, 10);
  const { placed, read, matched, embedded } = counted();
  assert.equal(read.length, 10);
  assert.deepEqual([repeated(placed), repeated(read), repeated(matched)], [[], [], []]);
  assert.equal(embedded, 1);
});

test("what is typed after the bot's name is brought into normal form once, for titles and passages", async () => {
  const { wiki, counted, prepare } = countedWiki();
  await prepare();
  counted();
  const { items } = await createInlineSearch(wiki, { count: () => 0 })('華強科技的發行價', '');
  assert.ok(items.some(({ kind }) => kind === 'passage'));
  const { folded, read } = counted();
  assert.deepEqual([repeated(folded), repeated(read)], [[], []]);
});
