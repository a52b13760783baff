import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import type { Answerer } from '../../src/answer/answerer.ts';
import { createWiki, type Wiki } from '../../src/answer/wiki.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import type { ModelRecipe } from '../../src/embedding/known-models.ts';
import { describeModel } from '../../src/embedding/model-files.ts';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import { buildIndex, type BuildOptions } from '../../src/build/build-index.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import { wantedRecipe } from '../../src/index/manifest.ts';
import { type OpenIndex, openIndex } from '../../src/index/open-index.ts';
import { type Calibration, parseCalibration } from '../../src/retrieval/calibration.ts';
import { createRetriever, type Retriever } from '../../src/retrieval/retriever.ts';
import { parseSynonyms } from '../../src/retrieval/synonyms.ts';
import { describeHashing, openHashing } from './hashing-embedder.ts';
import { BUNDLED, BUNDLED_FOLDER } from './model.ts';
import { FIXTURE_ARTICLES, PROJECT } from './project.ts';
import { temporaryFolder } from './temporary.ts';

export type TestEngine = {
  answerer: Answerer;
  retriever: Retriever;
  withCalibration: (calibration: Calibration) => { answerer: Answerer; retriever: Retriever };
  index: OpenIndex;
  embedder: Embedder;
  indexDir: string;
  wiki: Wiki;
};

const data = (name: string): string => readFileSync(path.join(PROJECT, 'data', name), 'utf8');
/** The articles and the model that ship with the project. */
export const CALIBRATION = parseCalibration(data('calibration/wenda-mini.json'), 'wenda-mini.json');
export const SYNONYMS = parseSynonyms(data('synonyms.txt'), 'synonyms.txt');

/** The real thing over a folder of articles: built, opened and asked with the bundled model. */
export function openTestEngine(
  articlesDir: string = FIXTURE_ARTICLES,
  recipe: Partial<ModelRecipe> = {},
): Promise<TestEngine> {
  const choice = { ...BUNDLED, recipe: { ...BUNDLED.recipe, ...recipe } };
  return openWith(
    articlesDir,
    () => describeModel(choice, BUNDLED_FOLDER),
    () => createEmbedder(choice),
  );
}

/** The same with a hashing embedder, for tests that need an index but no good answers. */
export function openHashingEngine(articlesDir: string = FIXTURE_ARTICLES): Promise<TestEngine> {
  return openWith(articlesDir, describeHashing, openHashing);
}

/** The same with any embedder. */
export async function openWith(
  articlesDir: string,
  describeModel: BuildOptions['describeModel'],
  openEmbedder: () => Promise<Embedder>,
): Promise<TestEngine> {
  const indexDir = temporaryFolder();
  await buildIndex({ articlesDir, indexDir, native: loadNativeLibrary(), describeModel, openEmbedder });
  return openPublished(indexDir, openEmbedder);
}

/** The same over an index that has been built. */
export async function openPublished(
  indexDir: string,
  openEmbedder: () => Promise<Embedder>,
): Promise<TestEngine> {
  const native = loadNativeLibrary();
  const embedder = await openEmbedder();
  const index = await openIndex({ indexDir, wanted: wantedRecipe(embedder.model), native });
  after(async () => {
    index.close();
    await embedder.close();
  });
  const withCalibration = (calibration: Calibration): Pick<TestEngine, 'answerer' | 'retriever'> => {
    const retriever = createRetriever({ index, embedder, calibration, synonyms: SYNONYMS });
    return { retriever, answerer: createWiki({ index, retriever }).answerer };
  };
  const own = withCalibration(CALIBRATION);
  const wiki = createWiki({ index, retriever: own.retriever });
  return { ...own, withCalibration, index, embedder, indexDir, wiki };
}
