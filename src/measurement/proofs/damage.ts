// Files of an index are damaged at random. A damaged generation must be refused, never be served, and never end the process: a
// child opens it, whose death by a signal is counted.
import { type ChildProcess, fork } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../failure.ts';
import { generationFolder, generationNames } from '../../indexing/generation-folders.ts';
import { randomNumbers } from '../statistics.ts';
import type { DamageReply } from './damage-child.ts';
import { createProof, type Proof } from './proof.ts';

const CHILD = path.join(import.meta.dirname, 'damage-child.js');
const PAGE = 4096;
/** A child that says nothing for so long hangs, which is as bad as dying. */
const PATIENCE_MS = 30_000;

type Random = () => number;
/** Ways to damage a file's bytes, by name; `other` are those of another file of the generation. */
const DAMAGES: Record<string, (bytes: Buffer, random: Random, other: Buffer) => Buffer> = {
  'cut off': (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  emptied: () => Buffer.alloc(0),
  'a bit flipped': (bytes, random) => {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return bytes;
  },
  'a page of zeros': (bytes, random) => paged(bytes, random, 0),
  'a page of 0xff': (bytes, random) => paged(bytes, random, 0xff),
  'another file in its place': (_bytes, _random, other) => other,
  'bytes at its end': (bytes) => Buffer.concat([bytes, Buffer.from('more')]),
};

export async function proveDamage(options: {
  /** Folder of an index that is whole. */
  indexDir: string;
  runs: number;
  seed: number;
  log: (line: string) => void;
}): Promise<Proof> {
  const { indexDir, runs, seed, log } = options;
  const random = randomNumbers(seed);
  const proof = createProof();
  const [name] = await generationNames(indexDir);
  if (name === undefined)
    throw new Failure(
      'index',
      `there is no index in ${indexDir} to damage a copy of; run npm run build-index`,
    );
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-damage-'));
  const folder = generationFolder(home, name);
  let child = fork(CHILD);
  try {
    await cp(generationFolder(indexDir, name), folder, { recursive: true });
    await writeFile(path.join(home, 'CURRENT'), `${name}\n`);
    const files = await readdir(folder);
    const kinds = Object.keys(DAMAGES);
    if ((await ask(child, home)) !== 'opened')
      throw new Failure('index', `${indexDir} cannot be opened as it is`);
    for (let run = 1; run <= runs; run++) {
      const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T; // never empty
      const [file, kind, other] = [pick(files), pick(kinds), pick(files)];
      const target = path.join(folder, file);
      const whole = await readFile(target);
      const damaged = DAMAGES[kind]?.(Buffer.from(whole), random, await readFile(path.join(folder, other)));
      if (damaged === undefined || damaged.equals(whole)) {
        proof.count('nothing was damaged');
        continue;
      }
      await writeFile(target, damaged);
      const reply = await ask(child, home);
      await writeFile(target, whole);
      proof.count(`${kind}: ${reply}`);
      if (reply === 'refused') continue;
      proof.failures.push(`run ${run}: ${file}, ${kind}: ${reply}`);
      if (child.exitCode !== null || child.signalCode !== null) child = fork(CHILD);
      if (run % 500 === 0) log(`${run}/${runs}`);
    }
    return proof;
  } finally {
    child.kill();
    await rm(home, { recursive: true, force: true });
  }
}

function paged(bytes: Buffer, random: Random, value: number): Buffer {
  const start = Math.floor(random() * Math.ceil(bytes.length / PAGE)) * PAGE;
  return bytes.fill(value, start, Math.min(bytes.length, start + PAGE));
}

/** What the child says of the index in a folder, or how it ended. */
function ask(child: ChildProcess, indexDir: string): Promise<string> {
  return new Promise((resolve) => {
    const settle = (what: string): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(what);
    };
    const onMessage = (reply: unknown): void => {
      settle((reply as DamageReply).outcome);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      settle(`died (${signal ?? String(code)})`);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      settle('hangs');
    }, PATIENCE_MS);
    child.once('message', onMessage);
    child.once('exit', onExit);
    child.send(indexDir);
  });
}
