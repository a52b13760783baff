import path from 'node:path';
import { userPath, PROJECT_ROOT } from '../../src/app/environment.ts';
import { questionFilesIn } from '../../src/app/labelled-questions.ts';
import { Failure } from '../../src/system/failure.ts';

const FOLDER = path.join(PROJECT_ROOT, 'data', 'questions');

/** The files with labelled questions: those named on the command line, else the project's own, one per group. */
export function questionFiles(named: readonly string[]): string[] {
  if (named.length > 0) return named.map(userPath);
  const files = questionFilesIn(FOLDER);
  if (files.length === 0) throw new Failure('config', `${FOLDER} has no questions; write --questions FILE`);
  return files;
}

/** The project's questions that are for fitting alone: no figure is reported on them. */
export function tuningFiles(): string[] {
  return questionFilesIn(path.join(FOLDER, 'tuning'));
}
