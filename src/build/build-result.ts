// What a build gives back to its operator.
import type { Problem } from '../corpus/article.ts';
import type { LeftOut } from '../corpus/list-articles.ts';
import type { Corpus } from '../corpus/read-corpus.ts';
import type { BadFile, Manifest } from '../index/manifest.ts';
import type { BuildPhase } from './write-generation.ts';

/** Seconds spent in each phase. */
export type BuildTimes = Readonly<Record<BuildPhase, number>>;

export type BuildResult = CorpusReport &
  (
    | { kind: 'built'; manifest: Manifest; seconds: BuildTimes }
    | { kind: 'unchanged'; manifest: Manifest }
    /** Nothing was written: the operator must correct the files, or leave them out. */
    | { kind: 'bad-corpus' }
  );

/** What was found in the articles' folder. */
export type CorpusReport = {
  /** Number of articles. */
  articles: number;
  problems: Problem[];
  /** Files that are no articles. */
  leftOut: LeftOut[];
  /** Numbers of articles that do not tell their date, by where it was taken from. */
  guessedDates: { git: number; file: number };
};

export function reported({ articles, problems, leftOut }: Corpus): CorpusReport {
  const guessed = (from: 'git' | 'file'): number =>
    articles.filter(({ dateFrom }) => dateFrom === from).length;
  return {
    articles: articles.length,
    problems,
    leftOut,
    guessedDates: { git: guessed('git'), file: guessed('file') },
  };
}

/** The files that have errors, each with its first. */
export function badFiles({ problems, files }: Pick<Corpus, 'problems' | 'files'>): BadFile[] {
  const kept = new Set(files.flatMap(({ file, isKept }) => (isKept === true ? [file] : [])));
  const byFile = new Map<string, BadFile>();
  for (const { severity, file, line, message } of problems)
    if (severity === 'error' && !byFile.has(file))
      byFile.set(file, { file, line, message, isKept: kept.has(file) });
  return [...byFile.values()];
}
