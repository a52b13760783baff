// A folder of articles whose index is published repeatedly, each time with a new price in one of them.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../../src/app/environment.ts';
import { type Config, loadConfig } from '../../src/app/config.ts';
import { buildIndex } from '../../src/build/build-index.ts';
import type { TrialSearch } from '../../src/build/measure-generation.ts';
import { loadNativeLibrary, type NativeLibrary } from '../../src/index/hnsw-index.ts';
import type { Logger } from '../../src/system/logger.ts';
import { describeBundled, openBundled } from '../support/model.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

export type Published = {
  config: Config;
  native: NativeLibrary;
  /** Publishes a generation with this price of a seat, measured if told how. @returns its name */
  publish: (price: string, trial?: TrialSearch) => Promise<string>;
  /** Writes to `logged`. */
  logger: Logger;
  logged: string[];
  /** Resolves once a logged line contains the text. */
  untilLogged: (text: string) => Promise<void>;
};

export function createPublished(): Published {
  const native = loadNativeLibrary();
  const home = realpathSync(temporaryFolder());
  const articlesDir = path.join(home, 'articles');
  cpSync(FIXTURE_ARTICLES, articlesDir, { recursive: true });
  const config = loadConfig(
    { ARTICLES_DIR: articlesDir, INDEX_DIR: path.join(home, 'index'), STATE_DIR: path.join(home, 'state') },
    PROJECT_ROOT,
  );
  const article = path.join(articlesDir, 'yunfan-kefu.md');
  const original = readFileSync(article, 'utf8');
  const logged: string[] = [];
  const listeners = new Set<() => void>();
  const note = (message: string): void => {
    logged.push(message);
    for (const listener of [...listeners]) listener();
  };
  return {
    config,
    native,
    logged,
    untilLogged: (text) =>
      new Promise((resolve) => {
        // The follower does not keep the process alive.
        const alive = setInterval(() => undefined, 60_000);
        const look = (): void => {
          if (!logged.some((line) => line.includes(text))) return;
          clearInterval(alive);
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    logger: { debug: () => undefined, info: note, warn: note, error: note },
    publish: async (price, trial) => {
      writeFileSync(article, original.replace('九十九元', price));
      const result = await buildIndex({
        articlesDir,
        indexDir: config.indexDir,
        native,
        describeModel: describeBundled,
        openEmbedder: openBundled,
        trial,
      });
      assert.equal(result.kind, 'built');
      return result.manifest.generation;
    },
  };
}
