// Verifies a generation's files without holding up the process: large ones are hashed by threads that end with their work,
// small ones here, because a thread takes longer to start.
import { Worker } from 'node:worker_threads';
import { createRequestChannel } from '../system/request-channel.ts';
import { readManifest, verifyFiles } from './generation-folders.ts';
import type { Manifest } from './manifest.ts';
import type { ExpectedFile } from './verify-file.ts';
import type { VerifyCalls } from './verify-worker.ts';

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
  const verified = new Map(inShares(files, threads).flatMap((share) => [...verifyInThread(folder, share)]));
  const all = Promise.all(verified.values()).then(() => undefined);
  // Each promise tells those who wait for it; nobody waits for all of them.
  for (const promise of [all, ...verified.values()]) promise.catch(() => undefined);
  return { file: (name) => verified.get(name) ?? Promise.reject(new Error(`${name} is missing`)), all };
}

type Files = [name: string, expected: ExpectedFile][];

/** In order, each to the one with the fewest bytes so far. */
function inShares(files: Files, count: number): Files[] {
  const shares = Array.from({ length: count }, () => ({ bytes: 0, files: [] as Files }));
  for (const file of files) {
    const least = shares.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.files.push(file);
    least.bytes += file[1].bytes;
  }
  return shares.map(({ files: own }) => own).filter((own) => own.length > 0);
}

/** Starts a thread that ends with the last of its files; gives what comes of each. */
function verifyInThread(folder: string, files: Files): Map<string, Promise<void>> {
  const worker = new Worker(new URL('./verify-worker.js', import.meta.url), {
    // What it leaves behind is small and soon gone.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  const channel = createRequestChannel<VerifyCalls>(
    {
      post: (message) => {
        worker.postMessage(message);
      },
      onMessage: (listener) => worker.on('message', listener),
    },
    (waiting) => {
      if (waiting === 0) void worker.terminate();
    },
  );
  worker.on('error', channel.fail);
  worker.on('exit', () => {
    channel.fail(new Error('the thread that verifies has ended'));
  });
  return new Map(
    files.map(([name, expected]) => [name, channel.request('verify', { folder, name, expected })]),
  );
}
