// Writes a generation into a new folder, from the corpus and the previous generation, and verifies it. Nothing here
// touches the live generation.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Corpus } from '../corpus/read-corpus.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { Failure } from '../system/failure.ts';
import { buildLexical } from './build-lexical.ts';
import { collectVectors, embedInto, missingPassages } from './embed-passages.ts';
import { type EmbeddingJournal, openJournal } from './embedding-journal.ts';
import { createGenerationWriter, type GenerationWriter } from './generation-writer.ts';
import { extendedGraph, type GraphPlan, newGraph } from './graph-plan.ts';
import { encodeCatalogue } from '../index/catalogue-file.ts';
import { encodeLabels } from '../index/graph-labels.ts';
import { HNSW_PARAMETERS, type NativeLibrary } from '../index/hnsw-index.ts';
import { encodeLexical } from '../index/lexical-format.ts';
import { type BadFile, type BuildSummary, type Manifest, wantedRecipe } from '../index/manifest.ts';
import { FILES } from '../index/open-index.ts';
import { passageChanges } from './passage-changes.ts';
import { encodeKeys } from './passage-keys.ts';
import { type Plan, planPassages } from './passage-plan.ts';
import type { Previous, PreviousGeneration } from './previous-generation.ts';
import { encodeRecallQuestions, type RecallQuestion, recallQuestionTexts } from './recall-questions.ts';
import { renewRecallQuestions } from './renew-recall-questions.ts';
import { encodeSources } from './source-table.ts';
import { aliasRules } from '../text/aliases.ts';
import { encodeTexts } from './encode-texts.ts';
import { measureGeneration, type TrialSearch } from './measure-generation.ts';
import { MIN_RECALL, verifyGeneration } from './verify-generation.ts';
import { verifyHnswFile } from './verify-hnsw.ts';
import { writeHnswFile } from './write-hnsw.ts';

/** Phases of a build, in order; `total` is known for all but reading. */
export const PHASES = ['read', 'words', 'model', 'embed', 'graph', 'verify', 'doubt', 'examples'] as const;
export type BuildPhase = (typeof PHASES)[number];
export type BuildProgress = (phase: BuildPhase, done: number, total: number) => void;

/** Files with errors that a manifest names: more would be one mistake made many times. */
const MAX_BAD_FILES = 20;
const SYNONYMS_HEADER = '# Read from the articles. Change nothing here: yours go into SYNONYMS_FILE.';

export type GenerationInput = {
  /** Where to write. */
  folder: string;
  journalFile: string;
  corpus: Corpus;
  /** All files with errors. */
  badFiles: readonly BadFile[];
  model: ModelDescription;
  /** Loads the model; called with the number of passages, if there are some to embed. */
  openEmbedder: (passages: number) => Promise<Embedder>;
  previous: PreviousGeneration | undefined;
  native: NativeLibrary;
  trial?: TrialSearch | undefined;
  now: Date;
  onProgress: BuildProgress;
  /** Called after each phase, and after each part of one. */
  onEnd: (phase: BuildPhase) => void;
};

/** The input and what is made from it. */
type Work = Omit<GenerationInput, 'previous'> & {
  files: GenerationWriter;
  plan: Plan;
  previous: Previous | undefined;
};

/**
 * Writes all files but the manifest and verifies them.
 * @returns the manifest; the journal is not needed any more
 * @throws Failure `model` when it stops working, `index` when the graph finds too little
 * @throws Error when something cannot be written, or differs from what was written
 */
export async function writeGeneration(input: GenerationInput): Promise<Manifest> {
  const { previous: generation, corpus } = input;
  const plan = planPassages(corpus.articles, generation?.articles.planned);
  const previous = generation && { generation, changes: passageChanges(plan.keys, generation) };
  const work: Work = { ...input, plan, previous, files: createGenerationWriter(input.folder) };
  input.onEnd('read');
  try {
    writeWords(work);
    const { vectors, recallQuestions, embedded } = await writeVectors(work);
    const manifest: Manifest = {
      generation: `${input.now.toISOString().replace(/[:.]/g, '-')}-${corpus.checksum.slice(0, 8)}`,
      builtAt: input.now.toISOString(),
      ...wantedRecipe(input.model),
      corpus: {
        checksum: corpus.checksum,
        articles: plan.catalogue.length,
        sections: plan.sections,
        passages: plan.keys.length,
        synonyms: rulesOf(plan).length,
        skippedFiles: input.badFiles.length,
        badFiles: input.badFiles.slice(0, MAX_BAD_FILES),
      },
      vectorIndex: { kind: 'exact' },
      build: { reused: plan.keys.length - embedded, embedded },
      files: {},
    };
    await writeGraph(work, manifest, vectors, recallQuestions);
    return input.trial === undefined ? manifest : await measureGeneration(input.trial, manifest, work);
  } finally {
    // After an error the folder is removed, so nothing may be writing into it by then.
    await work.files.settled().catch(() => undefined);
  }
}

/** Texts, passages, catalogue, sources, and the lexical index. */
function writeWords({ files, plan, corpus, previous, onProgress, onEnd }: Work): void {
  onProgress('words', 0, plan.keys.length);
  const texts = encodeTexts(plan.articles);
  files.write(FILES.texts, texts.texts);
  files.write(FILES.passages, texts.passages);
  files.write(FILES.catalogue, encodeCatalogue(plan.catalogue));
  const rules = [SYNONYMS_HEADER, ...rulesOf(plan)];
  files.write(FILES.synonyms, Buffer.from(`${rules.join('\n')}\n`, 'utf8'));
  files.write(FILES.keys, encodeKeys(plan.keys));
  files.write(FILES.sources, encodeSources(corpus));
  const lexical = buildLexical(plan, previous, (done, total) => {
    onProgress('words', done, total);
  });
  files.write(FILES.lexical, encodeLexical(lexical));
  onEnd('words');
}

function rulesOf({ catalogue }: Plan): string[] {
  return aliasRules(catalogue.flatMap(({ aliases = [] }) => aliases));
}

type Vectors = { vectors: Float32Array; recallQuestions: RecallQuestion[]; embedded: number };

/** Vectors, tokens and recall questions. The journal stays until the generation is live. */
async function writeVectors(work: Work): Promise<Vectors> {
  const { files, plan, model, previous, native } = work;
  const { keys } = plan;
  let embedder: Embedder | undefined;
  let journal: EmbeddingJournal | undefined;
  let missing = missingPassages(keys, previous?.generation, undefined);
  const loaded = async (): Promise<Embedder> => {
    if (embedder !== undefined) return embedder;
    work.onProgress('model', 0, 1);
    embedder = await work.openEmbedder(missing.length);
    work.onEnd('model');
    return embedder;
  };
  try {
    if (missing.length > 0) {
      journal = await openJournal(work.journalFile, model);
      missing = missingPassages(keys, previous?.generation, journal);
      if (missing.length > 0) {
        await embedInto(journal, await loaded(), plan, missing, (done) => {
          work.onProgress('embed', done, missing.length);
        });
      }
    }
    const { vectors, tokens } = collectVectors(keys, model, previous, journal);
    files.write(FILES.vectors, new Uint8Array(vectors.buffer));
    if (tokens !== undefined) files.write(FILES.tokens, tokens);
    work.onEnd('embed');
    let recallQuestions: RecallQuestion[] = [];
    if (native.available) {
      const model = { isLoaded: embedder !== undefined, load: loaded };
      recallQuestions = await renewRecallQuestions(recallQuestionTexts(plan), vectors, previous, model);
      files.write(FILES.recallQuestions, encodeRecallQuestions(recallQuestions));
      work.onEnd('verify');
    }
    return { vectors, recallQuestions, embedded: missing.length };
  } finally {
    await journal?.close();
    await embedder?.close();
  }
}

/**
 * Writes the graph, extended or new, and verifies everything; an extended graph that finds too little is rebuilt from
 * scratch.
 */
async function writeGraph(
  work: Work,
  manifest: Manifest,
  vectors: Float32Array,
  recallQuestions: readonly RecallQuestion[],
): Promise<void> {
  const { files, model, native, previous, plan, onProgress, onEnd } = work;
  for (const graph of graphPlans(plan.keys.length, previous, native)) {
    if (graph !== undefined && native.available) {
      const file = path.join(files.folder, FILES.hnsw);
      await rm(file, { force: true });
      writeHnswFile(native, vectors, model.dimension, graph.plan, file, {
        from: graph.from,
        onProgress: (done) => {
          onProgress('graph', done, graph.plan.added.length);
        },
      });
      verifyHnswFile(file, graph.plan.points, model.dimension);
      await files.adopt(FILES.hnsw);
      files.write(FILES.labels, encodeLabels(graph.plan.labels));
      manifest.vectorIndex = {
        kind: 'hnsw',
        parameters: { ...HNSW_PARAMETERS, efSearch: 0 },
        recallAt10: 0,
        points: graph.plan.points,
      };
      manifest.build.graph = graph.kind;
    }
    manifest.files = files.described();
    onEnd('graph');
    onProgress('verify', 0, 1);
    await files.settled();
    const recall = await verifyGeneration(files.folder, manifest, native, recallQuestions, graph?.startEf);
    onEnd('verify');
    if (recall >= MIN_RECALL) return;
    if (graph?.kind !== 'extended')
      throw new Failure(
        'index',
        `the new graph finds only ${recall.toFixed(3)} of the nearest passages (at least ${MIN_RECALL} wanted); the index in use is untouched. Please report this`,
      );
  }
}

type GraphToTry = {
  plan: GraphPlan;
  kind: NonNullable<BuildSummary['graph']>;
  from?: string | undefined;
  startEf?: number | undefined;
};

/** The graphs to try: the previous one extended, then a new one in case that finds too little. */
function graphPlans(
  size: number,
  previous: Previous | undefined,
  native: NativeLibrary,
): (GraphToTry | undefined)[] {
  if (!native.available) return [undefined];
  const fresh: GraphToTry = { plan: newGraph(size), kind: 'new' };
  const { labels, manifest } = previous?.generation ?? {};
  if (previous === undefined || labels === undefined || manifest?.vectorIndex.kind !== 'hnsw') return [fresh];
  const { parameters, points } = manifest.vectorIndex;
  const isSame = (Object.keys(HNSW_PARAMETERS) as (keyof typeof HNSW_PARAMETERS)[]).every(
    (name) => parameters[name] === HNSW_PARAMETERS[name],
  );
  const plan = isSame ? extendedGraph(previous.changes, { labels, points }) : undefined;
  if (plan === undefined) return [fresh];
  const from = path.join(previous.generation.folder, FILES.hnsw);
  return [{ plan, kind: 'extended', from, startEf: parameters.efSearch }, fresh];
}
