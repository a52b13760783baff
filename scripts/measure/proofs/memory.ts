// Builds and serves wikis of several sizes under memory limits, as on small machines, and measures what they take.
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
  pause,
  programFile,
  PROJECT,
  type Proof,
  type ProofOptions,
} from './proof.ts';
import { startProgram } from './serving-program.ts';

/**
 * Sizes of wikis in passages, 0 for the samples, with limits in MB for the build and for serving. A build takes more, and
 * may run on another machine.
 */
const TRIALS = [
  { passages: 0, buildMB: 384, serveMB: 256 },
  { passages: 20_000, buildMB: 1024, serveMB: 384 },
  { passages: 100_000, buildMB: 2048, serveMB: 512 },
] as const;
const SAMPLE_MS = 50;
const QUESTIONS = 300;
/** Characters of a section that make a question. */
const QUESTION_LENGTH = 24;

/** Tries the first `runs` sizes and limits. */
export async function proveMemory({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-memory-'));
  try {
    for (const { passages, buildMB, serveMB } of TRIALS.slice(0, runs)) {
      if (isTimeUp()) break;
      const { folder, name } = await corpusOf(passages, home, seed);
      const index = path.join(home, `index-${passages}`);
      try {
        const began = performance.now();
        const building = await peakUnder(buildMB, (group) => build(group, folder, index));
        const seconds = (performance.now() - began) / 1000;
        proof.figures.set(
          `${name}: build in ${buildMB} MB`,
          `${building} MB at most, ${seconds.toFixed(0)} s`,
        );
        const serving = await peakUnder(serveMB, (group) => serve(group, folder, index, home));
        proof.figures.set(`${name}: serving in ${serveMB} MB`, `${serving} MB at most`);
        proof.count('built and served');
        log(`${name}: ${building} and ${serving} MB`);
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
): Promise<{ folder: string; name: string }> {
  if (passages === 0) return { folder: path.join(PROJECT, 'data', 'articles'), name: 'the samples' };
  const folder = path.join(home, String(passages));
  const { articles } = await writeCorpus({ projectRoot: PROJECT, out: folder, passages, seed });
  return { folder, name: `${articles} articles` };
}

/** The most MB that were allocated while a task ran. @throws Error when a process had to be killed */
async function peakUnder(limitMB: number, task: (group: MemoryGroup) => Promise<void>): Promise<number> {
  const group = await createMemoryGroup(limitMB);
  let peak = 0;
  let isOver = false;
  const sample = async (): Promise<void> => {
    while (!isOver) {
      peak = Math.max(peak, await group.allocatedMB());
      await pause(SAMPLE_MS);
    }
  };
  const sampling = sample();
  try {
    await task(group);
    const killed = await group.killed();
    if (killed > 0) throw new Error(`${killed} processes were killed for want of memory`);
  } finally {
    isOver = true;
    await sampling; // Reading a group while it is removed fails.
    await group.remove();
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
