import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { planPassages } from '../../src/indexing/passage-plan.ts';
import { syntheticArticles, vocabularyOf } from '../../src/measurement/synthetic-corpus.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const { articles } = await readCorpus(path.join(PROJECT, 'data', 'articles'));
const vocabulary = vocabularyOf(articles.flatMap(({ sections }) => sections.map(({ text }) => text)));

test('as many passages as wanted, without a problem in any article', async () => {
  const folder = temporaryFolder();
  for (const { slug, markdown } of syntheticArticles(vocabulary, 500, 1))
    writeFileSync(path.join(folder, `${slug}.md`), markdown);
  const corpus = await readCorpus(folder);
  assert.deepEqual(corpus.problems, []);
  assert.equal(planPassages(corpus.articles).passages.length, 500);
});

test('the same seed gives the same articles, another seed others', () => {
  const made = (seed: number): string => JSON.stringify([...syntheticArticles(vocabulary, 60, seed)]);
  assert.equal(made(7), made(7));
  assert.notEqual(made(7), made(8));
});

test('words are distributed as Zipf’s law says: the tenth comes about a tenth as often as the first', () => {
  const text = [...syntheticArticles(['甲', ...Array.from({ length: 99 }, (_, i) => `词${i}元`)], 3000, 1)]
    .map(({ markdown }) => markdown)
    .join('');
  const count = (word: string): number => text.split(word).length - 1;
  const ratio = count('甲') / count('词8元');
  assert.ok(ratio > 8 && ratio < 12, String(ratio));
});
