// Runs the real bot against an emulated Bot API in every kind of trouble. Whatever happens, each question is answered,
// once as far as that can be known, each chat in its order, without an apology and without a call before its time.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from '../../../src/system/failure.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import type { LabelledQuestion } from '../questions.ts';
import { CHATS, TROUBLES } from './delivery/troubles.ts';
import { openWorld, type Wiki } from './delivery/world.ts';
import {
  cleanEnvironment,
  createProof,
  programFile,
  PROJECT,
  type Proof,
  type ProofOptions,
} from './proof.ts';

/** Runs at once: a run is mostly waiting. */
const LANES = 3;

/** Does `runs` runs, in turn with each trouble. */
export async function proveDelivery({
  runs,
  seed,
  log,
  isTimeUp = () => false,
}: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const figures = new Map<string, number>();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-delivery-'));
  const troubles = Object.entries(TROUBLES);
  let begun = 0;
  const lane = async (wiki: Wiki): Promise<void> => {
    while (begun < runs && !isTimeUp()) {
      const run = ++begun;
      const [name = '', trouble] = troubles[(run - 1) % troubles.length] ?? [];
      const random = randomNumbers(seed + run);
      const world = await openWorld({ home: path.join(home, String(run)), wiki, chats: CHATS, random });
      try {
        for (const [what, figure] of Object.entries((await trouble?.(world)) ?? {}))
          figures.set(what, Math.max(figures.get(what) ?? 0, Math.round(figure)));
      } catch (error) {
        world.fail(reasonOf(error));
      } finally {
        await world.close();
      }
      for (const what of world.problems()) proof.failures.push(`run ${run}, ${name}: ${what}`);
      proof.skipped.push(...world.skipped);
      for (const [outcome, count] of world.outcomes())
        if (count > 0) proof.count(`${name}: ${outcome}`, count);
      log(`${++proof.done}/${runs}, ${name}, ${proof.failures.length} failures`);
    }
  };
  try {
    const wiki = await sampleWiki(home);
    await Promise.all(Array.from({ length: Math.min(LANES, runs) }, () => lane(wiki)));
    for (const [what, figure] of [...figures].sort(([a], [b]) => a.localeCompare(b)))
      proof.figures.set(what, what.startsWith('most ') ? String(figure) : `${figure} ms`);
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The sample wiki with an index of its own, and its questions. */
export async function sampleWiki(home: string): Promise<Wiki> {
  const articlesDir = path.join(PROJECT, 'data', 'articles');
  const indexDir = path.join(home, 'index');
  const args = [programFile('scripts/build-index'), '--articles', articlesDir, '--index', indexDir];
  await promisify(execFile)(process.execPath, args, { env: cleanEnvironment({}) });
  const folder = path.join(PROJECT, 'data', 'questions');
  const lines: LabelledQuestion[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort())
    for (const line of (await readFile(path.join(folder, name), 'utf8')).split('\n'))
      if (line.trim() !== '') lines.push(JSON.parse(line) as LabelledQuestion); // labels are not used
  // "And the price?" is answered below the question that it goes on from.
  const questions = lines.flatMap(({ q, after }) => (after === undefined ? [q] : []));
  return { articlesDir, indexDir, questions };
}
