// Verifies a generation's files without blocking the process: short-lived threads hash the large ones; the small ones
// are hashed here, because starting a thread takes longer.
import { Worker } from 'node:worker_threads';
import { createRequestChannel } from '../system/request-channel.ts';
import { readManifest, verifyFiles } from './generation-folders.ts';
import type { Manifest } from './manifest.ts';
import type { ExpectedFile } from './verify-file.ts';
import type { VerifyCalls } from './verify-worker.ts';

export type Verification = {
  /** Settles when a file has been compared. @throws Error naming what is missing or damaged */
  file: (name: string) => Promise<void>;
  /** The same for all files. */
  all: Promise<void>;
};

/** Below this many bytes, starting a thread takes longer than reading the files. */
const WORTH_A_THREAD = 32e6;

/**
 * Verifies a generation's files in a separate thread that ends afterwards and loads no native library.
 * @throws Error naming what is missing or damaged
 */
export async function verifyAside(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await startVerifying(folder, manifest, { threads: 1 }).all;
  return manifest;
}

/**
 * Starts to verify a generation's files.
 * @param first names of the files that are needed first, in this order; the others follow, largest first
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
  // Each promise reports its own failure; some may never be awaited.
  for (const promise of [all, ...verified.values()]) promise.catch(() => undefined);
  return { file: (name) => verified.get(name) ?? Promise.reject(new Error(`${name} is missing`)), all };
}

type Files = [name: string, expected: ExpectedFile][];

/** In order, each file to the thread with the fewest bytes so far. */
function inShares(files: Files, count: number): Files[] {
  const shares = Array.from({ length: count }, () => ({ bytes: 0, files: [] as Files }));
  for (const file of files) {
    const least = shares.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.files.push(file);
    least.bytes += file[1].bytes;
  }
  return shares.map(({ files: own }) => own).filter((own) => own.length > 0);
}

/** Starts a thread that ends with the last of its files; gives the outcome of each. */
function verifyInThread(folder: string, files: Files): Map<string, Promise<void>> {
  const worker = new Worker(new URL('./verify-worker.js', import.meta.url), {
    // Its garbage is small and short-lived.
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
