// Reads a folder of article files. All problems are collected before anything is decided, so that an operator can
// correct all of them in one go.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../system/checksum.ts';
import { Failure, reasonOf } from '../system/failure.ts';
import { normalise } from '../text/normal-form.ts';
import type { Article, Problem } from './article.ts';
import { slugsOf } from './file-names.ts';
import { guessDates } from './guess-dates.ts';
import { type LeftOut, listArticleFiles, type ListedFiles } from './list-articles.ts';
import { nameFolders } from './name-folders.ts';
import { type ParsedArticle, parseArticle, PARSER_VERSION } from './parse-article.ts';

/** All good articles of a folder, sorted by slug, and all problems, sorted by file and line. */
export type Corpus = {
  articles: Article[];
  problems: Problem[];
  /** Files that are no articles, sorted; files with errors are not among them. */
  leftOut: LeftOut[];
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
  /** True if the file has errors and `article` is an earlier version. */
  isKept?: boolean;
};

/** What is known of files from earlier. */
export type EarlierFiles = {
  /** The result of parsing a file of this name, content and slug; undefined if there is none. */
  known?: ((file: string, sha256: string, slug: string) => ParsedArticle | undefined) | undefined;
  /** The last good version of a file that has errors now; without this function such a file has no article. */
  lastGood?: ((file: string, slug: string) => Article | undefined) | undefined;
};

/**
 * Reads all article files of a folder, see `listArticleFiles`.
 * @param earlier files that it knows by their content are not parsed again, and keep the date that was guessed for them
 * @throws Failure `corpus` when the folder itself is missing or unreadable; problems inside come back as data
 */
export async function readCorpus(directory: string, earlier: EarlierFiles = {}): Promise<Corpus> {
  const listed = await listFiles(directory);
  const files = Array.from(slugsOf(listed.files), ([file, slug]) =>
    readArticleFile(directory, file, slug, earlier),
  );
  const parsed = files.flatMap(({ file, article }) => (article === undefined ? [] : [{ file, article }]));
  await guessDates(
    directory,
    parsed.filter(({ article }) => article.date === ''),
  );
  nameFolders(directory, files, listed.labels);
  const articles = parsed.map(({ article }) => article).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const problems = [...listed.problems, ...files.flatMap((file) => file.problems)];
  warnAboutRelated(parsed, articles, problems);
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  const leftOut = [
    ...listed.leftOut,
    ...files.flatMap(({ file, leftOut: reason }) => (reason === undefined ? [] : [{ file, reason }])),
  ].sort((a, b) => (a.file < b.file ? -1 : 1));
  return { articles, problems, leftOut, checksum: checksumOf(directory, files, listed.labels), files };
}

/**
 * The checksum that `readCorpus` would give, without parsing: enough to tell whether articles have changed.
 * @throws Failure `corpus` when the folder is missing or unreadable
 */
export async function corpusChecksum(directory: string): Promise<string> {
  const { files, labels } = await listFiles(directory);
  return checksumOf(directory, summed(directory, files), labels);
}

function summed(directory: string, files: readonly string[]): Pick<CorpusFile, 'file' | 'sha256'>[] {
  return files.map((file) => {
    const { bytes } = readBytes(directory, file);
    return { file, sha256: bytes === undefined ? undefined : sha256(bytes) };
  });
}

function readArticleFile(
  directory: string,
  file: string,
  slug: string,
  { known, lastGood }: EarlierFiles,
): CorpusFile {
  const { bytes, reason } = readBytes(directory, file);
  const bad = (line: number, message: string): ParsedArticle => ({
    article: undefined,
    problems: [{ severity: 'error', file, line, message }],
  });
  const parse = (content: Buffer): ParsedArticle => {
    const text = decodeUtf8(content);
    return text === undefined
      ? bad(firstBadLine(content), 'not UTF-8: save the file as UTF-8 in your editor')
      : parseArticle(file, slug, text);
  };
  const checksum = bytes === undefined ? undefined : sha256(bytes);
  const parsed =
    bytes === undefined || checksum === undefined
      ? bad(1, `cannot be read: ${reason ?? ''}`)
      : (known?.(file, checksum, slug) ?? parse(bytes));
  const isBad = parsed.problems.some(({ severity }) => severity === 'error');
  const kept = isBad ? lastGood?.(file, slug) : undefined;
  return { file, sha256: checksum, ...parsed, ...(kept !== undefined && { article: kept, isKept: true }) };
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

function checksumOf(
  directory: string,
  files: readonly Pick<CorpusFile, 'file' | 'sha256'>[],
  labels: readonly string[],
): string {
  const checksum = createHash('sha256').update(`parser ${PARSER_VERSION}\0`);
  for (const { file, sha256 } of [...files, ...summed(directory, labels)])
    checksum.update(`${file}\0${sha256 ?? 'unreadable'}\0`);
  return checksum.digest('hex');
}

async function listFiles(directory: string): Promise<ListedFiles & { problems: Problem[] }> {
  try {
    const listed = await listArticleFiles(directory);
    const problems = listed.unreadable.map(({ folder, reason }): Problem => {
      return { severity: 'error', file: folder, line: 1, message: `cannot be read: ${reason}` };
    });
    return { ...listed, problems };
  } catch (error) {
    throw new Failure(
      'corpus',
      `${directory} cannot be read (${reasonOf(error)}); name the folder with --articles DIR or ARTICLES_DIR`,
    );
  }
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
