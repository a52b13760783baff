// Builds that cannot write: on a full disk, under a limit, read-only, without permission. They must end with exit code
// 1 and a message that names the place and the next step, and leave the live index unchanged to the byte.
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '../../../src/system/checksum.ts';
import { reasonOf } from '../../../src/system/failure.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { bundledRecipe } from './bundled-model.ts';
import { MEANS, type Needed, type Place } from './denials.ts';
import { copyArticles, type EditedArticles } from './edited-articles.ts';
import { leftovers, look } from './index-state.ts';
import { cleanEnvironment, createProof, programFile, type Proof, type ProofOptions } from './proof.ts';

/** The next step that a message must name. */
const NEXT_STEP =
  /free space there|that there is free space|let this user write there|make it writable|raise the limit/;

type Ended = { code: number | null; signal: string | null; said: string };

/** Denies `runs` builds, in turn by every means of this machine. */
export async function proveDisk({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const random = randomNumbers(seed);
  const proof = createProof();
  const wanted = await bundledRecipe();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-disk-'));
  await chmod(home, 0o755); // another user builds in it
  const places: { name: string; place: Place; articles: EditedArticles }[] = [];
  try {
    for (const [name, means] of Object.entries(MEANS)) {
      const own = path.join(home, String(places.length + proof.skipped.length));
      await mkdir(own);
      try {
        const place = await means(own);
        places.push({ name, place, articles: await copyArticles(path.join(own, 'articles')) });
      } catch (error) {
        proof.skipped.push(`${name}: ${reasonOf(error)}`);
      }
    }
    const needed = new Map<string, Needed>();
    const template = path.join(home, 'template');
    for (let run = 1; run <= runs && !isTimeUp(); run++) {
      const at = places[(run - 1) % places.length];
      if (at === undefined) break;
      proof.done = run;
      const { name, place, articles } = at;
      const fail = (what: string): void => void proof.failures.push(`run ${run}, ${name}: ${what}`);
      const build = (): Promise<Ended> => command(place, articles.folder);
      const good = async (): Promise<void> => {
        await place.allow();
        const { code, said } = await build();
        if (code !== 0) fail(`a good build ends with ${String(code)}: ${said}`);
        const edit = await look(place.indexDir, wanted, articles.edits);
        if (edit !== articles.edits.length - 1) fail(`after a good build: ${edit}`);
        const left = await leftovers(place.indexDir);
        if (left.length > 0) fail(`a good build leaves ${left.join(', ')}`);
        needed.set(name, await sizes(place.indexDir));
      };
      if (!needed.has(name)) {
        // All begin with the same articles: one of them builds, the others copy its index.
        if (needed.size === 0) {
          await good();
          await cp(place.indexDir, template, { recursive: true });
        } else {
          await cp(template, place.indexDir, { recursive: true });
          needed.set(name, await sizes(place.indexDir));
        }
      }

      // A third of the builds are first ones; half of the others need the model.
      const isFirst = random() < 1 / 3;
      await place.allow();
      if (isFirst)
        for (const entry of await readdir(place.indexDir))
          await rm(path.join(place.indexDir, entry), { recursive: true });
      await articles.edit(random() < 0.5);
      const before = await fingerprint(place.indexDir);
      await place.deny(random, needed.get(name) ?? { generation: 0, largestFile: 0 });
      const { code, signal, said } = await build();
      const what = `${isFirst ? 'first build' : 'rebuild'}, ${name}`;
      if (code === 0) proof.count(`${what}: had enough space to succeed`);
      else {
        proof.count(`${what}: refused (${causeOf(said)})`);
        if (code !== 1) fail(`ended with ${signal ?? String(code)}: ${said}`);
        const message = said.split('\n').find((line) => line.includes('ERROR')) ?? '';
        if (!message.includes(place.indexDir)) fail(`the message does not name the place: ${said}`);
        if (!NEXT_STEP.test(message) || said.includes('bug in Wenda'))
          fail(`the message does not say what to do: ${said}`);
        if ((await fingerprint(place.indexDir)) !== before) fail(`the live index has changed: ${said}`);
      }
      await good();
      if (run % 10 === 0) log(`${run}/${runs}, ${proof.failures.length} failures`);
    }
    return proof;
  } finally {
    for (const { place } of places) await place.remove();
    await rm(home, { recursive: true, force: true });
  }
}

/** The command of an operator. */
function command({ indexDir, prefix }: Place, articlesDir: string): Promise<Ended> {
  const [program = '', ...args] = [
    ...[...prefix(), process.execPath, programFile('scripts/build-index')],
    ...['--articles', articlesDir, '--index', indexDir, '--no-remedy'],
  ];
  const child = spawn(program, args, { env: cleanEnvironment({}), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, said });
    });
  });
}

/** Bytes of the live generation and of its largest file. */
async function sizes(indexDir: string): Promise<Needed> {
  const folder = await liveFolder(indexDir);
  if (folder === undefined) return { generation: 0, largestFile: 0 };
  const names = await readdir(folder);
  const bytes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return { generation: bytes.reduce((sum, one) => sum + one, 0), largestFile: Math.max(...bytes) };
}

/** A digest of CURRENT and every file of the live generation; constant if there is none. */
async function fingerprint(indexDir: string): Promise<string> {
  const folder = await liveFolder(indexDir);
  if (folder === undefined) return 'no index';
  const parts = [await readFile(path.join(indexDir, 'CURRENT'))];
  for (const name of (await readdir(folder)).sort())
    parts.push(Buffer.from(name), await readFile(path.join(folder, name)));
  return sha256(Buffer.concat(parts));
}

async function liveFolder(indexDir: string): Promise<string | undefined> {
  const current = await readFile(path.join(indexDir, 'CURRENT'), 'utf8').catch(() => undefined);
  return current === undefined ? undefined : path.join(indexDir, 'generations', current.trim());
}

/** The system's reason, else the end of the message. */
function causeOf(said: string): string {
  const code = /\b(E(?!RROR)[A-Z]{3,}): /.exec(said)?.[1];
  return code ?? /hnsw\.bin/.exec(said)?.[0] ?? 'another reason';
}
