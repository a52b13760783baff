// Decides how many processes embed.
import { availableParallelism, freemem } from 'node:os';

/** Passages that justify another process, which must start and load the model. */
const PASSAGES_PER_JOB = 2000;
/** Memory of a process with the largest of the known models (8-bit weights, runtime, batches). */
const BYTES_PER_JOB = 600e6;

/**
 * One process per core, fewer if there is little to embed or little free memory; at least one.
 * @param machine cores and free bytes of memory; by default this machine's
 */
export function jobsFor(
  passages: number,
  machine: { cores: number; freeBytes: number } = { cores: availableParallelism(), freeBytes: freemem() },
): number {
  const most = [
    machine.cores,
    Math.floor(passages / PASSAGES_PER_JOB),
    Math.floor(machine.freeBytes / BYTES_PER_JOB),
  ];
  return Math.max(1, Math.min(...most));
}
