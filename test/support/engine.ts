import { after } from 'node:test';
import { type Answerer, createAnswerer } from '../../src/answer/answerer.ts';
import { buildIndex } from '../../src/indexing/build-index.ts';
import { loadNativeLibrary } from '../../src/indexing/hnsw-index.ts';
import { wantedRecipe } from '../../src/indexing/manifest.ts';
import { type OpenIndex, openIndex } from '../../src/indexing/open-index.ts';
import { createRetriever, type Retriever } from '../../src/retrieval/retriever.ts';
import { describeBundled, openBundled } from './model.ts';
import { FIXTURE_ARTICLES } from './project.ts';
import { temporaryFolder } from './temporary.ts';

export type TestEngine = { answerer: Answerer; retriever: Retriever; index: OpenIndex; indexDir: string };

/** The real thing over a folder of articles: built, opened and asked with the bundled model. */
export async function openTestEngine(articlesDir: string = FIXTURE_ARTICLES): Promise<TestEngine> {
  const indexDir = temporaryFolder();
  const native = loadNativeLibrary();
  await buildIndex({
    articlesDir,
    indexDir,
    native,
    describeModel: describeBundled,
    openEmbedder: openBundled,
  });
  const embedder = await openBundled();
  const index = await openIndex({ indexDir, wanted: wantedRecipe(embedder.model), native });
  after(async () => {
    index.close();
    await embedder.close();
  });
  const retriever = createRetriever({ index, embedder });
  return { answerer: createAnswerer({ index, retriever }), retriever, index, indexDir };
}
