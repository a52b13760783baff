import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { userPath, PROJECT_ROOT } from '../../src/app/environment.ts';
import { Failure } from '../../src/system/failure.ts';

const FOLDER = path.join(PROJECT_ROOT, 'data', 'questions');

/** The files with labelled questions: those named on the command line, else the project's own, one per group. */
export async function questionFiles(named: readonly string[]): Promise<string[]> {
  if (named.length > 0) return named.map(userPath);
  const files = await filesIn(FOLDER);
  if (files.length === 0) throw new Failure('config', `${FOLDER} has no questions; write --questions FILE`);
  return files;
}

/** The project's questions that are for fitting alone: no figure is reported on them. */
export function tuningFiles(): Promise<string[]> {
  return filesIn(path.join(FOLDER, 'tuning'));
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => path.join(folder, name));
}
