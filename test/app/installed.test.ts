import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../src/app/config.ts';
import { installedEnvironment } from '../../src/app/installed.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PACKAGE = '/package';
const HOME = '/home/reader';
const configOf = (env: Record<string, string>, folder: string) =>
  loadConfig(installedEnvironment(env, folder, HOME), PACKAGE);

test('an installed Wenda keeps index and state outside of the articles and of itself, apart for each folder', () => {
  const folder = temporaryFolder();
  const [one, two] = ['a/docs', 'b/docs'].map((name) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    return configOf({ ARTICLES_DIR: name }, folder);
  });
  assert.equal(one?.articlesDir, path.join(folder, 'a/docs'));
  assert.match(one.indexDir, /^\/home\/reader\/\.cache\/wenda\/docs-[0-9a-f]{8}\/index$/);
  assert.match(one.stateDir, /^\/home\/reader\/\.local\/state\/wenda\/docs-[0-9a-f]{8}$/);
  assert.notEqual(one.indexDir, two?.indexDir);
  assert.notEqual(one.stateDir, two?.stateDir);
  assert.equal(one.model.cacheDir, '/home/reader/.cache/wenda/models');
  assert.equal(one.calibrationDir, '/package/data/calibration', 'what ships with Wenda stays where it is');
});

test('a folder has one index however it is written', () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'docs'));
  symlinkSync('docs', path.join(folder, 'link'));
  const { indexDir } = configOf({ ARTICLES_DIR: './docs' }, folder);
  for (const [articles, from] of [
    ['docs/', folder],
    [path.join(folder, 'docs'), '/'],
    ['.', path.join(folder, 'docs')],
    ['link', folder],
  ] as const)
    assert.equal(configOf({ ARTICLES_DIR: articles }, from).indexDir, indexDir, articles);
});

test('set folders win, relative ones begin where Wenda was started; relative XDG folders are ignored', () => {
  const set = configOf(
    { INDEX_DIR: 'index', STATE_DIR: '/state', XDG_CACHE_HOME: '/big', EMBEDDING_MODEL: './model' },
    '/work',
  );
  assert.equal(set.indexDir, '/work/index');
  assert.equal(set.stateDir, '/state');
  assert.equal(set.model.id, '/work/model');
  assert.equal(set.model.cacheDir, '/big/wenda/models');
  const unset = configOf({ INDEX_DIR: ' ', XDG_CACHE_HOME: 'cache', XDG_STATE_HOME: '' }, '/work');
  assert.equal(unset.articlesDir, '/package/data/articles');
  assert.equal(unset.indexDir, '/home/reader/.cache/wenda/samples/index');
  assert.equal(unset.stateDir, '/home/reader/.local/state/wenda/samples');
});
