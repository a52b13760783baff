// The surroundings of the process: its environment, its project folder, paths that a user types.
import path from 'node:path';
import { parse } from 'dotenv';
import type { Environment } from './config.ts';
import { readFileSync } from 'node:fs';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';

/** The folder with package.json: three levels above the compiled file (dist/src/app). */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
/** The process's environment over the project's .env file. */
export function readEnvironment(): Environment {
  return { ...parse(readOptional(path.join(PROJECT_ROOT, '.env')) ?? ''), ...process.env };
}

/** The folder that the user is in; npm replaces it with the project's. */
const userFolder = (): string => process.env['INIT_CWD'] ?? process.cwd();

/** A path on the command line, which is relative to the user's folder. */
export function userPath(given: string): string {
  return path.resolve(userFolder(), given);
}

/** A path as the user finds it: relative within the folder that the user is in, else absolute. */
export function shownPath(file: string): string {
  const relative = path.relative(userFolder(), file);
  return /^\.\.(?:[\\/]|$)/.test(relative) || path.isAbsolute(relative) ? file : relative || '.';
}

/** The text of a file; undefined if it does not exist. */
export function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new Failure('config', `${file} cannot be read (${reasonOf(error)})`);
  }
}
