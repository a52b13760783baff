// The surroundings of the process: its environment, its project folder, paths that a user types.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'dotenv';
import { errnoOf, Failure, reasonOf } from '../system/failure.ts';
import { asTyped } from './command-names.ts';
import type { Environment } from './config.ts';
import { installedEnvironment } from './installed.ts';

/** The folder with package.json: three levels above the compiled file (dist/src/app). */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/**
 * How the package's command was called, such as `npx wenda`; undefined in a clone, where npm's scripts start programs.
 * scripts/wenda.ts sets it for its process and those that it starts.
 */
const wendaCommand = (): string | undefined => process.env['WENDA_COMMAND'];

/** The folder of articles in that call, as it was typed; scripts/wenda.ts sets it, too. */
const typedFolder = (): string | undefined => process.env['WENDA_ARTICLES'];

/** The process's environment over the file .env of the project; of the user's folder where Wenda is installed. */
export function readEnvironment(): Environment {
  const isInstalled = wendaCommand() !== undefined;
  const folder = isInstalled ? process.cwd() : PROJECT_ROOT;
  const env = { ...parse(readOptional(path.join(folder, '.env')) ?? ''), ...process.env };
  return isInstalled ? installedEnvironment(env, folder, homedir()) : env;
}

/** A text that names npm's commands, in the words of who started the program. */
export const typed = (text: string): string => asTyped(text, wendaCommand(), typedFolder());

/** The folder that the user is in; npm replaces it with the project's when it runs a script. */
const userFolder = (): string =>
  (wendaCommand() === undefined ? process.env['INIT_CWD'] : undefined) ?? process.cwd();

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
