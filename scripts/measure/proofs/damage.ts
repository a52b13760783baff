// Damages, swaps and forges files of an index at random. A damaged generation must be refused, or reported and skipped;
// it must never be served and never crash the process. A child opens it, and its death by a signal is counted.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../../src/system/failure.ts';
import { generationNames, readManifest } from '../../../src/index/generation-folders.ts';
import { newGraph } from '../../../src/build/graph-plan.ts';
import { loadNativeLibrary } from '../../../src/index/hnsw-index.ts';
import { writeHnswFile } from '../../../src/build/write-hnsw.ts';
import { FILES } from '../../../src/index/open-index.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import type { DamageReply } from './damage-child.ts';
import { DAMAGES, HARMLESS, type WholeIndex } from './damages.ts';
import { copyArticles } from './edited-articles.ts';
import { createBuilders } from './killed-build.ts';
import { createProof, pick, type Proof, type ProofOptions } from './proof.ts';

const CHILD = path.join(import.meta.dirname, 'damage-child.js');
/** A child that is silent for this long hangs, which is as bad as crashing. */
const PATIENCE_MS = 60_000;

/** Damages an index `runs` times, one damage at a time. */
export async function proveDamage({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const random = randomNumbers(seed);
  const proof = createProof();
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-damage-'));
  const indexDir = path.join(home, 'index');
  let child = fork(CHILD);
  try {
    const index = await buildTwice(home, indexDir);
    const [live, older] = [path.basename(index.live), path.basename(index.older)];
    if (index.shortGraph === undefined) proof.skipped.push('graphs: hnswlib-node is not installed');
    const whole = await ask(child, indexDir);
    if (whole.kind !== 'opened' || whole.generation !== live)
      throw new Failure('index', `an index that was just built cannot be opened (${whole.kind})`);
    const kinds = Object.keys(DAMAGES);
    for (let run = 1; run <= runs && !isTimeUp(); run++) {
      proof.done = run;
      const kind = pick(random, kinds);
      const isAlone = random() < 0.5;
      const change = [...(DAMAGES[kind]?.(index, random) ?? [])].filter(
        ([file, bytes]) => bytes === null || index.files.get(file)?.equals(bytes) !== true,
      );
      if (change.length === 0) {
        proof.count('nothing was damaged: the same bytes');
        continue;
      }
      const put = async (file: string, bytes: Buffer | null | undefined): Promise<void> => {
        const place = path.join(indexDir, file);
        await (bytes ? writeFile(place, bytes) : rm(place));
      };
      for (const [file, bytes] of change) await put(file, bytes);
      const aside = path.join(home, older);
      if (isAlone) await rename(path.join(indexDir, index.older), aside);
      const reply = await ask(child, indexDir);
      if (isAlone) await rename(aside, path.join(indexDir, index.older));
      for (const [file] of change) await put(file, index.files.get(file));

      const { outcome, fine } = judge(reply, { live, older, kind });
      proof.count(`${kind}: ${outcome}`);
      if (!fine)
        proof.failures.push(`run ${run}: ${kind}, ${change.map(([file]) => file).join(', ')}: ${outcome}`);
      if (!child.connected) child = fork(CHILD);
      if (run % 500 === 0) log(`${run}/${runs}, ${proof.failures.length} failures`);
    }
    return proof;
  } finally {
    child.kill();
    await rm(home, { recursive: true, force: true });
  }
}

type Reply = DamageReply | { kind: 'died'; how: string };

function judge(
  reply: Reply,
  { live, older, kind }: { live: string; older: string; kind: string },
): { outcome: string; fine: boolean } {
  const mayOpen = HARMLESS.has(kind);
  if (reply.kind === 'refused') return { outcome: 'refused', fine: !mayOpen };
  if (reply.kind === 'died') return { outcome: `died (${reply.how})`, fine: false };
  if (reply.kind === 'threw')
    return { outcome: `threw something other than a refusal: ${reply.what}`, fine: false };
  if (reply.generation === live)
    return { outcome: mayOpen ? 'the live one was found' : 'loaded', fine: mayOpen };
  if (reply.generation !== older) return { outcome: `loaded as ${reply.generation}`, fine: false };
  return reply.passedOver.includes(live)
    ? { outcome: 'the previous one was served, and the damage reported', fine: !mayOpen }
    : { outcome: 'the previous one was served silently', fine: false };
}

/** Two generations of articles that differ in one of them. */
async function buildTwice(home: string, indexDir: string): Promise<WholeIndex> {
  const articles = await copyArticles(path.join(home, 'articles'));
  const builders = createBuilders(1);
  try {
    for (const edit of [undefined, true]) {
      if (edit) await articles.edit(true);
      const { failure } = await builders.build({ articlesDir: articles.folder, indexDir, force: false });
      if (failure !== undefined)
        throw new Failure('index', `the index to damage cannot be built: ${failure}`);
    }
  } finally {
    builders.close();
  }
  const [live = '', older = ''] = (await generationNames(indexDir)).map((name) =>
    path.join('generations', name),
  );
  const files = new Map<string, Buffer>();
  for (const folder of [live, older])
    for (const name of await readdir(path.join(indexDir, folder)))
      files.set(path.join(folder, name), await readFile(path.join(indexDir, folder, name)));
  files.set('CURRENT', await readFile(path.join(indexDir, 'CURRENT')));
  return { files, live, older, shortGraph: await shortGraph(home, path.join(indexDir, live)) };
}

/** A graph with the same number of points over vectors of half the length. */
async function shortGraph(home: string, folder: string): Promise<Buffer | undefined> {
  const native = loadNativeLibrary();
  const { model, vectorIndex } = await readManifest(folder);
  if (!native.available || vectorIndex.kind !== 'hnsw') return undefined;
  const bytes = await readFile(path.join(folder, FILES.vectors));
  const vectors = new Float32Array(new Uint8Array(bytes).buffer);
  const dimension = model.dimension / 2;
  const { points } = vectorIndex;
  const halves = new Float32Array(points * dimension);
  for (let i = 0; i < halves.length; i++) halves[i] = vectors[i % vectors.length] ?? 0;
  const file = path.join(home, 'short.bin');
  writeHnswFile(native, halves, dimension, newGraph(points), file);
  return readFile(file);
}

/** The child's report on the index in a folder, or how it ended. */
function ask(child: ChildProcess, indexDir: string): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Reply): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(reply);
    };
    const onMessage = (reply: unknown): void => {
      settle(reply as DamageReply); // the only message it sends
    };
    const onExit = (code: number | null, signal: string | null): void => {
      settle({ kind: 'died', how: signal ?? `code ${String(code)}` });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.disconnect();
      settle({ kind: 'died', how: 'hangs' });
    }, PATIENCE_MS);
    child.once('message', onMessage);
    child.once('exit', onExit);
    child.send(indexDir);
  });
}
