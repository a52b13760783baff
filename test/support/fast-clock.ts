import { wait } from '../../src/system/wait.ts';

/** What a request may take; a busy machine must not be taken for a server that does not answer. */
const PATIENCE_MS = 10_000;

/**
 * A clock on which time passes faster, for tests that wait for real connections: fifty times, or twenty.
 * @param isPatient whether requests may take as long as on an ordinary clock; else they are cut off after half a second
 */
export function createFastClock(isPatient: boolean): {
  now: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
} {
  const start = Date.now();
  const times = isPatient ? 50 : 20;
  return {
    now: () => start + (Date.now() - start) * times,
    wait: (ms, signal) => wait(isPatient && ms >= PATIENCE_MS ? ms : ms / times, signal),
  };
}
