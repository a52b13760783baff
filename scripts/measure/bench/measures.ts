// The measures of `bench -- all`, in the order of the table. Each names the largest corpus that it uses; if a smaller
// one is requested, that is used, and the figures say so.
import { PROJECT_ROOT } from '../../../src/app/environment.ts';
import type { Measured } from '../comparison.ts';
import type { SwapFigures } from '../swapping.ts';
import { quantile } from '../statistics.ts';
import path from 'node:path';
import type { MemoryFigures } from './parts/memory.ts';
import type { RetrievalFigures } from './parts/retrieval.ts';
import type { VectorSearchFigures } from './parts/vector-search.ts';
import type { Times } from './measure-search.ts';
import { assertEnded, runPart, runProgram } from './run-program.ts';
import { readSample } from './read-sample.ts';
import { batches, build, embedding, parsing, rebuilds } from './building-measures.ts';
import { type Bench, LARGE, type Measure } from './measure.ts';

/** Old-generation heap for the processes of other libraries, MiB: they keep everything in objects. */
const HEAP = ['--max-old-space-size=12288'];
const COLD_STARTS = 5;

export const MEASURES: readonly Measure[] = [
  { names: ['parsing'], run: parsing },
  { names: ['embedding'], run: embedding },
  { names: ['build'], run: build },
  { names: ['memory-building', 'batches'], run: batches },
  { names: ['unchanged', 'one-article'], run: rebuilds },
  { names: ['vector-search', 'recall'], run: vectorSearch },
  { names: ['retrieval'], run: retrieval },
  { names: ['orama', 'minisearch'], run: hybrid },
  { names: ['memory-serving'], run: memoryServing },
  { names: ['cold-start'], run: coldStart },
  { names: ['swap'], run: swap },
];

async function vectorSearch({ site }: Bench): Promise<Measured[]> {
  const { indexDir, sampleFile, passages } = await site(LARGE);
  const found = await runPart<VectorSearchFigures>('vector-search', { indexDir, sampleFile });
  const common = { against: 'exact scan in the same process', passages } as const;
  return [
    {
      name: 'vector-search',
      measure: 'vector search, p50',
      goal: { atMost: 0.05 },
      ...common,
      unit: 'ms',
      ours: found.graphMs,
      theirs: found.exactMs,
      note: `ten nearest passages of 300 embedded questions, ${found.kind} index`,
    },
    {
      name: 'recall',
      measure: 'recall@10 of vector search',
      goal: { atLeast: 0.98 },
      ...common,
      unit: 'share',
      ours: found.recallAt10,
      theirs: 1,
    },
  ];
}

/** Milliseconds that a reader may wait for searching and ranking. */
const ALLOWED_MS = 25;

async function retrieval({ site }: Bench): Promise<Measured[]> {
  const { indexDir, sampleFile, passages } = await site(LARGE);
  const { retrieve, embed } = await runPart<RetrievalFigures>('retrieval', { indexDir, sampleFile });
  return [
    {
      name: 'retrieval',
      measure: 'whole retrieval, p95, warm',
      against: `embedding the question alone, p95, + ${ALLOWED_MS} ms`,
      goal: { atMost: 1 },
      passages,
      unit: 'ms',
      ours: retrieve.p95,
      theirs: embed.p95 + ALLOWED_MS,
      note: `p50 ${retrieve.p50.toFixed(1)} ms; embedding alone p50 ${embed.p50.toFixed(1)}, p95 ${embed.p95.toFixed(1)} ms; every question is new, a weak one is searched twice (spelling correction)`,
    },
  ];
}

async function hybrid({ site }: Bench): Promise<Measured[]> {
  const { indexDir, sampleFile, passages } = await site(50_000);
  const input = { indexDir, sampleFile };
  const ours = await runPart<{ hybrid: Times }>('search-wenda', input);
  const mini = await runPart<{ words: Times; buildS: number }>('search-minisearch', input, HEAP);
  const orama = await runPart<{ hybrid: Times; buildS: number }>('search-orama', input, HEAP);
  const common = { measure: 'hybrid search, p50', passages, unit: 'ms', ours: ours.hybrid.p50 } as const;
  return [
    {
      name: 'orama',
      ...common,
      against: 'Orama 3, hybrid',
      goal: { atMost: 0.1 },
      theirs: orama.hybrid.p50,
      note: `same passages, vectors and questions; all index bigrams of characters and whole Latin words (Wenda also single characters); the question's vector is computed beforehand; Orama took ${orama.buildS.toFixed(0)} s to index`,
    },
    {
      name: 'minisearch',
      ...common,
      against: 'MiniSearch, words only',
      goal: { atMost: 0.5 },
      theirs: mini.words.p50,
      note: `MiniSearch has no vectors and searches by words only, Wenda by both; it took ${mini.buildS.toFixed(0)} s to index`,
    },
  ];
}

async function memoryServing({ site }: Bench): Promise<Measured[]> {
  const { indexDir } = await site(LARGE);
  const found = await runPart<MemoryFigures>('memory', { indexDir }, ['--expose-gc']);
  const part = (megabytes: number): string => `${Math.round(megabytes)} MB`;
  return [
    {
      name: 'memory-serving',
      measure: 'memory of index and catalogue',
      against: "the vectors' bytes",
      goal: { atMost: 1.6 },
      passages: found.passages,
      unit: 'MB',
      ours: found.addedMB,
      theirs: found.vectorsMB,
      note: `resident memory added by opening; of it lexical index ${part(found.wordsMB)}, all buffers ${part(found.buffersMB)}, objects ${part(found.heapMB)}; the rest is the graph with its vectors`,
    },
  ];
}

async function coldStart({ site }: Bench): Promise<Measured[]> {
  const { indexDir, sampleFile, passages } = await site(LARGE);
  const question = readSample(sampleFile).questions[0]?.text ?? '';
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < COLD_STARTS; i++) {
    const asked = await runProgram('scripts/ask', ['--json', '--index', indexDir, question]);
    if (asked.code !== 1) assertEnded(asked, 'ask');
    ours.push(asked.firstLineMs ?? NaN);
    const file = path.join('scripts', 'measure', 'bench', 'bare-pipeline');
    const embedded = await runProgram(file, [path.join(PROJECT_ROOT, 'data', 'models'), question]);
    assertEnded(embedded, 'the bare pipeline');
    bare.push(embedded.firstLineMs ?? NaN);
  }
  return [
    {
      name: 'cold-start',
      measure: 'cold start to the first answer',
      against: 'pipeline() and one embedding',
      goal: { atMost: 2 },
      passages,
      unit: 'ms',
      ours: quantile(ours, 0.5) ?? NaN,
      theirs: quantile(bare, 0.5) ?? NaN,
      note: `new processes, start of node included, files in the system's cache; median of ${COLD_STARTS}`,
    },
  ];
}

/** Milliseconds that a serving process may be busy with other work, 99 of 100 times. */
const ALLOWED_DELAY_MS = 20;

/** The figures of `bench -- swap`. */
async function swap({ site }: Bench): Promise<Measured[]> {
  const { indexDir, passages } = await site(LARGE);
  const ran = await runProgram('scripts/bench', ['swap', '--index', indexDir, '--json']);
  assertEnded(ran, 'bench -- swap');
  const { swaps, delay, memory, failed } = JSON.parse(ran.stdout) as SwapFigures;
  const resident = memory.map(({ residentMb }) => residentMb);
  return [
    {
      name: 'swap',
      measure: 'event-loop delay, p99, swapping',
      against: 'the allowed delay',
      goal: { atMost: 1 },
      passages,
      unit: 'ms',
      ours: delay.swapping.p99,
      theirs: ALLOWED_DELAY_MS,
      note: `${swaps} swaps under questions, longest delay ${delay.swapping.max.toFixed(0)} ms; idle p99 ${delay.idle.p99.toFixed(1)} ms; memory before ${resident[0] ?? 0} MB, after ${resident.at(-1) ?? 0} MB; ${failed} questions failed`,
    },
  ];
}
