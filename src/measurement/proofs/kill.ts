// Builds are killed at random moments. At any time there must be a whole generation that says what its articles said when it
// was built, and the next build that ends leaves nothing behind.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from '../../failure.ts';
import {
  generationNames,
  generationFolder,
  readManifest,
  verifyFiles,
} from '../../indexing/generation-folders.ts';
import { loadNativeLibrary } from '../../indexing/hnsw-index.ts';
import { openGeneration } from '../../indexing/open-index.ts';
import { randomNumbers } from '../statistics.ts';
import { createProof, type Proof } from './proof.ts';

const PROJECT = path.resolve(import.meta.dirname, '..', '..', '..', '..');
const SCRIPT = path.join(PROJECT, 'dist', 'scripts', 'build-index.js');
/** The title that tells which edit a generation was built from. */
const MARK = '被杀死的构建';
/** What a whole index folder holds. */
const EXPECTED = ['CURRENT', 'generations'];

export async function proveKill(options: {
  runs: number;
  seed: number;
  log: (line: string) => void;
}): Promise<Proof> {
  const { runs, seed, log } = options;
  const random = randomNumbers(seed);
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-kill-'));
  const [articles, index] = [path.join(home, 'articles'), path.join(home, 'index')];
  try {
    await cp(path.join(PROJECT, 'data', 'articles'), articles, { recursive: true });
    await edit(articles, 0);
    const times = { all: await timed(() => build(articles, index)), added: 0 };
    await edit(articles, 1);
    times.added = await timed(() => build(articles, index));
    let published = 1;
    for (let run = 2; run <= runs + 1; run++) {
      await edit(articles, run);
      // Every third build takes nothing over, so that kills while the model runs come up as well.
      const force = run % 3 === 0;
      const afterMs = random() * (force ? times.all : times.added);
      const killed = await build(articles, index, { force, afterMs });
      const seen = await look(index);
      if (typeof seen === 'string') proof.failures.push(`run ${run}: ${seen}`);
      // The generation of this edit, or the one before it that was published: never an older one, never a mixture.
      else if (seen.edit !== run && seen.edit !== published)
        proof.failures.push(`run ${run}: serves edit ${seen.edit} after ${published}`);
      else published = seen.edit;
      proof.count(
        killed ? (published === run ? 'killed after publishing' : 'killed before') : 'ended by itself',
      );
      if (run % 10 === 0) {
        await build(articles, index);
        const left = await leftovers(index);
        if (left.length > 0) proof.failures.push(`run ${run}: left behind ${left.join(', ')}`);
        published = run;
        log(`${run}/${runs}`);
      }
    }
    return proof;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function edit(articles: string, number: number): Promise<void> {
  const text = `---\ntitle: ${MARK}\ndate: 2026-01-01\n---\n\n## 说明\n\n这是第${number}次修改。\n`;
  await writeFile(path.join(articles, 'killed.md'), text);
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await task();
  return performance.now() - begin;
}

/** @returns whether the build was killed before it had ended */
function build(
  articles: string,
  index: string,
  { force = false, afterMs }: { force?: boolean; afterMs?: number } = {},
): Promise<boolean> {
  const args = [SCRIPT, '--articles', articles, '--index', index, '--no-remedy', '--no-bench'];
  if (force) args.push('--force');
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const timer = afterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), afterMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) reject(new Error(`the build ended with code ${code}`));
      else resolve(signal !== null);
    });
  });
}

/** The edit that the live generation was built from, or what is wrong with it. */
async function look(index: string): Promise<{ edit: number } | string> {
  try {
    const [name] = await generationNames(index);
    if (name === undefined) return 'there is no generation';
    const folder = generationFolder(index, name);
    const manifest = await readManifest(folder);
    await verifyFiles(folder, manifest);
    const opened = await openGeneration(folder, manifest, loadNativeLibrary());
    try {
      const section = opened.catalogue.byTitle(MARK)?.sections[0];
      if (section === undefined) return 'the edited article is not there';
      const { sectionIndex } = opened.catalogue.place(section.firstPassage);
      const edit = /第(\d+)次/.exec(opened.texts.sectionText(sectionIndex))?.[1];
      const [nearest] = opened.vectors.search(opened.vectors.vectorOf(section.firstPassage), 1);
      if (nearest?.ordinal !== section.firstPassage) return 'the graph does not find the edited passage';
      return { edit: Number(edit) };
    } finally {
      opened.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
}

async function leftovers(index: string): Promise<string[]> {
  const top = (await readdir(index)).filter((name) => !EXPECTED.includes(name));
  const generations = await readdir(path.join(index, 'generations'));
  const half = generations.filter((name) => name.startsWith('.'));
  const many = generations.length - half.length > 2 ? [`${generations.length} generations`] : [];
  const current = (await readFile(path.join(index, 'CURRENT'), 'utf8')).trim();
  return [...top, ...half, ...many, ...(generations.includes(current) ? [] : [`CURRENT names ${current}`])];
}
