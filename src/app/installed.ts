// Where an installed Wenda (npx wenda ./docs) keeps what it makes. Not in the package: npx and updates replace it, and
// others may use it. Not beside the articles: ./docs may be a git repository, read-only, or shared. So the index goes
// where caches go, because it can be made again, and the state (votes, members) where it survives
// the emptying of caches: https://specifications.freedesktop.org/basedir-spec. Each folder of articles has its own, named
// after its path. INDEX_DIR and STATE_DIR still win.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './settings.ts';

/** Characters of the folder's own name that are kept, to recognise it by; its hash tells it from others. */
const NAME_LENGTH = 40;

/**
 * The environment of an installed Wenda, with its folders in it.
 * @param folder where it was started: `.env` lies there, and relative paths begin there
 * @param home the user's home folder
 */
export function installedEnvironment(env: Environment, folder: string, home: string): Environment {
  const cache = path.join(baseFolder(env['XDG_CACHE_HOME'], path.join(home, '.cache')), 'wenda');
  const state = path.join(baseFolder(env['XDG_STATE_HOME'], path.join(home, '.local', 'state')), 'wenda');
  const articles = given(env['ARTICLES_DIR']);
  const name = articles === undefined ? 'samples' : ownName(path.resolve(folder, articles));
  return {
    ...env,
    WENDA_FOLDER: folder,
    INDEX_DIR: given(env['INDEX_DIR']) ?? path.join(cache, name, 'index'),
    STATE_DIR: given(env['STATE_DIR']) ?? path.join(state, name),
    MODEL_CACHE_DIR: given(env['MODEL_CACHE_DIR']) ?? path.join(cache, 'models'),
  };
}

/** The specification tells programs to ignore relative paths. */
const baseFolder = (value: string | undefined, fallback: string): string =>
  value !== undefined && path.isAbsolute(value) ? value : fallback;

/** An empty value counts as none, as in the settings. */
const given = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value.trim();

/** The same name however the folder is written, also through a link. */
function ownName(articles: string): string {
  const real = realPath(articles);
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 8);
  return `${path.basename(real).slice(0, NAME_LENGTH).toWellFormed()}-${hash}`;
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // Reading the articles will say what is wrong with it.
    return folder;
  }
}
