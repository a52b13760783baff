// A clock that a test moves by hand. Waits end in the order of their time, and what they wake runs before time goes on.
import { isAborted } from '../../src/system/signals.ts';

export type HandClock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves when the clock has moved that far, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Lets time pass. */
  pass: (ms: number) => Promise<void>;
  /** Lets time pass until a promise settles. @throws if nothing is waited for any more */
  until: <T>(promise: Promise<T>) => Promise<T>;
};

type Timer = { at: number; wake: () => void };

export type HandClockOptions = {
  /** Milliseconds since 1970. */
  start?: number;
  /** Resolves when everything that can run without time passing has run; after one turn of the event loop by default. */
  settled?: () => Promise<void>;
};

export function createHandClock({
  start = Date.parse('2026-11-24T12:00:00Z'),
  settled = oneTurn,
}: HandClockOptions = {}): HandClock {
  let time = start;
  const timers = new Set<Timer>();
  const next = (): Timer | undefined => [...timers].sort((a, b) => a.at - b.at)[0];

  async function step(timer: Timer): Promise<void> {
    time = Math.max(time, timer.at);
    timer.wake();
    await settled();
  }

  return {
    now: () => time,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const timer = {
          at: time + ms,
          wake: () => {
            timers.delete(timer);
            signal.removeEventListener('abort', timer.wake);
            resolve();
          },
        };
        if (signal.aborted) {
          resolve();
          return;
        }
        timers.add(timer);
        signal.addEventListener('abort', timer.wake, { once: true });
      }),
    pass: async (ms) => {
      const end = time + ms;
      await settled();
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) await step(timer);
      time = end;
    },
    until: async (promise) => {
      const over = new AbortController();
      const end = (): void => {
        over.abort();
      };
      promise.then(end, end);
      await settled();
      while (!isAborted(over.signal)) {
        const timer = next();
        if (timer === undefined) throw new Error('nothing is waited for any more');
        await step(timer);
      }
      return promise;
    },
  };
}

function oneTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
