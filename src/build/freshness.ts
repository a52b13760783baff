import { corpusChecksum } from '../corpus/read-corpus.ts';
import type { ModelDescription } from '../embedding/embedder.ts';
import * as folders from '../index/generation-folders.ts';
import { reasonOf } from '../system/failure.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { compareRecipes, describeMismatch, type Manifest, wantedRecipe } from '../index/manifest.ts';

export type FreshnessOptions = {
  articlesDir: string;
  indexDir: string;
  /** undefined if the model is not downloaded yet. */
  model: ModelDescription | undefined;
  native: NativeLibrary;
  /** The key that its masked confidences should have; undefined if it need not have any. */
  maskedKey?: string | undefined;
};

/** Whether a build would now give the live generation again. */
export type Freshness = { kind: 'fresh'; manifest: Manifest } | { kind: 'stale'; reason: string };

/**
 * Compares the live generation with articles, model and program, without loading the model.
 * @param known facts known already: the corpus's checksum, and the name of a generation whose files have been verified
 * @throws Failure `corpus` when the articles' folder cannot be read
 */
export async function checkFreshness(
  options: FreshnessOptions,
  known: { checksum?: string | undefined; verified?: string | undefined } = {},
): Promise<Freshness> {
  const stale = (reason: string): Freshness => ({ kind: 'stale', reason });
  const name = await folders.currentGeneration(options.indexDir);
  if (name === undefined) return stale('there is none yet');
  if (options.model === undefined) return stale('the model is not downloaded yet');
  let manifest: Manifest;
  try {
    const folder = folders.generationFolder(options.indexDir, name);
    manifest = await folders.readManifest(folder);
    if (known.verified !== name) await folders.verifyFiles(folder, manifest);
  } catch (error) {
    return stale(`the live generation is damaged (${reasonOf(error)})`);
  }
  const mismatch = describeMismatch(compareRecipes(manifest, wantedRecipe(options.model)));
  if (mismatch !== undefined) return stale(`it was ${mismatch}`);
  if (manifest.vectorIndex.kind === 'exact' && options.native.available) {
    return stale('it has no graph, and hnswlib-node works now');
  }
  const now = known.checksum ?? (await corpusChecksum(options.articlesDir));
  if (manifest.corpus.checksum !== now) return stale('the articles have changed');
  if (options.maskedKey !== undefined && manifest.masked?.key !== options.maskedKey)
    return stale('calibration, synonyms or labelled questions have changed');
  return { kind: 'fresh', manifest };
}
