// npm run generate-corpus -- --passages 100000 --out DIR [--seed S]: articles for measurements, from the samples' words
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT, runMain, userPath } from '../src/bootstrap.ts';
import { readCorpus } from '../src/corpus/read-corpus.ts';
import { Failure } from '../src/failure.ts';
import { syntheticArticles, vocabularyOf } from '../src/measurement/synthetic-corpus.ts';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      passages: { type: 'string', default: '20000' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.out === undefined)
    throw new Failure('config', 'write --out DIR, an empty folder for the articles');
  const passages = numberOf('--passages', values.passages);
  const seed = numberOf('--seed', values.seed);
  const folder = userPath(values.out);
  await mkdir(folder, { recursive: true });
  // Generated articles must never come among somebody's own.
  if ((await readdir(folder)).length > 0)
    throw new Failure('config', `${folder} is not empty; write --out with another folder`);
  const { articles } = await readCorpus(path.join(PROJECT_ROOT, 'data', 'articles'));
  const texts = articles.flatMap(({ sections }) => sections.map(({ text }) => text));
  let count = 0;
  for (const { slug, markdown } of syntheticArticles(vocabularyOf(texts), passages, seed)) {
    await writeFile(path.join(folder, `${slug}.md`), markdown);
    count++;
  }
  process.stdout.write(`${count} articles, ${passages} passages, seed ${seed} in ${folder}\n`);
  return 0;
});

function numberOf(option: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new Failure('config', `${option} is "${text}"; write a whole number above 0`);
  return Number(text);
}
