// Builds a generation: reads the corpus, reuses what the previous generation has unchanged, embeds the rest, writes
// both indexes beside the live generation, verifies everything, and only then makes it live. A failure at any step
// leaves the live generation as it was; finished embeddings are kept for the next build.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { leftOutText } from '../corpus/list-articles.ts';
import { type Corpus, readCorpus } from '../corpus/read-corpus.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { Failure, reasonOf, writeRemedy } from '../system/failure.ts';
import { acquireLock, LockHeld, type ProcessLock } from '../system/process-lock.ts';
import { createStopwatch } from '../system/stopwatch.ts';
import { badFiles, type BuildResult, reported } from './build-result.ts';
import { checkFreshness } from './freshness.ts';
import * as folders from '../index/generation-folders.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { type Manifest, wantedRecipe } from '../index/manifest.ts';
import type { TrialSearch } from './measure-generation.ts';
import { openPreviousGeneration, type PreviousGeneration } from './previous-generation.ts';
import { type BuildPhase, type BuildProgress, PHASES, writeGeneration } from './write-generation.ts';

export type { BuildResult } from './build-result.ts';
export type { BuildPhase, BuildProgress } from './write-generation.ts';

export type BuildOptions = {
  articlesDir: string;
  indexDir: string;
  /** The configured model as its files describe it; undefined if it is not downloaded yet. */
  describeModel: () => Promise<ModelDescription | undefined>;
  /** Loads the model; called with the number of passages, only if there are some to embed. */
  openEmbedder: (passages: number) => Promise<Embedder>;
  native: NativeLibrary;
  /** Asks the new generation; without it, it has no cut-offs of its own, and its examples are not checked. */
  trial?: TrialSearch | undefined;
  /** Build from the good articles if some are bad. */
  skipBad?: boolean | undefined;
  /** The same, and keep the last good version of bad ones. */
  keepLast?: boolean | undefined;
  /** Reuse nothing of a previous build. */
  force?: boolean | undefined;
  onProgress?: BuildProgress | undefined;
  /** If given, another running build is waited for, after one call that names it; without it, that is a failure. */
  onWaiting?: ((reason: string) => void) | undefined;
  now?: (() => Date) | undefined;
};

const JOURNAL = 'journal.bin';
const LOCK = 'build.lock';
/** Milliseconds between two looks at another build's lock. */
const WAITING_MS = 300;

/**
 * Builds and publishes a generation, unless the live one was built from the same articles with the same model.
 * @throws Failure `corpus` (folder unreadable), `model` (not available), `index` (another build is running; cannot be
 * written or verified)
 */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  const watch = createStopwatch(PHASES, () => performance.now() / 1000);
  options.onProgress?.('read', 0, 0);
  let inputs = await readInputs(options);
  try {
    const done = await withoutBuilding(options, inputs);
    if (done?.kind === 'unchanged') await clearUpAfterDead(options.indexDir);
    if (done !== undefined) return done;
    await makeFolder(options.indexDir);
    const lock = await lockBuilds(options.indexDir, options.onWaiting);
    try {
      if ((await folders.currentGeneration(options.indexDir)) !== inputs.live) {
        // Another build may have ended meanwhile: the files read before may be gone, and nothing may be left to do.
        inputs.previous?.close();
        inputs = await readInputs(options);
        const doneMeanwhile = await withoutBuilding(options, inputs);
        if (doneMeanwhile !== undefined) return doneMeanwhile;
      }
      const manifest = await build(options, inputs, (phase) => {
        watch.lap(phase);
      });
      return { kind: 'built', ...reported(inputs.corpus), manifest, seconds: watch.times };
    } finally {
      await lock.release();
    }
  } finally {
    inputs.previous?.close();
  }
}

type Inputs = {
  corpus: Corpus;
  model: ModelDescription | undefined;
  /** Name of the live generation, usable or not. */
  live: string | undefined;
  previous: PreviousGeneration | undefined;
};

async function readInputs(options: BuildOptions): Promise<Inputs> {
  const model = await options.describeModel();
  const live = await folders.currentGeneration(options.indexDir);
  // A model that is not downloaded yet is unknown, so no generation can be said to fit it.
  const previous =
    options.force === true || model === undefined
      ? undefined
      : await openPreviousGeneration(options.indexDir, wantedRecipe(model));
  try {
    const { known, lastGood } = previous?.articles.earlier ?? {};
    const earlier = { known, lastGood: options.keepLast === true ? lastGood : undefined };
    return { corpus: await readCorpus(options.articlesDir, earlier), model, live, previous };
  } catch (error) {
    previous?.close();
    throw error;
  }
}

/** The result if there is nothing to build or nothing to build from. */
async function withoutBuilding(
  options: BuildOptions,
  { corpus, model, previous }: Inputs,
): Promise<BuildResult | undefined> {
  const { checksum } = corpus;
  const bad = badFiles(corpus);
  const goesOn = options.skipBad === true || options.keepLast === true;
  if (bad.length > 0 && (!goesOn || corpus.articles.length === 0))
    return { kind: 'bad-corpus', ...reported(corpus) };
  if (corpus.articles.length === 0) {
    const others = corpus.leftOut.length === 0 ? '' : ` (left out: ${leftOutText(corpus.leftOut)})`;
    throw new Failure(
      'corpus',
      `there are no articles in ${options.articlesDir}${others}; put Markdown files there or name another folder with --articles DIR`,
    );
  }
  if (options.force === true) return undefined;
  const verified = previous?.manifest.generation;
  const freshness = await checkFreshness(
    { ...options, model, maskedKey: options.trial?.key },
    { checksum, verified },
  );
  if (freshness.kind !== 'fresh') return undefined;
  const { manifest } = freshness;
  // The same files give another index when earlier versions of bad ones are to be left out now.
  if (options.keepLast !== true && manifest.corpus.badFiles.some(({ isKept }) => isKept)) return undefined;
  return { kind: 'unchanged', ...reported(corpus), manifest };
}

/** @throws Failure `index` when another build holds the lock and is not waited for, or it cannot be written */
async function lockBuilds(indexDir: string, onWaiting?: (reason: string) => void): Promise<ProcessLock> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await acquireLock(path.join(indexDir, LOCK), {
        inUse: `${indexDir} is being built`,
        remedy: 'wait until it has ended, or stop it',
        code: 'index',
      });
    } catch (error) {
      if (onWaiting === undefined || !(error instanceof LockHeld)) throw error;
      if (isFirst) onWaiting(error.message);
      await setTimeout(WAITING_MS);
    }
  }
}

/** A build that was killed after publishing leaves nothing to build, but files to clean up. */
async function clearUpAfterDead(indexDir: string): Promise<void> {
  if (!(await folders.hasLeftovers(indexDir, [LOCK, JOURNAL]))) return;
  // A running build cleans up after itself; where nothing can be written, leftovers do no harm.
  const lock = await lockBuilds(indexDir).catch(() => undefined);
  if (lock === undefined) return;
  try {
    await folders.removeOld(indexDir);
    await rm(path.join(indexDir, JOURNAL), { force: true });
  } catch {
    // The next build tries again.
  } finally {
    await lock.release();
  }
}

async function build(
  options: BuildOptions,
  { corpus, model: described, previous }: Inputs,
  onEnd: (phase: BuildPhase) => void,
): Promise<Manifest> {
  const { indexDir, native } = options;
  const journalFile = path.join(indexDir, JOURNAL);
  const onProgress = options.onProgress ?? (() => undefined);
  let folder: string | undefined;
  /** Loaded in advance if only loading tells what the model is. */
  let embedder: Embedder | undefined;
  try {
    if (options.force === true) await rm(journalFile, { force: true });
    folder = await folders.createBuildingFolder(indexDir);
    let model = described;
    let { openEmbedder } = options;
    if (model === undefined) {
      onProgress('model', 0, 1);
      const loaded = await openEmbedder(corpus.articles.length);
      embedder = loaded;
      ({ model } = loaded);
      openEmbedder = () => Promise.resolve(loaded);
      onEnd('model');
    }
    const manifest = await writeGeneration({
      folder,
      journalFile,
      corpus,
      model,
      openEmbedder,
      previous,
      native,
      trial: options.trial,
      onProgress,
      onEnd,
      badFiles: badFiles(corpus),
      now: options.now?.() ?? new Date(),
    });
    await folders.writeManifest(folder, manifest);
    await folders.readManifest(folder);
    await folders.publish(indexDir, folder, manifest.generation);
    await folders.removeOld(indexDir);
    await rm(journalFile, { force: true });
    onEnd('verify');
    return manifest;
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof Failure ? error : notWritten(indexDir, error);
  } finally {
    await embedder?.close();
  }
}

async function makeFolder(indexDir: string): Promise<void> {
  try {
    await mkdir(indexDir, { recursive: true });
  } catch (error) {
    throw notWritten(indexDir, error);
  }
}

function notWritten(indexDir: string, error: unknown): Failure {
  return new Failure(
    'index',
    `could not be written to ${indexDir}: ${reasonOf(error)}; the index in use is untouched; ${writeRemedy(error)}, or name another folder with --index DIR`,
    { cause: error },
  );
}
