import { setTimeout as delay } from 'node:timers/promises';

/** The result of a promise within a time limit; undefined if it takes longer. */
export async function inTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise,
      delay(ms, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
  } finally {
    timer.abort();
  }
}
