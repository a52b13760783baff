import { Worker } from 'node:worker_threads';
import { readManifest, verifyFiles } from './generation-folders.ts';
import type { Manifest } from './manifest.ts';
import type { Verified, VerifyOrder } from './verify-worker.ts';

export type Verification = {
  /** Settled when a file has been compared. @throws Error naming what is missing or damaged */
  file: (name: string) => Promise<void>;
  /** The same for all files. */
  all: Promise<void>;
};

/** Below so many bytes a thread takes longer to start than the files to be read. */
const WORTH_A_THREAD = 32e6;

/**
 * Verifies a generation's files in a thread of their own, which ends with it. No native library is loaded there.
 * @throws Error naming what is missing or damaged
 */
export async function verifyAside(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await startVerifying(folder, manifest, { threads: 1 }).all;
  return manifest;
}

/**
 * Begins to verify a generation's files.
 * @param first names of files that others wait for, in this order; then the largest come first
 */
export function startVerifying(
  folder: string,
  manifest: Manifest,
  { threads, first = [] }: { threads: number; first?: readonly string[] },
): Verification {
  const total = Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0);
  if (total < WORTH_A_THREAD) {
    const all = verifyFiles(folder, manifest);
    all.catch(() => undefined);
    return { file: () => all, all };
  }
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  const files = Object.entries(manifest.files).sort(
    ([a, { bytes: aBytes }], [b, { bytes: bBytes }]) => rank(a) - rank(b) || bBytes - aBytes,
  );
  const verified = new Map<string, Promise<void>>();
  for (const share of inShares(files, threads)) {
    const worker = verifyInThread({ folder, files: share });
    for (const [name] of share) verified.set(name, worker(name));
  }
  const all = Promise.all(verified.values()).then(() => undefined);
  // Whoever waits is told by the promise itself; not everybody waits for all of them.
  for (const promise of [all, ...verified.values()]) promise.catch(() => undefined);
  return { file: (name) => verified.get(name) ?? Promise.reject(new Error(`${name} is missing`)), all };
}

type Files = VerifyOrder['files'];

/** In order, each to who has the least so far. */
function inShares(files: Files, count: number): Files[] {
  const shares = Array.from({ length: count }, () => ({ bytes: 0, files: [] as Files }));
  for (const file of files) {
    const least = shares.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.files.push(file);
    least.bytes += file[1].bytes;
  }
  return shares.map(({ files: own }) => own).filter((own) => own.length > 0);
}

/** Starts a thread; gives what comes of each of its files. */
function verifyInThread(order: VerifyOrder): (name: string) => Promise<void> {
  const worker = new Worker(new URL('./verify-worker.js', import.meta.url), {
    workerData: order,
    // What it leaves behind is small and soon gone.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  const waiting = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const endAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
  };
  worker.on('message', ({ name, reason }: Verified) => {
    if (reason === undefined) waiting.get(name)?.resolve();
    else waiting.get(name)?.reject(new Error(reason));
  });
  worker.on('error', endAll);
  worker.on('exit', () => {
    endAll(new Error('the thread that verifies has ended'));
  });
  return (name) => new Promise((resolve, reject) => waiting.set(name, { resolve, reject }));
}
