// Builds and serves wikis of several sizes under a memory limit, as on small machines, and measures what they take.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from '../../../src/system/failure.ts';
import { readCorpus } from '../../../src/corpus/read-corpus.ts';
import { writeCorpus } from '../bench/write-corpus.ts';
import { createMemoryGroup, type MemoryGroup } from './memory-group.ts';
import {
  cleanEnvironment,
  createProof,
  programFile,
  PROJECT,
  type Proof,
  type ProofOptions,
} from './proof.ts';
import { startProgram } from './serving-program.ts';

/** Sizes of wikis in passages, 0 for the samples, each with limits in MB: the smallest wiki and the roomiest machine first. */
const TRIALS: readonly (readonly [passages: number, limitMB: number])[] = [
  [0, 2048],
  [0, 1024],
  [0, 384],
  [20_000, 2048],
  [20_000, 1024],
  [20_000, 512],
  [100_000, 2048],
  [100_000, 1024],
];
const SAMPLE_MS = 50;
const QUESTIONS = 300;
/** Characters of a section that make a question. */
const QUESTION_LENGTH = 24;

/** Tries the first `runs` sizes and limits. */
export async function proveMemory({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-memory-'));
  const corpora = new Map<number, { folder: string; articles: string }>();
  try {
    for (const [passages, limitMB] of TRIALS.slice(0, runs)) {
      if (isTimeUp()) break;
      let corpus = corpora.get(passages);
      if (corpus === undefined) corpora.set(passages, (corpus = await corpusOf(passages, home, seed)));
      const name = `${corpus.articles}, ${limitMB} MB`;
      try {
        const figure = await trial(corpus.folder, limitMB, home);
        proof.figures.set(name, figure);
        proof.count('built and served');
        log(`${name}: ${figure}`);
      } catch (error) {
        proof.failures.push(`${name}: ${reasonOf(error)}`);
      }
      proof.done++;
    }
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function corpusOf(
  passages: number,
  home: string,
  seed: number,
): Promise<{ folder: string; articles: string }> {
  if (passages === 0) return { folder: path.join(PROJECT, 'data', 'articles'), articles: 'the samples' };
  const folder = path.join(home, String(passages));
  const { articles } = await writeCorpus({ projectRoot: PROJECT, out: folder, passages, seed });
  return { folder, articles: `${articles} articles` };
}

/** @returns what building and serving took; @throws Error when one of them did not end well */
async function trial(articles: string, limitMB: number, home: string): Promise<string> {
  const index = path.join(home, 'index');
  await rm(index, { recursive: true, force: true });
  const group = await createMemoryGroup(limitMB);
  try {
    const began = performance.now();
    const building = await peakWhile(group, () => build(group, articles, index));
    const seconds = (performance.now() - began) / 1000;
    const serving = await peakWhile(group, () => serve(group, articles, index, home));
    const killed = await group.killed();
    if (killed > 0) throw new Error(`${killed} processes were killed for want of memory`);
    return `build ${seconds.toFixed(1)} s, ${building} MB; serving ${serving} MB`;
  } finally {
    await group.remove();
  }
}

/** The most MB that were allocated while a task ran. */
async function peakWhile(group: MemoryGroup, task: () => Promise<void>): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    void group.allocatedMB().then((now) => (peak = Math.max(peak, now)));
  }, SAMPLE_MS);
  try {
    await task();
  } finally {
    clearInterval(timer);
  }
  return Math.round(peak);
}

async function build(group: MemoryGroup, articles: string, index: string): Promise<void> {
  const [program = '', ...prefix] = group.prefix;
  const command = [process.execPath, programFile('scripts/build-index')];
  const args = [...prefix, ...command, '--articles', articles, '--index', index];
  const child = spawn(program, args, { env: cleanEnvironment({}), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const how = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(signal ?? `code ${code}`);
    });
  });
  if (how !== 'code 0') throw new Error(`the build ended with ${how}: ${said.slice(-300)}`);
}

async function serve(group: MemoryGroup, articles: string, index: string, home: string): Promise<void> {
  const program = await startProgram(home, articles, index, group.prefix);
  try {
    for (const question of await questionsOf(articles)) await program.ask(question);
  } finally {
    const wrong = await program.stop();
    if (wrong !== undefined) throw new Error(wrong);
  }
}

/** Beginnings of sections, evenly spaced over the wiki. */
async function questionsOf(folder: string): Promise<string[]> {
  const { articles } = await readCorpus(folder);
  const sections = articles.flatMap((article) => article.sections).filter(({ text }) => text !== '');
  const step = Math.max(1, Math.floor(sections.length / QUESTIONS));
  return sections
    .filter((_, at) => at % step === 0)
    .slice(0, QUESTIONS)
    .map(({ text }) => text.slice(0, QUESTION_LENGTH));
}
