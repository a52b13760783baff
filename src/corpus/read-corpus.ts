// Reads a folder of article files. All problems are collected before anything is decided, so that an operator can
// correct all of them in one go.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../system/checksum.ts';
import { Failure, reasonOf } from '../system/failure.ts';
import { normalise } from '../text/normal-form.ts';
import type { Article, Problem } from './article.ts';
import { listArticleFiles, slugOf } from './list-articles.ts';
import { type ParsedArticle, parseArticle, PARSER_VERSION } from './parse-article.ts';

/** All good articles of a folder, sorted by slug, and all problems, sorted by file and line. */
export type Corpus = {
  articles: Article[];
  problems: Problem[];
  /**
   * sha256 over names and bytes of all article files and the parser's version: it changes when any of these changes.
   */
  checksum: string;
  /** All files, good or bad, by name. */
  files: CorpusFile[];
};

/** The result of one article file by itself, without comparison with the others. */
export type CorpusFile = ParsedArticle & {
  file: string;
  /** sha256 of its bytes, hex; undefined when it cannot be read. */
  sha256: string | undefined;
};

/** The earlier result of parsing a file of this name and content; undefined if there is none. */
export type KnownFiles = (file: string, sha256: string) => ParsedArticle | undefined;

/**
 * Reads all article files of a folder, see `listArticleFiles`.
 * @param known files that it knows by their content are not parsed again
 * @throws Failure `corpus` when the folder itself is missing or unreadable; problems inside come back as data
 */
export async function readCorpus(directory: string, known: KnownFiles = () => undefined): Promise<Corpus> {
  const listed = await listFiles(directory);
  const files = listed.files.map((file) => readArticleFile(directory, file, known));
  const problems = [...listed.problems, ...files.flatMap((file) => file.problems)];
  const parsed = files.flatMap(({ file, article }) => (article === undefined ? [] : [{ file, article }]));
  const articles = dropDuplicates(parsed, problems);
  warnAboutRelated(parsed, articles, problems);
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { articles, problems, checksum: checksumOf(files), files };
}

/**
 * The checksum that `readCorpus` would give, without parsing: enough to tell whether articles have changed.
 * @throws Failure `corpus` when the folder is missing or unreadable
 */
export async function corpusChecksum(directory: string): Promise<string> {
  const { files } = await listFiles(directory);
  return checksumOf(
    files.map((file) => {
      const { bytes } = readBytes(directory, file);
      return { file, sha256: bytes === undefined ? undefined : sha256(bytes) };
    }),
  );
}

function readArticleFile(directory: string, file: string, known: KnownFiles): CorpusFile {
  const { bytes, reason } = readBytes(directory, file);
  const bad = (line: number, message: string): ParsedArticle => ({
    article: undefined,
    problems: [{ severity: 'error', file, line, message }],
  });
  if (bytes === undefined) return { file, sha256: undefined, ...bad(1, `cannot be read: ${reason}`) };
  const checksum = sha256(bytes);
  const parse = (): ParsedArticle => {
    const text = decodeUtf8(bytes);
    if (text === undefined)
      return bad(firstBadLine(bytes), 'not UTF-8: save the file as UTF-8 in your editor');
    return parseArticle(file, slugOf(file), text);
  };
  return { file, sha256: checksum, ...(known(file, checksum) ?? parse()) };
}

/** Reads thousands of small files synchronously: with promises it would take four times as long. */
function readBytes(
  directory: string,
  file: string,
): { bytes: Buffer; reason?: undefined } | { bytes?: undefined; reason: string } {
  try {
    return { bytes: readFileSync(path.join(directory, file)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function checksumOf(files: readonly Pick<CorpusFile, 'file' | 'sha256'>[]): string {
  const checksum = createHash('sha256').update(`parser ${PARSER_VERSION}\0`);
  for (const { file, sha256 } of files) checksum.update(`${file}\0${sha256 ?? 'unreadable'}\0`);
  return checksum.digest('hex');
}

async function listFiles(directory: string): Promise<{ files: string[]; problems: Problem[] }> {
  try {
    const { files, unreadable } = await listArticleFiles(directory);
    const problems = unreadable.map(({ folder, reason }): Problem => {
      return { severity: 'error', file: folder, line: 1, message: `cannot be read: ${reason}` };
    });
    return { files, problems };
  } catch (error) {
    throw new Failure(
      'corpus',
      `${directory} cannot be read (${reasonOf(error)}); name the folder with --articles DIR or ARTICLES_DIR`,
    );
  }
}

/** Two files with the same slug or title: the problem names both; the later one counts as the error. */
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
  // Most are spelled exactly as the title; computing normal forms is slow.
  const written = new Set(articles.map(({ title }) => title));
  let titles: Set<string> | undefined;
  for (const { file, article } of parsed) {
    for (const title of article.related) {
      if (written.has(title)) continue;
      titles ??= new Set(articles.map((other) => normalise(other.title)));
      if (!titles.has(normalise(title))) {
        problems.push({
          severity: 'warning',
          file,
          line: 1,
          message: `related title "${title}" is not an article here; it is left out`,
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

/** The line (from 1) of the first byte that is not UTF-8. */
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
