// Work that visits every article is done once: at first use, or earlier in small steps, so that a serving process goes
// on answering meanwhile.
import { setImmediate } from 'node:timers/promises';

export interface Walk {
  /** Visits the remaining items at once. */
  finish: () => void;
  /** Visits everything in steps, and lets other work run between them. */
  inSteps: () => Promise<void>;
}

/** Items visited in one step: sixteen titles take about a millisecond. */
const AT_A_TIME = 16;

/** @param visit is called once for each item, in order */
export function walkOnce<T>(items: readonly T[], visit: (item: T) => void): Walk {
  let next = 0;
  const visitSome = (count: number): void => {
    const some = items.slice(next, next + count);
    next += some.length;
    some.forEach(visit);
  };
  return {
    finish() {
      if (next < items.length) visitSome(items.length);
    },
    async inSteps() {
      while (next < items.length) {
        visitSome(AT_A_TIME);
        await setImmediate();
      }
    },
  };
}
