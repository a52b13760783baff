import { setTimeout } from 'node:timers/promises';

/** Resolves after some milliseconds, or when the signal is given. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  // It rejects only because of the signal.
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
