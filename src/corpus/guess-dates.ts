// When a file was last changed, for articles that do not say so: its last commit, or its time on disk. Both are no part
// of the file's content.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Article } from './article.ts';

/** Milliseconds that git may take; a history of 100,000 commits takes about ten seconds. */
const GIT_TIMEOUT = 60_000;

/** Sets the dates of articles that have none, and where they come from. */
export async function guessDates(
  directory: string,
  undated: readonly { file: string; article: Article }[],
): Promise<void> {
  if (undated.length === 0) return;
  const commits = await lastCommits(directory);
  for (const { file, article } of undated) {
    const committed = commits.get(file);
    article.dateFrom = committed === undefined ? 'file' : 'git';
    article.date = committed ?? dayOnDisk(path.join(directory, file));
  }
}

/** The day of each file's last commit, from one run of git; none without git or outside a repository. */
async function lastCommits(directory: string): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  // -z leaves names as they are: by default git escapes Chinese ones.
  const format = ['-z', '--relative', '--date=short', '--format=%x01%ad', '--name-only', '--', '.'];
  const output = await promisify(execFile)('git', ['log', ...format], {
    cwd: directory,
    timeout: GIT_TIMEOUT,
    maxBuffer: Infinity,
  }).catch(() => ({ stdout: '' }));
  for (const commit of output.stdout.split('\u0001')) {
    const [day = '', ...files] = commit.split('\0');
    for (const name of files) {
      const file = name.replace(/^\n/, '');
      // The newest commit comes first.
      if (!days.has(file)) days.set(file, day);
    }
  }
  return days;
}

/** The day of its last change in the machine's time zone; of today for a file that has just gone. */
function dayOnDisk(file: string): string {
  const time = statSync(file, { throwIfNoEntry: false })?.mtime ?? new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
