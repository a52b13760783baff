// What takes a look at every article is done once: at first use, or before it in small steps, so that a process that
// serves goes on serving meanwhile.
import { setImmediate } from 'node:timers/promises';

export interface Walk {
  /** Visits at once what has not been visited yet. */
  finish: () => void;
  /** Visits everything; whatever else is to be done comes in between. */
  inSteps: () => Promise<void>;
}

/** Items visited between two looks at what else is to be done: sixteen titles take about a millisecond. */
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
