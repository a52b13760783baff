// Kills builds at random moments while the program serves the index. Every start must find a whole generation that
// matches its articles at the time of the build, every answer must be right, and a build that ends leaves no leftovers.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from '../../../src/system/failure.ts';
import { currentGeneration } from '../../../src/index/generation-folders.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { bundledRecipe } from './bundled-model.ts';
import { copyArticles, type Edit, MARK } from './edited-articles.ts';
import { leftovers, look, publishingStep } from './index-state.ts';
import { type BuildEnd, createBuilders, type KillPhase, type Moment } from './killed-build.ts';
import { cleanEnvironment, createProof, pick, programFile, type Proof, type ProofOptions } from './proof.ts';
import { startQuestions } from './questions-meanwhile.ts';
import { startProgram } from './serving-program.ts';

/** Kills between two complete builds, and between two restarts of the program. */
const WHOLE_EVERY = 10;
const START_EVERY = 50;
/** Builds that end before their moment are not kills; after this many for each kill, the proof gives up. */
const PATIENCE = 5;

/** What is built: everything, an edit that needs the model, or one that does not. */
const KINDS = ['force', 'text', 'text', 'name', 'name', 'name', 'name', 'name'] as const;
type Kind = (typeof KINDS)[number];
/** Phases to kill in. */
const PHASES: Record<Kind, readonly KillPhase[]> = {
  force: ['words', 'model', 'embed', 'graph', 'verify', 'publish'],
  text: ['read', 'words', 'model', 'embed', 'graph', 'verify', 'publish'],
  name: ['read', 'words', 'graph', 'verify', 'publish', 'publish'],
};

/** Kills `runs` builds. */
export async function proveKill({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const random = randomNumbers(seed);
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-kill-'));
  const indexDir = path.join(home, 'index');
  const wanted = await bundledRecipe();
  const builders = createBuilders(1);
  try {
    const articles = await copyArticles(path.join(home, 'articles'));
    const build = async (kind: Kind, moment?: Moment): Promise<BuildEnd> => {
      const order = { articlesDir: articles.folder, indexDir, force: kind === 'force' };
      const end = await builders.build(order, moment);
      if (end.failure !== undefined) proof.failures.push(`edit ${articles.edits.length - 1}: ${end.failure}`);
      return end;
    };
    const first = (await build('force')).took;
    await articles.edit(false);
    /** Duration of a phase, ms; updated, since the machine has other work too. */
    const times: Record<Kind, Map<KillPhase, number>> = {
      force: first,
      text: new Map(first),
      name: (await build('name')).took,
    };
    let published = articles.edits.length - 1;
    const ever = new Set([published]);
    const program = await startProgram(home, articles.folder, indexDir);
    const questions = await startQuestions(program, articles.edits, published).catch(
      async (error: unknown) => {
        await program.stop();
        throw error;
      },
    );
    try {
      let kills = 0;
      for (let run = 1; kills < runs && run <= runs * PATIENCE && !isTimeUp(); run++) {
        const kind = pick(random, KINDS);
        const phase = pick(random, PHASES[kind]);
        const edit = await articles.edit(kind !== 'name');
        const before = await currentGeneration(indexDir);
        const end = await build(kind, { phase, afterMs: random() * (times[kind].get(phase) ?? 1) });
        const seen = await look(indexDir, wanted, articles.edits);
        if (typeof seen === 'string') proof.failures.push(`edit ${edit}: a start finds that ${seen}`);
        // This edit or the previously published one: never an older one, never a mixture.
        else if (seen !== edit && (seen !== published || !end.killed))
          proof.failures.push(`edit ${edit}: a start serves edit ${seen} after ${published}`);
        else ever.add((published = seen));
        for (const [one, ms] of end.took) if (one !== end.phase || !end.killed) times[kind].set(one, ms);
        if (end.killed) {
          kills++;
          const where = end.phase === 'publish' ? await publishingStep(indexDir, end.pid, before) : end.phase;
          proof.count(`killed: ${where ?? 'before reading'}`);
        } else {
          proof.count('ended before its moment');
          await checkWhole(run);
        }
        if (end.killed && kills % WHOLE_EVERY === 0) {
          await build('name');
          ever.add((published = edit));
          await checkWhole(run);
        }
        if (end.killed && kills % START_EVERY === 0) await checkStart(articles.edits[published]);
        if (end.killed && kills % WHOLE_EVERY === 0)
          log(`${kills}/${runs} builds killed, ${proof.failures.length + questions.wrong.length} failures`);
      }
      proof.done = kills;
      if (kills < runs && !isTimeUp()) proof.failures.push(`only ${kills} builds could be killed`);
      await build('name');
      ever.add((published = articles.edits.length - 1));
      await checkWhole(runs + 1);
      await questions.waitFor(published);
    } finally {
      await questions.stop();
      const wrong = await program.stop();
      if (wrong !== undefined) proof.failures.push(wrong);
      proof.failures.push(...questions.wrong);
      for (const edit of questions.seen)
        if (!ever.has(edit)) proof.failures.push(`answered with edit ${edit}, which was never published`);
      proof.figures.set('questions answered meanwhile', String(questions.answered()));
      proof.figures.set('generations the program switched to', String(questions.seen.size - 1));
    }
    return proof;
  } finally {
    builders.close();
    await rm(home, { recursive: true, force: true });
  }

  async function checkWhole(run: number): Promise<void> {
    proof.count('looked for leftovers after a complete build');
    const left = await leftovers(indexDir);
    if (left.length > 0) proof.failures.push(`run ${run}: leftovers ${left.join(', ')}`);
  }

  /** The command of an operator, in a process that starts. */
  async function checkStart(edit: Edit | undefined): Promise<void> {
    proof.count('started a process that answered');
    const env = cleanEnvironment({ INDEX_DIR: indexDir });
    try {
      const args = [programFile('scripts/ask'), '--json', MARK];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      if (edit === undefined || !stdout.includes(`"slug": "${edit.slug}"`) || !stdout.includes(edit.text))
        proof.failures.push(`a start answers with something other than ${edit?.slug}`);
    } catch (error) {
      proof.failures.push(`a start fails: ${reasonOf(error)}`);
    }
  }
}
