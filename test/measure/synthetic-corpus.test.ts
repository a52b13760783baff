import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { writeCorpus } from '../../scripts/measure/bench/write-corpus.ts';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { planPassages } from '../../src/build/passage-plan.ts';
import { syntheticArticles } from '../../scripts/measure/synthetic-corpus.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function write(passages: number, seed: number): Promise<{ out: string; passages: number }> {
  const out = temporaryFolder();
  const written = await writeCorpus({ projectRoot: PROJECT, out, passages, seed });
  return { out, passages: written.passages };
}

const contents = (folder: string): [string, string][] =>
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);

test('the same seed writes the same files, another seed different ones', async () => {
  const [first, second, other] = await Promise.all([write(60, 7), write(60, 7), write(60, 8)]);
  assert.deepEqual(contents(first.out), contents(second.out));
  assert.notDeepEqual(contents(first.out), contents(other.out));
});

test('a small corpus is the beginning of a large one', async () => {
  const [small, large] = [contents((await write(40, 1)).out), contents((await write(90, 1)).out)];
  assert.deepEqual(large.slice(0, small.length), small);
});

test('the corpus parses without a problem, has the stated number of passages, about six per article', async () => {
  const { out, passages } = await write(1500, 1);
  const { articles, problems } = await readCorpus(out);
  assert.deepEqual(problems, []);
  assert.equal(planPassages(articles).keys.length, passages);
  assert.ok(passages >= 1500 && passages < 1520, `${passages} passages`);
  const mean = passages / articles.length;
  assert.ok(mean > 5 && mean < 7, `${mean} passages an article`);
});

test("word frequencies follow Zipf's law", () => {
  const words = Array.from({ length: 3000 }, (_, rank) => `word${rank + 1}`);
  const counts = new Map<string, number>();
  let articles = 0;
  for (const { markdown } of syntheticArticles(words, 5)) {
    for (const [word] of markdown.matchAll(/\bword\d+\b/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
    if (++articles === 300) break;
  }
  const countOf = (rank: number): number => counts.get(`word${rank}`) ?? 0;
  // The commonest hundred words belong to no article and follow the bare law, 1 / (rank + 2.7).
  for (const rank of [2, 5, 20, 80]) {
    const ratio = countOf(1) / countOf(rank);
    const expected = (rank + 2.7) / (1 + 2.7);
    assert.ok(Math.abs(ratio / expected - 1) < 0.3, `rank ${rank}: ${ratio} instead of ${expected}`);
  }
});
