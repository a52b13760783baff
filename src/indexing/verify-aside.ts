import { Worker } from 'node:worker_threads';
import type { Manifest } from './manifest.ts';

/** What the thread says. */
type Outcome = { manifest: Manifest } | { reason: string };

/**
 * Verifies a generation's files in a thread of their own, which ends with it. No native library is loaded there.
 * @throws Error naming what is missing or damaged
 */
export async function verifyAside(folder: string): Promise<Manifest> {
  const worker = new Worker(new URL('./verify-worker.js', import.meta.url), { workerData: folder });
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('the thread that verifies has ended'));
    });
  });
  if ('reason' in outcome) throw new Error(outcome.reason);
  return outcome.manifest;
}
