import { setTimeout } from 'node:timers/promises';

/** The longest time of a timer; a longer one would end at once. */
const MAX_MS = 2 ** 31 - 1;

/** Resolves after some milliseconds, 25 days at most, or when the signal is given. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  // It rejects only because of the signal.
  await setTimeout(Math.min(ms, MAX_MS), undefined, { signal }).catch(() => undefined);
}
