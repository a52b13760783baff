import { wait } from './wait.ts';

/** The result of a promise within a time limit; undefined if it takes longer. */
export async function inTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, wait(ms, timer.signal).then(() => undefined)]);
  } finally {
    timer.abort();
  }
}
