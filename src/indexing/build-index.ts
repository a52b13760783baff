// Building a generation: read the corpus, embed every passage, write both indexes beside the live generation, read
// everything back, and only then make it the live one. Whatever fails on the way leaves the live generation as it was.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { articleId, type Article, joinHeadings, type Problem } from '../corpus/article.ts';
import { splitPassages } from '../corpus/passages.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Range } from '../text/sentences.ts';
import type { CatalogueArticle } from './catalogue.ts';
import { createExactIndex } from './exact-index.ts';
import { checkFreshness } from './freshness.ts';
import * as folders from './generation-folders.ts';
import { checkHnswFile, HNSW_PARAMETERS, type NativeLibrary, writeHnswFile } from './hnsw-index.ts';
import { createLexicalBuilder, type LexicalFields } from './lexical-builder.ts';
import { encodeLexical } from './lexical-format.ts';
import { type Manifest, wantedRecipe } from './manifest.ts';
import { FILES, openGeneration, readVectors } from './open-index.ts';
import { encodeTexts } from './text-store.ts';
import type { VectorIndex } from './vector-index.ts';

/** Phases of a build, in order; `total` is known for all but reading. */
export type BuildPhase = 'read' | 'model' | 'embed' | 'graph' | 'verify';
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
/** Verification: passages whose ten nearest neighbours are compared with exact search, and the share that must agree. */
const RECALL_SAMPLE = 200;
const RECALL_NEIGHBOURS = 10;
const MIN_RECALL = 0.98;

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

  const seconds: BuildTimes = { read: clock(), model: 0, embed: 0, graph: 0, verify: 0 };
  const plan = planPassages(corpus.articles);
  progress('model', 0, 1);
  const embedder = await options.openEmbedder();
  seconds.model = clock();
  const { dimension } = embedder.model;
  let vectors: Float32Array;
  try {
    vectors = await embedAll(embedder, plan.passages.map(textForModel), progress);
  } finally {
    await embedder.close();
  }
  seconds.embed = clock();

  const now = options.now?.() ?? new Date();
  let building: string | undefined;
  try {
    building = await folders.createBuildingFolder(options.indexDir);
    await writeFiles(building, plan, vectors, dimension, options.native, progress);
    seconds.graph = clock();
    const manifest: Manifest = {
      generation: `${now.toISOString().replace(/[:.]/g, '-')}-${corpus.checksum.slice(0, 8)}`,
      builtAt: now.toISOString(),
      ...wantedRecipe(embedder.model),
      corpus: {
        checksum: corpus.checksum,
        articles: plan.catalogue.length,
        sections: plan.sectionTexts.length,
        passages: plan.passages.length,
        skippedFiles: bad.size,
      },
      vectorIndex: options.native.available
        ? { kind: 'hnsw', parameters: HNSW_PARAMETERS, recallAt10: 1 }
        : { kind: 'exact' },
      files: await describeFiles(building, options.native.available),
    };
    const recall = await verify(building, manifest, options.native, progress);
    if (manifest.vectorIndex.kind === 'hnsw') manifest.vectorIndex.recallAt10 = recall;
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

type Plan = {
  catalogue: CatalogueArticle[];
  sectionTexts: string[];
  ranges: Range[];
  passages: LexicalFields[];
};

/** Numbers all passages, article by article. */
function planPassages(articles: readonly Article[]): Plan {
  const plan: Plan = { catalogue: [], sectionTexts: [], ranges: [], passages: [] };
  for (const { sections, ...head } of articles) {
    const entry: CatalogueArticle = { ...head, id: articleId(head.slug), sections: [] };
    for (const section of sections) {
      const ranges = splitPassages(section.text);
      const { id, headingPath } = section;
      entry.sections.push({ id, headingPath, firstPassage: plan.passages.length, passages: ranges.length });
      plan.sectionTexts.push(section.text);
      for (const range of ranges) {
        plan.ranges.push(range);
        const body = section.text.slice(range.start, range.end).trim();
        plan.passages.push({ title: head.title, headings: joinHeadings(headingPath), body });
      }
    }
    plan.catalogue.push(entry);
  }
  return plan;
}

/** What the model reads of a passage: where it stands, then what it says. */
export function textForModel({ title, headings, body }: LexicalFields): string {
  return [title, headings, body].filter((part) => part !== '').join('\n');
}

async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  progress: BuildProgress,
): Promise<Float32Array> {
  const { dimension } = embedder.model;
  const vectors = new Float32Array(texts.length * dimension);
  for (let start = 0; start < texts.length; start += CHUNK) {
    progress('embed', start, texts.length);
    const rows = await embedder.embed(texts.slice(start, start + CHUNK), 'passage');
    for (const [index, row] of rows.entries()) vectors.set(row, (start + index) * dimension);
  }
  progress('embed', texts.length, texts.length);
  return vectors;
}

async function writeFiles(
  folder: string,
  plan: Plan,
  vectors: Float32Array,
  dimension: number,
  native: NativeLibrary,
  progress: BuildProgress,
): Promise<void> {
  const write = (name: string, bytes: Uint8Array): Promise<void> =>
    folders.writeSynced(path.join(folder, name), bytes);
  const size = plan.passages.length;
  const lexical = createLexicalBuilder();
  for (const passage of plan.passages) lexical.add(passage);
  const texts = encodeTexts(plan.sectionTexts, plan.ranges);
  await write(FILES.catalogue, Buffer.from(JSON.stringify(plan.catalogue)));
  await write(FILES.texts, texts.texts);
  await write(FILES.passages, texts.passages);
  await write(FILES.lexical, encodeLexical(lexical.finish()));
  await write(FILES.vectors, new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
  if (!native.available) return;
  const file = path.join(folder, FILES.hnsw);
  writeHnswFile(native, vectors, dimension, file, (done) => {
    progress('graph', done, size);
  });
  await folders.syncFile(file);
  checkHnswFile(await readFile(file), size, dimension);
}

async function describeFiles(folder: string, hnsw: boolean): Promise<Manifest['files']> {
  const files: Manifest['files'] = {};
  for (const name of Object.values(FILES)) {
    if (name !== FILES.hnsw || hnsw) files[name] = await folders.describeFile(path.join(folder, name));
  }
  return files;
}

/**
 * Reads back what was written, as a reader would, and measures recall@10 of the graph against exact search.
 * @throws Failure `index` when the recall is below .98
 */
async function verify(
  folder: string,
  manifest: Manifest,
  native: NativeLibrary,
  progress: BuildProgress,
): Promise<number> {
  progress('verify', 0, 1);
  await folders.verifyFiles(folder, manifest);
  const index = await openGeneration(folder, manifest, native);
  try {
    const { dimension } = manifest.model;
    const vectors = await readVectors(folder, manifest.corpus.passages, dimension);
    const recall = measureRecall(index.vectors, createExactIndex(vectors, dimension));
    if (recall < MIN_RECALL) {
      throw new Failure(
        'index',
        `the new graph finds only ${recall.toFixed(3)} of the nearest passages (at least ${MIN_RECALL} wanted); the index in use is untouched. Please report this`,
      );
    }
    progress('verify', 1, 1);
    return recall;
  } finally {
    index.close();
  }
}

/**
 * Recall@10 over evenly spaced passages: the share of the ten best scores that the index finds as well. Scores are
 * compared, not ordinals: of two passages with the same vector either will do.
 */
export function measureRecall(index: VectorIndex, exact: VectorIndex): number {
  const { size } = exact;
  const sample = Math.min(RECALL_SAMPLE, size);
  if (sample === 0) return 1;
  let found = 0;
  let wanted = 0;
  for (let i = 0; i < sample; i++) {
    const vector = exact.vectorOf(Math.floor((i * size) / sample));
    const best = exact.search(vector, RECALL_NEIGHBOURS);
    const threshold = (best.at(-1)?.score ?? 0) - 1e-5; // single precision on one side, double on the other
    wanted += best.length;
    found += index.search(vector, RECALL_NEIGHBOURS).filter(({ score }) => score >= threshold).length;
  }
  return found / wanted;
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
