// Reading a folder of article files. Everything wrong is collected before anything is decided, so that an operator
// mends all of it in one go.
import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../checksum.ts';
import { Failure, reasonOf } from '../failure.ts';
import { normalise } from '../text/normal-form.ts';
import type { Article, Problem } from './article.ts';
import { parseArticle } from './parse-article.ts';

/** All good articles of a folder, sorted by slug, and all problems, sorted by file and line. */
export type Corpus = {
  articles: Article[];
  problems: Problem[];
  /** sha256 over names and bytes of all article files: changes when any of them changes. */
  checksum: string;
  /** Files looked at, good or bad. */
  files: number;
};

/**
 * Reads every `*.md` under a folder, subfolders included (names beginning with `.` or `_` and README.md are left out).
 * @throws Failure `corpus` when the folder itself is missing or unreadable; problems inside come back as data
 */
export async function readCorpus(directory: string): Promise<Corpus> {
  const { files, problems } = await listFiles(directory);
  const checksum = createHash('sha256');
  const parsed: { file: string; article: Article }[] = [];
  for (const file of files) {
    let bytes: Buffer;
    try {
      bytes = await readFile(path.join(directory, file));
    } catch (error) {
      problems.push({ severity: 'error', file, line: 1, message: `cannot be read: ${reasonOf(error)}` });
      addToChecksum(checksum, file, undefined);
      continue;
    }
    addToChecksum(checksum, file, bytes);
    const text = decodeUtf8(bytes);
    if (text === undefined) {
      const message = 'not UTF-8: save the file as UTF-8 in your editor';
      problems.push({ severity: 'error', file, line: firstBadLine(bytes), message });
      continue;
    }
    const slug = path.basename(file, '.md').normalize('NFC');
    const result = parseArticle(file, slug, text);
    problems.push(...result.problems);
    if (result.article !== undefined) parsed.push({ file, article: result.article });
  }
  const articles = dropDuplicates(parsed, problems);
  warnAboutRelated(parsed, articles, problems);
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { articles, problems, checksum: checksum.digest('hex'), files: files.length };
}

/**
 * The checksum that `readCorpus` would give, without parsing anything: enough to tell whether articles have changed.
 * @throws Failure `corpus` when the folder is missing or unreadable
 */
export async function corpusChecksum(directory: string): Promise<string> {
  const { files } = await listFiles(directory);
  const checksum = createHash('sha256');
  for (const file of files) {
    const bytes = await readFile(path.join(directory, file)).catch(() => undefined);
    addToChecksum(checksum, file, bytes);
  }
  return checksum.digest('hex');
}

function addToChecksum(checksum: Hash, file: string, bytes: Uint8Array | undefined): void {
  checksum.update(`${file}\0${bytes === undefined ? 'unreadable' : sha256(bytes)}\0`);
}

async function listFiles(directory: string): Promise<{ files: string[]; problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(directory, folder), { withFileTypes: true });
    for (const entry of entries) {
      if (/^[._]/.test(entry.name) || entry.name === 'README.md') continue;
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        await walk(name).catch((error: unknown) => {
          problems.push({
            severity: 'error',
            file: name,
            line: 1,
            message: `cannot be read: ${reasonOf(error)}`,
          });
        });
      } else if (entry.name.endsWith('.md')) files.push(name);
    }
  };
  try {
    await walk('');
  } catch (error) {
    throw new Failure(
      'corpus',
      `${directory} cannot be read (${reasonOf(error)}); name the folder with --articles DIR or ARTICLES_DIR`,
    );
  }
  return { files: files.sort(), problems };
}

/** Two files with the same slug or title: both places are named; the later one counts as the mistake. */
function dropDuplicates(parsed: { file: string; article: Article }[], problems: Problem[]): Article[] {
  const duplicates = new Set<string>();
  const check = (what: string, key: (article: Article) => string): void => {
    const first = new Map<string, string>();
    for (const { file, article } of parsed) {
      const other = first.get(key(article));
      if (other === undefined) {
        first.set(key(article), file);
        continue;
      }
      duplicates.add(file);
      const message = `duplicate ${what} "${what === 'slug' ? article.slug : article.title}": also in ${other}; rename one of them`;
      problems.push({ severity: 'error', file, line: 1, message });
    }
  };
  check('slug', (article) => article.slug.toLowerCase());
  check('title', (article) => normalise(article.title));
  return parsed
    .filter(({ file }) => !duplicates.has(file))
    .map(({ article }) => article)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

function warnAboutRelated(
  parsed: { file: string; article: Article }[],
  articles: Article[],
  problems: Problem[],
): void {
  const titles = new Set(articles.map((article) => normalise(article.title)));
  for (const { file, article } of parsed) {
    for (const title of article.related) {
      if (!titles.has(normalise(title))) {
        problems.push({
          severity: 'warning',
          file,
          line: 1,
          message: `related title "${title}" is no article here; it is left out`,
        });
      }
    }
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The line (from 1) that holds the first byte which is no UTF-8. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (decodeUtf8(bytes.subarray(start, end)) === undefined) return line;
    line++;
    start = end + 1;
  }
  return line;
}
