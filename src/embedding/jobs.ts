// How many processes should embed.
import { availableParallelism, freemem } from 'node:os';

/** Passages for which another process is worth its start and the loading of the model. */
const PASSAGES_PER_JOB = 2000;
/** Memory that a process takes with the largest of the known models (8-bit weights, runtime, batches). */
const BYTES_PER_JOB = 600e6;

/**
 * As many processes as there are cores, fewer where there is little to embed or little free memory; at least one.
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
