import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createMaskedIndex } from '../../src/retrieval/masked-index.ts';
import { clausesIn, maskedQuestions, measureMasked } from '../../src/retrieval/masked-questions.ts';
import { normalQuestion } from '../../src/retrieval/question.ts';
import { createRetriever } from '../../src/retrieval/retriever.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { CALIBRATION, openTestEngine, SYNONYMS } from '../support/engine.ts';
import { writeMadeWiki } from '../support/made-wikis.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const { index, embedder } = engine;
const masked = createMaskedIndex(index);
const retriever = createRetriever({
  index: masked.index,
  embedder,
  calibration: CALIBRATION,
  synonyms: SYNONYMS,
});

test('clauses are as long as questions, in Chinese and in English; code is none', () => {
  assert.deepEqual(clausesIn('试用期最长六个月，短。公司须在三十日内办理登记；是的！'), [
    '试用期最长六个月',
    '公司须在三十日内办理登记',
  ]);
  assert.deepEqual(clausesIn('A shareholder may sell the shares, but not all. Too short.'), [
    'A shareholder may sell the shares',
  ]);
  assert.deepEqual(clausesIn('SET GLOBAL max_retries = 10 WHERE id = 7'), []);
  assert.deepEqual(clausesIn('用 TiDB 的 SQL 语句查看集群当前的版本号'), [
    '用 TiDB 的 SQL 语句查看集群当前的版本号',
  ]);
});

test('the same articles give the same questions, each with a clause of its article', () => {
  const questions = maskedQuestions(index);
  assert.ok(questions.length >= 20, `${questions.length} questions`);
  assert.deepEqual(maskedQuestions(index), questions);
  for (const { text, clause, article } of questions) {
    assert.ok(text.includes(clause));
    const texts = Array.from({ length: index.manifest.corpus.passages }, (_, ordinal) => ordinal)
      .filter((ordinal) => index.catalogue.place(ordinal).article === article)
      .map((ordinal) => index.texts.section(index.catalogue.place(ordinal).sectionIndex).text);
    assert.ok(
      texts.some((one) => one.includes(clause)),
      clause,
    );
  }
  assert.equal(new Set(questions.map(({ clause }) => clause)).size, questions.length);
  const bare = questions.filter(({ text, clause }) => text === clause).length;
  assert.ok(bare > 0 && bare < questions.length / 2, `${bare} of ${questions.length} without an asking word`);
});

test('a hidden article is not found, by its heading neither, and all others are', async () => {
  for (const article of index.catalogue.articles) {
    masked.hide(article);
    for (const { headingPath } of article.sections) {
      const question = normalQuestion(`${article.title} ${headingPath.at(-1) ?? ''}`);
      const { hits, rest, rankings, named } = await retriever.retrieve(question);
      for (const ordinal of [...hits.map((hit) => hit.ordinal), ...rest, ...rankings.lexical, ...named])
        assert.notEqual(index.catalogue.place(ordinal).article, article);
      const own = article.sections.reduce((sum, { passages }) => sum + passages, 0);
      const others = index.manifest.corpus.passages - own;
      assert.equal(rankings.vector.length, Math.min(50, others));
    }
  }
});

test('a word that only the hidden article has is unknown while it is hidden', () => {
  const [one, other] = index.catalogue.articles;
  assert.ok(one !== undefined && other !== undefined);
  const ordinalsOf = (slug: string): number[] =>
    (index.catalogue.bySlug(slug)?.sections ?? []).flatMap(({ firstPassage, passages }) =>
      Array.from({ length: passages }, (_, i) => firstPassage + i),
    );
  const own = ordinalsOf(one.slug);
  const everywhere = Array.from({ length: index.manifest.corpus.passages }, (_, ordinal) => ordinal);
  const holding = (term: string): number[] =>
    everywhere.filter(
      (ordinal) => (index.lexical.search([{ term, weight: 1 }], 0, [ordinal]).also[0]?.coverage ?? 0) > 0,
    );
  const unique = [...index.lexical.terms()].find((term) => {
    const places = term.startsWith('=') ? [] : holding(term);
    return places.length > 0 && places.every((ordinal) => own.includes(ordinal));
  });
  assert.ok(unique !== undefined);
  masked.hide(one);
  assert.equal(masked.index.lexical.documentFrequency(unique), 0);
  masked.hide(other);
  assert.equal(masked.index.lexical.documentFrequency(unique), index.lexical.documentFrequency(unique));
});

test('while an article is hidden, only the other passages count for its tokens', () => {
  const { tokens } = index;
  assert.ok(tokens !== undefined);
  for (const article of index.catalogue.articles) {
    masked.hide(article);
    const ordinals = Array.from({ length: tokens.size }, (_, ordinal) => ordinal);
    const others: ReadonlySet<number>[] = ordinals
      .filter((ordinal) => index.catalogue.place(ordinal).article !== article)
      .map((ordinal) => new Set(tokens.partsOf(ordinal).flatMap((part) => [...part])));
    for (const token of tokens.frequencies().keys())
      assert.equal(
        masked.index.tokens?.documentFrequency(token),
        others.filter((held) => held.has(token)).length,
      );
  }
});

const open = (searched: typeof index, options: { correctSpelling: boolean }) =>
  createRetriever({ index: searched, embedder, calibration: CALIBRATION, synonyms: SYNONYMS, ...options });

test('a wiki of two articles is asked the labelled questions only', async () => {
  const folder = temporaryFolder();
  writeMadeWiki(folder, 'simplified', 0, 2);
  const two = await openTestEngine(folder);
  const { confidence } = await two.retriever.retrieve(normalise('谁来赔'));
  assert.deepEqual(await measureMasked(two.index, open, ['谁来赔']), {
    made: [],
    labelled: [Math.round(confidence * 1000) / 1000],
  });
});

test('a clause that another article has word for word is no false answer', async () => {
  const folder = temporaryFolder();
  writeMadeWiki(folder, 'simplified', 0, 6);
  const before = await measureMasked((await openTestEngine(folder)).index, open, []);
  assert.ok(before.made.length > 20);
  for (const name of readdirSync(folder))
    writeFileSync(
      path.join(folder, `copy-of-${name}`),
      readFileSync(path.join(folder, name), 'utf8').replace('title: ', 'title: 再版 '),
    );
  const after = await measureMasked((await openTestEngine(folder)).index, open, []);
  assert.ok(after.made.length < before.made.length / 4, `${after.made.length} of ${before.made.length}`);
});
