import type { Timings } from './retrieval.ts';

/** `lap` adds the time since the last one to a step. */
export type Stopwatch = { timings: Timings; lap: (step: keyof Timings) => void };

/** @param clock milliseconds from any beginning */
export function createStopwatch(clock: () => number): Stopwatch {
  const timings: Timings = { readMs: 0, embedMs: 0, searchMs: 0, rankMs: 0 };
  let last = clock();
  return {
    timings,
    lap: (step) => {
      const now = clock();
      timings[step] += now - last;
      last = now;
    },
  };
}
