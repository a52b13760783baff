// Building a generation: read the corpus, embed every passage, write both indexes beside the live generation, read
// everything back, and only then make it the live one. Whatever fails on the way leaves the live generation as it was.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../checksum.ts';
import type { Problem } from '../corpus/article.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { Failure, reasonOf } from '../failure.ts';
import { syncFile, writeSynced } from '../synced-file.ts';
import { checkFreshness } from './freshness.ts';
import * as folders from './generation-folders.ts';
import { checkHnswFile, HNSW_PARAMETERS, type NativeLibrary, writeHnswFile } from './hnsw-index.ts';
import { createLexicalBuilder, type LexicalFields } from './lexical-builder.ts';
import { encodeLexical } from './lexical-format.ts';
import { type Manifest, wantedRecipe } from './manifest.ts';
import { FILES } from './open-index.ts';
import { partsForModel, type Plan, planPassages, textForModel } from './passage-plan.ts';
import { encodeTexts } from './text-store.ts';
import { createTokenStoreBuilder } from './token-store.ts';
import { verifyGeneration } from './verify-generation.ts';

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

/** Passages embedded at a time: enough to fill batches by length, few enough for a lively progress bar. */
const CHUNK = 128;

/**
 * Builds and publishes a generation, unless the live one was built from the same articles with the same model.
 * @throws Failure `corpus` (folder unreadable), `model` (cannot be had), `index` (cannot be written or verified)
 */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  const progress = options.onProgress ?? (() => undefined);
  const clock = stopwatch();
  progress('read', 0, 0);
  const corpus = await readCorpus(options.articlesDir);
  const { problems } = corpus;
  const bad = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  if (bad.size > 0 && options.skipBad !== true) return { kind: 'bad-corpus', problems };
  if (corpus.articles.length === 0) {
    throw new Failure(
      'corpus',
      `there are no articles in ${options.articlesDir}; put Markdown files there or name another folder with --articles DIR`,
    );
  }
  const freshness = await checkFreshness(
    { ...options, model: await options.describeModel() },
    corpus.checksum,
  );
  if (freshness.kind === 'fresh') return { kind: 'unchanged', manifest: freshness.manifest, problems };

  const seconds: BuildTimes = { read: clock(), words: 0, model: 0, embed: 0, graph: 0, verify: 0 };
  const plan = planPassages(corpus.articles);
  const size = plan.passages.length;
  const now = options.now?.() ?? new Date();
  let building: string | undefined;
  try {
    building = await folders.createBuildingFolder(options.indexDir);
    progress('words', 0, size);
    const files = createFileWriter(building);
    await writeTextFiles(files, plan, progress);
    seconds.words = clock();

    progress('model', 0, 1);
    const embedder = await options.openEmbedder();
    seconds.model = clock();
    const { model } = embedder;
    const { vectors, tokens } = await embedAll(embedder, plan.passages, progress).finally(() =>
      embedder.close(),
    );
    await files.write(FILES.vectors, bytesOf(vectors));
    if (tokens !== undefined) await files.write(FILES.tokens, tokens);
    seconds.embed = clock();

    if (options.native.available) {
      const file = path.join(building, FILES.hnsw);
      writeHnswFile(options.native, vectors, model.dimension, file, (done) => {
        progress('graph', done, size);
      });
      await syncFile(file);
      await checkHnswFile(file, size, model.dimension);
      await files.adopt(FILES.hnsw);
    }
    seconds.graph = clock();

    const manifest: Manifest = {
      generation: `${now.toISOString().replace(/[:.]/g, '-')}-${corpus.checksum.slice(0, 8)}`,
      builtAt: now.toISOString(),
      ...wantedRecipe(model),
      corpus: {
        checksum: corpus.checksum,
        articles: plan.catalogue.length,
        sections: plan.sectionTexts.length,
        passages: size,
        skippedFiles: bad.size,
      },
      vectorIndex: options.native.available
        ? { kind: 'hnsw', parameters: { ...HNSW_PARAMETERS, efSearch: 0 }, recallAt10: 0 }
        : { kind: 'exact' },
      files: files.described(),
    };
    progress('verify', 0, 1);
    await verifyGeneration(building, manifest, options.native);
    await folders.writeManifest(building, manifest);
    await folders.readManifest(building);
    await folders.publish(options.indexDir, building, manifest.generation);
    await folders.removeOld(options.indexDir);
    seconds.verify = clock();
    return { kind: 'built', manifest, problems, seconds };
  } catch (error) {
    if (building !== undefined) await rm(building, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof Failure) throw error;
    throw new Failure(
      'index',
      `could not be written to ${options.indexDir}: ${reasonOf(error)}; the index in use is untouched`,
      { cause: error },
    );
  }
}

/** Vectors of all passages, and their tokens where the model has vectors for them. */
async function embedAll(
  embedder: Embedder,
  passages: readonly LexicalFields[],
  progress: BuildProgress,
): Promise<{ vectors: Float32Array; tokens: Uint8Array | undefined }> {
  const { tokens: source, model } = embedder;
  const vectors = new Float32Array(passages.length * model.dimension);
  const tokens = source === undefined ? undefined : createTokenStoreBuilder();
  for (let start = 0; start < passages.length; start += CHUNK) {
    progress('embed', start, passages.length);
    const chunk = passages.slice(start, start + CHUNK);
    const embedded = await source?.embedParts(chunk.map(partsForModel));
    for (const { parts } of embedded ?? []) tokens?.add(parts);
    const rows =
      embedded?.map(({ vector }) => vector) ?? (await embedder.embed(chunk.map(textForModel), 'passage'));
    for (const [index, row] of rows.entries()) vectors.set(row, (start + index) * model.dimension);
  }
  progress('embed', passages.length, passages.length);
  return { vectors, tokens: tokens?.finish() };
}

/** Everything but vectors and graph; written first, so that the postings are out of memory before the model comes in. */
async function writeTextFiles({ write }: FileWriter, plan: Plan, progress: BuildProgress): Promise<void> {
  const lexical = createLexicalBuilder();
  for (const [ordinal, passage] of plan.passages.entries()) {
    if (ordinal % 500 === 0) progress('words', ordinal, plan.passages.length);
    lexical.add(passage);
  }
  await write(FILES.lexical, encodeLexical(lexical.finish()));
  const texts = encodeTexts(plan.sectionTexts, plan.ranges);
  await write(FILES.texts, texts.texts);
  await write(FILES.passages, texts.passages);
  await write(FILES.catalogue, Buffer.from(JSON.stringify(plan.catalogue)));
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
