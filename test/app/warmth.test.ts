// A generation is warm before it serves: the data for lists and title searches has been read before the bot's first
// reader asks, at the start and after every swap.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createWiki } from '../../src/answer/wiki.ts';
import { type Engine, openEngine } from '../../src/app/open-engine.ts';
import { generationFolder, readManifest } from '../../src/index/generation-folders.ts';
import { LOCALES } from '../../src/locales/translations.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { createPublished } from './published.ts';

const { config, native, logger, publish } = createPublished();
await publish('一元');
const engine: Engine = await openEngine(config, { logger, native });
after(() => engine.close());

/** Counts accesses to the articles of the live generation from now on. */
function countLooks(): () => number {
  const { articles } = engine.live.newest().index.catalogue;
  let looks = 0;
  for (const [i, article] of articles.entries())
    Object.defineProperty(articles, i, {
      get: () => {
        looks++;
        return article;
      },
    });
  return () => looks;
}

function useEverything(): void {
  const { directory, examples } = engine.live.wiki;
  const { reads } = createMemoryState();
  assert.equal(directory.size, 6);
  assert.deepEqual(
    directory
      .withReads(reads)
      .search(normalise('gszx'), 3)
      .map(({ slug }) => slug),
    ['gongsi-zhuxiao'],
  );
  assert.ok(directory.letters().length > 0);
  assert.equal(directory.withReads(reads).hot(0, 9).total, 6);
  assert.equal(directory.latest(0, 9).total, 6);
  assert.equal(examples.preferring(LOCALES['zh-hans'].titles).length, 3);
}

test('the counter detects a directory that is not warm', () => {
  const looks = countLooks();
  createWiki(engine.live.newest()).directory.letters();
  assert.ok(looks() >= 6);
});

test('the first reader after the start finds every title read', () => {
  const looks = countLooks();
  useEverything();
  assert.equal(looks(), 0);
});

test('the first reader after a swap finds every title read, and the same wiki as everyone else', async () => {
  const { directory } = engine.live.wiki;
  const folder = generationFolder(config.indexDir, await publish('二元'));
  await engine.swapTo(folder, await readManifest(folder));
  assert.notEqual(engine.live.wiki.directory, directory);
  assert.equal(engine.live.wiki.directory, engine.live.newest().wiki.directory);
  const looks = countLooks();
  useEverything();
  assert.equal(looks(), 0);
});
