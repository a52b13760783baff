// Building a generation: read the corpus, take from the generation before what has not changed, embed the rest, write both
// indexes beside the live generation, read everything back, and only then make it the live one. Whatever fails on the way
// leaves the live generation as it was; what has been embedded by then is kept for the next build.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../checksum.ts';
import type { Problem } from '../corpus/article.ts';
import { type Corpus, readCorpus } from '../corpus/read-corpus.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { Failure, reasonOf, writeRemedy } from '../failure.ts';
import { acquireLock, type ProcessLock } from '../process-lock.ts';
import { syncFile, writeSynced } from '../synced-file.ts';
import { type EarlierGeneration, openEarlierGeneration } from './earlier-generation.ts';
import { embedInto, gather, missingPassages } from './embed-passages.ts';
import { type EmbeddingJournal, openJournal } from './embedding-journal.ts';
import { checkFreshness } from './freshness.ts';
import * as folders from './generation-folders.ts';
import { encodeLabels, extendedGraph, type GraphPlan, newGraph } from './graph-plan.ts';
import { checkHnswFile, HNSW_PARAMETERS, type NativeLibrary, writeHnswFile } from './hnsw-index.ts';
import { createLexicalBuilder } from './lexical-builder.ts';
import { encodeLexical, type LexicalData } from './lexical-format.ts';
import { type Manifest, wantedRecipe } from './manifest.ts';
import { mergeLexical } from './merge-lexical.ts';
import { FILES } from './open-index.ts';
import { encodeKeys, keyOf } from './passage-keys.ts';
import { type Plan, planPassages } from './passage-plan.ts';
import { encodeTexts } from './text-store.ts';
import { MIN_RECALL, verifyGeneration } from './verify-generation.ts';

/** Phases of a build, in order; `total` is known for all but reading. */
export type BuildPhase = 'read' | 'words' | 'model' | 'embed' | 'graph' | 'verify';
export type BuildProgress = (phase: BuildPhase, done: number, total: number) => void;

export type BuildOptions = {
  articlesDir: string;
  indexDir: string;
  /** The configured model as its files describe it; undefined when it has yet to be downloaded. */
  describeModel: () => Promise<ModelDescription | undefined>;
  /** Loads the model; called only when there is something to embed. */
  openEmbedder: () => Promise<Embedder>;
  native: NativeLibrary;
  /** Build from the good articles when some are bad. */
  skipBad?: boolean;
  /** Take nothing from an earlier build. */
  force?: boolean;
  onProgress?: BuildProgress;
  now?: () => Date;
};

/** Seconds spent in each phase. */
export type BuildTimes = Record<BuildPhase, number>;

export type BuildResult =
  | { kind: 'built'; manifest: Manifest; problems: Problem[]; seconds: BuildTimes }
  | { kind: 'unchanged'; manifest: Manifest; problems: Problem[] }
  /** Nothing was written: mend the files, or build with `skipBad`. */
  | { kind: 'bad-corpus'; problems: Problem[] };

const JOURNAL = 'journal.bin';
const LOCK = 'build.lock';

/**
 * Builds and publishes a generation, unless the live one was built from the same articles with the same model.
 * @throws Failure `corpus` (folder unreadable), `model` (cannot be had), `index` (another build is running; cannot be
 * written or verified)
 */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  const progress = options.onProgress ?? (() => undefined);
  const clock = stopwatch();
  progress('read', 0, 0);
  const corpus = await readCorpus(options.articlesDir);
  const { problems } = corpus;
  const bad = badFiles(corpus);
  if (bad > 0 && options.skipBad !== true) return { kind: 'bad-corpus', problems };
  if (corpus.articles.length === 0) {
    throw new Failure(
      'corpus',
      `there are no articles in ${options.articlesDir}; put Markdown files there or name another folder with --articles DIR`,
    );
  }
  const model = await options.describeModel();
  if (options.force !== true) {
    const freshness = await checkFreshness({ ...options, model }, corpus.checksum);
    if (freshness.kind === 'fresh') {
      await clearUpAfterDead(options.indexDir);
      return { kind: 'unchanged', manifest: freshness.manifest, problems };
    }
  }
  try {
    await mkdir(options.indexDir, { recursive: true });
  } catch (error) {
    throw notWritten(options.indexDir, error);
  }
  const lock = await lockBuilds(options.indexDir);
  try {
    const built = await build(options, corpus, bad, model, progress, clock);
    return { kind: 'built', problems, ...built };
  } finally {
    await lock.release();
  }
}

/** @throws Failure `index` when another build has it, or it cannot be written */
function lockBuilds(indexDir: string): Promise<ProcessLock> {
  return acquireLock(path.join(indexDir, LOCK), {
    inUse: `${indexDir} is being built`,
    remedy: 'wait until it has ended, or stop it',
    code: 'index',
  });
}

/** A build that was killed behind its publishing leaves nothing to build, but things to clear up. */
async function clearUpAfterDead(indexDir: string): Promise<void> {
  if (!(await folders.hasLeftovers(indexDir, [LOCK, JOURNAL]))) return;
  // Another build that runs clears up itself; where nothing can be written, what lies there is in nobody's way.
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

/** Number of files that have an error. */
function badFiles({ problems }: Corpus): number {
  return new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
}

async function build(
  options: BuildOptions,
  corpus: Corpus,
  skippedFiles: number,
  described: ModelDescription | undefined,
  progress: BuildProgress,
  clock: () => number,
): Promise<{ manifest: Manifest; seconds: BuildTimes }> {
  const { indexDir, native } = options;
  const seconds: BuildTimes = { read: 0, words: 0, model: 0, embed: 0, graph: 0, verify: 0 };
  const plan = planPassages(corpus.articles);
  const keys = plan.passages.map(keyOf);
  const now = options.now?.() ?? new Date();
  seconds.read = clock();
  let building: string | undefined;
  let earlier: EarlierGeneration | undefined;
  let journal: EmbeddingJournal | undefined;
  let embedder: Embedder | undefined;
  try {
    building = await folders.createBuildingFolder(indexDir);
    // A model that has yet to be downloaded is not known before it is loaded.
    let model = described;
    if (model === undefined) {
      embedder = await options.openEmbedder();
      ({ model } = embedder);
    }
    const recipe = wantedRecipe(model);
    if (options.force === true) await rm(path.join(indexDir, JOURNAL), { force: true });
    else earlier = await openEarlierGeneration(indexDir, recipe);
    progress('words', 0, plan.passages.length);
    const files = createFileWriter(building);
    await writeTextFiles(files, plan);
    await files.write(FILES.lexical, encodeLexical(await lexicalIndex(plan, keys, earlier, progress)));
    await files.write(FILES.keys, encodeKeys(keys));
    seconds.words = clock();

    let missing = missingPassages(keys, earlier, undefined);
    if (missing.length > 0) {
      journal = await openJournal(path.join(indexDir, JOURNAL), model);
      missing = missingPassages(keys, earlier, journal);
    }
    if (missing.length > 0) {
      progress('model', 0, 1);
      embedder ??= await options.openEmbedder();
      seconds.model = clock();
      const passages = missing.flatMap((ordinal) => {
        const fields = plan.passages[ordinal];
        return fields === undefined ? [] : [{ key: keys[ordinal] ?? '', fields }];
      });
      if (journal !== undefined)
        await embedInto(journal, embedder, passages, (done) => {
          progress('embed', done, missing.length);
        });
    }
    await embedder?.close();
    embedder = undefined;
    const { vectors, tokens } = gather(keys, model, earlier, journal);
    await files.write(FILES.vectors, bytesOf(vectors));
    if (tokens !== undefined) await files.write(FILES.tokens, tokens);
    seconds.embed = clock();

    const manifest: Manifest = {
      generation: `${now.toISOString().replace(/[:.]/g, '-')}-${corpus.checksum.slice(0, 8)}`,
      builtAt: now.toISOString(),
      ...recipe,
      corpus: {
        checksum: corpus.checksum,
        articles: plan.catalogue.length,
        sections: plan.sectionTexts.length,
        passages: keys.length,
        skippedFiles,
      },
      vectorIndex: { kind: 'exact' },
      build: { reused: keys.length - missing.length, embedded: missing.length },
      files: {},
    };
    for (const graph of graphPlans(keys, earlier, native)) {
      if (graph !== undefined && native.available) {
        const file = path.join(building, FILES.hnsw);
        const from = graph.from === undefined ? {} : { from: graph.from };
        const onProgress = (done: number): void => {
          progress('graph', done, graph.plan.added.length);
        };
        writeHnswFile(native, vectors, model.dimension, graph.plan, file, { ...from, onProgress });
        await syncFile(file);
        await checkHnswFile(file, graph.plan.points, model.dimension);
        await files.adopt(FILES.hnsw);
        await files.write(FILES.labels, encodeLabels(graph.plan.labels));
        manifest.vectorIndex = {
          kind: 'hnsw',
          parameters: { ...HNSW_PARAMETERS, efSearch: 0 },
          recallAt10: 0,
          points: graph.plan.points,
        };
        manifest.build.graph = graph.from === undefined ? 'new' : 'extended';
      }
      manifest.files = files.described();
      seconds.graph += clock();
      progress('verify', 0, 1);
      const recall = await verifyGeneration(building, manifest, native);
      seconds.verify += clock();
      if (recall >= MIN_RECALL) break;
      if (graph?.from === undefined)
        throw new Failure(
          'index',
          `the new graph finds only ${recall.toFixed(3)} of the nearest passages (at least ${MIN_RECALL} wanted); the index in use is untouched. Please report this`,
        );
    }
    await folders.writeManifest(building, manifest);
    await folders.readManifest(building);
    await folders.publish(indexDir, building, manifest.generation);
    await folders.removeOld(indexDir);
    await journal?.remove();
    journal = undefined;
    // Of a build that was killed, when nothing of it was needed any more.
    await rm(path.join(indexDir, JOURNAL), { force: true });
    seconds.verify += clock();
    return { manifest, seconds };
  } catch (error) {
    if (building !== undefined) await rm(building, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof Failure ? error : notWritten(indexDir, error);
  } finally {
    earlier?.close();
    await journal?.close().catch(() => undefined);
    await embedder?.close();
  }
}

function notWritten(indexDir: string, error: unknown): Failure {
  return new Failure(
    'index',
    `could not be written to ${indexDir}: ${reasonOf(error)}; the index in use is untouched; ${writeRemedy(error)}, or name another folder with --index DIR`,
    { cause: error },
  );
}

/** The graphs to try: the one before gone on with, and a new one, for when that finds too little. */
function graphPlans(
  keys: readonly string[],
  earlier: EarlierGeneration | undefined,
  native: NativeLibrary,
): ({ plan: GraphPlan; from: string | undefined } | undefined)[] {
  if (!native.available) return [undefined];
  const fresh = { plan: newGraph(keys.length), from: undefined };
  if (earlier?.labels === undefined || earlier.manifest.vectorIndex.kind !== 'hnsw') return [fresh];
  const { parameters, points } = earlier.manifest.vectorIndex;
  const isSame = (Object.keys(HNSW_PARAMETERS) as (keyof typeof HNSW_PARAMETERS)[]).every(
    (name) => parameters[name] === HNSW_PARAMETERS[name],
  );
  const plan = isSame ? extendedGraph(keys, { ...earlier, labels: earlier.labels, points }) : undefined;
  return plan === undefined ? [fresh] : [{ plan, from: path.join(earlier.folder, FILES.hnsw) }, fresh];
}

/** Texts and their places. */
async function writeTextFiles({ write }: FileWriter, plan: Plan): Promise<void> {
  const texts = encodeTexts(plan.sectionTexts, plan.ranges);
  await write(FILES.texts, texts.texts);
  await write(FILES.passages, texts.passages);
  await write(FILES.catalogue, Buffer.from(JSON.stringify(plan.catalogue)));
}

/** Above this share of new passages, cutting all texts anew is as fast as merging. */
const MAX_MERGED = 0.5;

/** The word index: new passages are cut into terms, the others come from the generation before. */
async function lexicalIndex(
  plan: Plan,
  keys: readonly string[],
  earlier: EarlierGeneration | undefined,
  progress: BuildProgress,
): Promise<LexicalData> {
  const size = keys.length;
  const lexical = createLexicalBuilder();
  const isNew = keys.map((key) => earlier?.ordinals.has(key) !== true);
  const added = keys.flatMap((_, ordinal) => (isNew[ordinal] === true ? [ordinal] : []));
  const cut = earlier === undefined || added.length > MAX_MERGED * size ? keys.map((_, i) => i) : added;
  for (const [done, ordinal] of cut.entries()) {
    if (done % 500 === 0) progress('words', done, cut.length);
    const passage = plan.passages[ordinal];
    if (passage !== undefined) lexical.add(passage);
  }
  if (earlier === undefined || cut !== added) return lexical.finish();
  const kept = await earlier.lexicalOf(keys);
  return mergeLexical(size, [...kept, { data: lexical.finish(), ordinals: Uint32Array.from(added) }]);
}

function bytesOf(vectors: Float32Array): Uint8Array {
  return new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength);
}

type FileWriter = {
  write: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Takes in a file that somebody else has written. */
  adopt: (name: string) => Promise<void>;
  /** Size and sha256 of all files, for the manifest. */
  described: () => Manifest['files'];
};

/** Writes files and remembers the checksums of what was meant to be in them: verification then compares the disk with that. */
function createFileWriter(folder: string): FileWriter {
  const files = new Map<string, Manifest['files'][string]>();
  return {
    write: async (name, bytes) => {
      files.set(name, { bytes: bytes.length, sha256: sha256(bytes) });
      await writeSynced(path.join(folder, name), bytes);
    },
    adopt: async (name) => {
      files.set(name, await folders.describeFile(path.join(folder, name)));
    },
    described: () =>
      Object.fromEntries(
        Object.values(FILES).flatMap((name) => {
          const description = files.get(name);
          return description === undefined ? [] : [[name, description] as const];
        }),
      ),
  };
}

/** Seconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
