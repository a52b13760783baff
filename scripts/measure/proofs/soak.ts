// Asks one bot many thousands of questions, as fast as it goes, while calls fail. Nothing is lost, and the process does
// not grow.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from '../../../src/system/failure.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { sampleWiki } from './delivery.ts';
import { type Size, sizeOf, slope } from './delivery/process-size.ts';
import { anyFault } from './delivery/troubles.ts';
import { openWorld } from './delivery/world.ts';
import { createProof, type Proof, type ProofOptions, within } from './proof.ts';

/** So many that each has its second for itself. */
const CHATS = 2000;
/** Questions that wait at once. */
const OPEN = 80;
const FAULTY_SHARE = 0.05;
const SAMPLE_MS = 1000;
/** Caches fill and the heap finds its size during this share of the questions. */
const WARM_UP = 1 / 3;
/** Growth after that, in MB per 10,000 questions; the noise of a heap is below. */
const MAX_GROWTH_MB = 15;
/** More open files than before: connections to Telegram come and go. */
const MAX_MORE_FILES = 100;
/** A snapshot follows when the journal has 4 MB. */
const MAX_JOURNAL_MB = 8;

/** Asks `runs` questions. */
export async function proveSoak({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const random = randomNumbers(seed);
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-soak-'));
  const samples: [answered: number, size: Size][] = [];
  try {
    const wiki = await sampleWiki(home);
    const world = await openWorld({ home: path.join(home, 'world'), wiki, chats: CHATS, random });
    const { readers, telegram } = world;
    try {
      const bot = await world.serve();
      telegram.setFaults((call) => (random() < FAULTY_SHARE ? anyFault(call, random) : undefined));
      const began = performance.now();
      let [asked, sampledAt, loggedAt] = [0, began, 0];
      while (asked < runs && !isTimeUp()) {
        for (; asked < runs && readers.open() < OPEN; asked++) readers.ask(asked % CHATS);
        if (performance.now() - sampledAt > SAMPLE_MS) {
          sampledAt = performance.now();
          samples.push([readers.answered(), await sizeOf(bot.pid, path.join(world.home, 'state'))]);
        }
        if (asked >= loggedAt + 1000) log(`${(loggedAt = asked)}/${runs}`);
        if ((await within(5, bot.ended)) !== undefined) break;
      }
      await world.settle(bot);
      const seconds = (performance.now() - began) / 1000;
      telegram.setFaults();
      await world.end(bot, 'SIGTERM');
      proof.figures.set('questions a second', (readers.answered() / seconds).toFixed(0));
    } catch (error) {
      world.fail(reasonOf(error));
    } finally {
      await world.close();
    }
    proof.done = readers.answered();
    proof.failures.push(...world.problems(), ...growth(proof, samples));
    for (const [outcome, count] of world.outcomes()) if (count > 0) proof.count(outcome, count);
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Writes the figures. @returns what has grown too much */
function growth(proof: Proof, samples: readonly [answered: number, size: Size][]): string[] {
  const [last = 0] = samples.at(-1) ?? [];
  const warm = samples.filter(([answered]) => answered > last * WARM_UP);
  const [first, ...later] = warm;
  if (first === undefined || later.length === 0) {
    proof.skipped.push('the process was too short-lived to be measured');
    return [];
  }
  const perTenThousand = 10_000 * slope(warm.map(([answered, { memoryMB }]) => [answered, memoryMB]));
  const memory = warm.map(([, { memoryMB }]) => Math.round(memoryMB));
  const files = warm.map(([, { openFiles }]) => openFiles);
  const journal = Math.max(...samples.map(([, { journalMB }]) => journalMB));
  proof.figures.set('memory after warm-up', `${Math.min(...memory)} to ${Math.max(...memory)} MB`);
  proof.figures.set('growth of memory per 10,000 questions', `${perTenThousand.toFixed(1)} MB`);
  proof.figures.set('open files', `${Math.min(...files)} to ${Math.max(...files)}`);
  proof.figures.set('longest journal', `${journal.toFixed(1)} MB`);
  return [
    ...(perTenThousand > MAX_GROWTH_MB ? [`memory grows by ${perTenThousand.toFixed(1)} MB`] : []),
    ...(Math.max(...files) > first[1].openFiles + MAX_MORE_FILES ? ['open files become more'] : []),
    ...(journal > MAX_JOURNAL_MB ? ['the journal is not cut'] : []),
  ];
}
