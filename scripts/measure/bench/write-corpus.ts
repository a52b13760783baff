// Writes a generated wiki into a folder.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readCorpus } from '../../../src/corpus/read-corpus.ts';
import {
  articlesFor,
  type SyntheticArticle,
  syntheticArticles,
  wordsByFrequency,
} from '../synthetic-corpus.ts';

export type CorpusRequest = {
  /** The folder with package.json: the words come from the sample articles in it. */
  projectRoot: string;
  out: string;
  /** At least this many; the last article is written whole. */
  passages: number;
  seed: number;
};

/** @returns the numbers of articles and passages written */
export async function writeCorpus({
  projectRoot,
  out,
  passages: wanted,
  seed,
}: CorpusRequest): Promise<{ articles: number; passages: number }> {
  const words = await sampleWords(projectRoot);
  await mkdir(out, { recursive: true });
  let articles = 0;
  let passages = 0;
  for (const article of articlesFor(wanted, words, seed)) {
    await writeArticle(out, article);
    articles++;
    passages += article.passages;
  }
  return { articles, passages };
}

/** Adds the next article. @param articles the number of existing ones */
export async function addNextArticle(
  { projectRoot, out, seed }: Omit<CorpusRequest, 'passages'>,
  articles: number,
): Promise<void> {
  let number = 0;
  for (const article of syntheticArticles(await sampleWords(projectRoot), seed)) {
    if (number++ < articles) continue;
    await writeArticle(out, article);
    return;
  }
}

async function sampleWords(projectRoot: string): Promise<string[]> {
  const { articles } = await readCorpus(path.join(projectRoot, 'data', 'articles'));
  return wordsByFrequency(articles);
}

function writeArticle(folder: string, { slug, markdown }: SyntheticArticle): Promise<void> {
  return writeFile(path.join(folder, `${slug}.md`), markdown);
}
