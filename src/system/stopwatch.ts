/** Adds up the time of every step, in the unit of the clock; each lasts from the end of the one before, or its start. */
export type Stopwatch<Step extends string> = {
  readonly times: Readonly<Record<Step, number>>;
  /** Begins a step: the time since the last one counts for no step. */
  start(): void;
  /** Ends a step; the same step may come again. */
  lap(step: Step): void;
};

/** @param clock time from an arbitrary origin */
export function createStopwatch<Step extends string>(
  steps: readonly Step[],
  clock: () => number,
): Stopwatch<Step> {
  const times = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>; // every step has an entry
  let last = clock();
  return {
    times,
    start: () => {
      last = clock();
    },
    lap: (step) => {
      const now = clock();
      times[step] += now - last;
      last = now;
    },
  };
}
