/** Adds up the time of every step, in the unit of the clock; each lasts from the end of the one before, or its start. */
export type Stopwatch<Step extends string> = {
  readonly times: Readonly<Record<Step, number>>;
  /** Begins a step: what has passed since the last one belongs to none. */
  start(): void;
  /** Ends a step; it may come again. */
  lap(step: Step): void;
};

/** @param clock time from any beginning */
export function createStopwatch<Step extends string>(
  steps: readonly Step[],
  clock: () => number,
): Stopwatch<Step> {
  const times = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>; // every step has its entry
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
