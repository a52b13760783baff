import path from 'node:path';

/** The folder with package.json; this file runs from dist/test/support. */
export const PROJECT = path.resolve(import.meta.dirname, '..', '..', '..');
export const FIXTURE_ARTICLES = path.join(PROJECT, 'test', 'fixtures', 'articles');
/** A wiki unrelated to the samples. */
export const OTHER_ARTICLES = path.join(PROJECT, 'test', 'fixtures', 'beekeeping');
export const FIXTURE_PAGES = path.join(PROJECT, 'test', 'fixtures', 'pages');
export const SAMPLE_ARTICLES = path.join(PROJECT, 'data', 'articles');
/** Real input that does not ship with the project; tests that need it are skipped without it. */
export const REAL_PAGE = path.join(
  PROJECT,
  '..',
  'shared',
  'wiki-pages',
  'huaqiang-keji-duojiu-shangshi.txt',
);
