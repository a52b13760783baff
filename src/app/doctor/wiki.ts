// The sentence model, the articles, and the index made of both.
import { dryRun } from '../../build/dry-run.ts';
import { BUNDLED_MODEL } from '../../embedding/known-models.ts';
import { createEmbedder } from '../../embedding/create-embedder.ts';
import { locateModel } from '../../embedding/model-files.ts';
import { currentGeneration, generationFolder, readManifest } from '../../index/generation-folders.ts';
import { loadNativeLibrary } from '../../index/hnsw-index.ts';
import { reasonOf } from '../../system/failure.ts';
import type { Check } from '../../terminal/check-lines.ts';
import { normalise } from '../../text/normal-form.ts';
import type { Config } from '../config.ts';
import { describeConfiguredModel } from '../configured-model.ts';
import { shownPath } from '../environment.ts';
import { readWikiOptions } from '../wiki-options.ts';

/** Loads the model for one sentence; downloads nothing. */
export async function checkModel({ model }: Pick<Config, 'model'>): Promise<Check> {
  const name = 'model';
  try {
    const { folder, present } = locateModel(model);
    if (!present && model.id === BUNDLED_MODEL) throw new Error(`there is no folder ${folder}`);
    if (!present)
      return {
        name,
        state: 'hint',
        found: `${model.id} is not downloaded yet`,
        next: `npm start downloads it from ${model.hubUrl}; HF_ENDPOINT names a mirror`,
      };
    const embedder = await createEmbedder(model);
    try {
      await embedder.embed([normalise('问答')], 'query');
      const { weightsSha256, dimension } = embedder.model;
      const found = `${embedder.model.id}, ${dimension} dimensions, sha256 ${weightsSha256.slice(0, 12)}…, in ${folder}`;
      return { name, state: 'ok', found };
    } finally {
      await embedder.close();
    }
  } catch (error) {
    return {
      name,
      state: 'wrong',
      found: reasonOf(error),
      next: 'for the bundled model, leave EMBEDDING_MODEL empty and get data/models again (git checkout, or unpack the release)',
    };
  }
}

/** Articles and index: reads both as a build would, and changes nothing. */
export async function checkWiki(config: Config): Promise<Check[]> {
  const { articlesDir, indexDir } = config;
  const folder = shownPath(articlesDir);
  try {
    const plan = await dryRun({
      articlesDir,
      indexDir,
      native: loadNativeLibrary(),
      describeModel: () => describeConfiguredModel(config.model).catch(() => undefined),
      maskedKey: readWikiOptions(config).maskedKey,
    });
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (plan.passages.total === 0)
      return [
        {
          name: 'articles',
          state: 'wrong',
          found: `there is none in ${folder}${first === undefined ? '' : ` without an error: ${first.file}:${first.line}: ${first.message}`}`,
          next: 'put Markdown files there, or name another folder in ARTICLES_DIR',
        },
        await checkIndex(indexDir, plan.reason),
      ];
    const count = `${plan.passages.total} passages in ${folder}`;
    const articles: Check =
      first === undefined
        ? { name: 'articles', state: 'ok', found: count }
        : {
            name: 'articles',
            state: 'hint',
            found: `${count}; ${new Set(errors.map(({ file }) => file)).size} files have errors, first ${first.file}:${first.line}: ${first.message}`,
            next: 'npm run build-index -- --dry-run lists all of them',
          };
    return [articles, await checkIndex(indexDir, plan.reason)];
  } catch (error) {
    return [
      {
        name: 'articles',
        state: 'wrong',
        found: reasonOf(error),
        next: 'name the folder of your articles in ARTICLES_DIR',
      },
      await checkIndex(indexDir, undefined),
    ];
  }
}

/** @param stale why a build would make another one */
async function checkIndex(indexDir: string, stale: string | undefined): Promise<Check> {
  const name = 'index';
  const generation = await currentGeneration(indexDir);
  if (generation === undefined)
    return {
      name,
      state: 'hint',
      found: `there is none in ${shownPath(indexDir)} yet`,
      next: 'npm start builds it',
    };
  if (stale !== undefined)
    return {
      name,
      state: 'hint',
      found: `out of date: ${stale}`,
      next: 'npm start or npm run build-index builds it',
    };
  try {
    const { corpus, model } = await readManifest(generationFolder(indexDir, generation));
    return {
      name,
      state: 'ok',
      found: `${corpus.articles} articles, built with ${model.id}, verified and up to date`,
    };
  } catch (error) {
    return {
      name,
      state: 'wrong',
      found: `damaged: ${reasonOf(error)}`,
      next: 'npm run build-index makes a new one',
    };
  }
}
