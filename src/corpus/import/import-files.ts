// Saved pages → article files. An article that is there already is never overwritten unless that is asked for: it may
// have been edited, and an edit cannot be told from an older import.
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../../failure.ts';
import { normalise } from '../../text/normal-form.ts';
import { parseArticle } from '../parse-article.ts';
import { readCorpus } from '../read-corpus.ts';
import { articleMarkdown, slugFor } from './article-file.ts';
import { readPage } from './page-line.ts';
import { type ImportedTopic, parsePage } from './parse-page.ts';

export type ImportOptions = {
  articlesDir: string;
  /** Overwrite articles that are there and differ. */
  force: boolean;
  /** Date (YYYY-MM-DD) for topics whose page shows none. */
  fallbackDate: string;
};

export type ImportOutcome =
  | {
      kind: 'written' | 'unchanged' | 'kept';
      title: string;
      file: string;
      sections: number;
      dateMissing: boolean;
    }
  | { kind: 'refused'; title: string; reason: string };

/** What became of one saved page. */
export type PageReport = {
  page: string;
  outcomes: ImportOutcome[];
  unplaced: { line: number; text: string }[];
};

/**
 * Imports saved pages one after the other.
 * @throws Failure `import` when a page cannot be read or a file cannot be written
 */
export async function importPages(files: readonly string[], options: ImportOptions): Promise<PageReport[]> {
  const existing = await titlesIn(options.articlesDir);
  const reports: PageReport[] = [];
  for (const file of files) {
    const bytes = await readFile(file).catch((error: unknown) => {
      throw new Failure('import', `${file} cannot be read (${reasonOf(error)})`);
    });
    const { topics, unplaced } = parsePage(readPage(path.basename(file), decodePage(bytes)));
    const outcomes: ImportOutcome[] = [];
    for (const topic of topics) outcomes.push(await importTopic(topic, existing, options));
    reports.push({ page: file, outcomes, unplaced });
  }
  return reports;
}

/** Pages are saved as UTF-8 or, by older software, as GBK; GB18030 reads all of the latter. */
export function decodePage(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function importTopic(
  topic: ImportedTopic,
  existing: Map<string, string>,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { title } = topic;
  const key = normalise(title);
  const slug = slugFor(title);
  // The slug of another title: pinyin has homophones.
  const taken = [...existing.entries()].some(
    ([other, file]) => other !== key && path.basename(file, '.md') === slug,
  );
  const file = existing.get(key) ?? `${taken ? `${slug}-${normalise(title).length}` : slug}.md`;
  const target = path.join(options.articlesDir, file);
  const date = topic.date ?? options.fallbackDate;
  const markdown = articleMarkdown({ ...topic, date });
  const { article, problems } = parseArticle(file, path.basename(file, '.md'), markdown);
  if (article === undefined) {
    return { kind: 'refused', title, reason: problems.map(({ message }) => message).join('; ') };
  }
  const outcome = {
    title,
    file: target,
    sections: article.sections.length,
    dateMissing: topic.date === undefined,
  };
  const present = await readFile(target, 'utf8').catch(() => undefined);
  if (present === markdown) return { kind: 'unchanged', ...outcome };
  if (present !== undefined && !options.force) return { kind: 'kept', ...outcome };
  await writeWhole(target, markdown);
  existing.set(key, file);
  return { kind: 'written', ...outcome };
}

/** Titles (normal form) of the articles that are there, with their files; bad files take part by their name only. */
async function titlesIn(articlesDir: string): Promise<Map<string, string>> {
  const corpus = await readCorpus(articlesDir).catch(() => undefined);
  return new Map((corpus?.articles ?? []).map(({ title, slug }) => [normalise(title), `${slug}.md`]));
}

async function writeWhole(target: string, text: string): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}`);
  try {
    await writeFile(temporary, text);
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Failure(
      'import',
      `${target} cannot be written (${reasonOf(error)}); make the folder, or name another with --articles DIR`,
    );
  }
}
