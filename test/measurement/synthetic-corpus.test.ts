import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { writeCorpus } from '../../scripts/bench/write-corpus.ts';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { planPassages } from '../../src/indexing/passage-plan.ts';
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

test('the same seed writes the same files, another seed others', async () => {
  const [first, second, other] = await Promise.all([write(60, 7), write(60, 7), write(60, 8)]);
  assert.deepEqual(contents(first.out), contents(second.out));
  assert.notDeepEqual(contents(first.out), contents(other.out));
});

test('a small corpus is the beginning of a large one', async () => {
  const [small, large] = [contents((await write(40, 1)).out), contents((await write(90, 1)).out)];
  assert.deepEqual(large.slice(0, small.length), small);
});

test('the corpus reads without a problem, holds the passages it says, and its articles have about six each', async () => {
  const { out, passages } = await write(1500, 1);
  const { articles, problems } = await readCorpus(out);
  assert.deepEqual(problems, []);
  assert.equal(planPassages(articles).keys.length, passages);
  assert.ok(passages >= 1500 && passages < 1520, `${passages} passages`);
  const mean = passages / articles.length;
  assert.ok(mean > 5 && mean < 7, `${mean} passages an article`);
});
