import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { userPath, PROJECT_ROOT } from '../../src/app/environment.ts';
import { Failure } from '../../src/system/failure.ts';

/** The files with labelled questions: those named on the command line, else the project's own, one per group. */
export async function questionFiles(named: readonly string[]): Promise<string[]> {
  if (named.length > 0) return named.map(userPath);
  const folder = path.join(PROJECT_ROOT, 'data', 'questions');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.jsonl')).sort();
  if (files.length === 0) throw new Failure('config', `${folder} has no questions; write --questions FILE`);
  return files.map((name) => path.join(folder, name));
}
