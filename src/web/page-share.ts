// Pages are made on the thread that answers Telegram, and a search takes it for milliseconds at a stretch. So one page
// is made at a time, and after it the thread is left to others for as long as the page has taken: however many ask,
// pages get half of the time. What has waited too long is refused; until then it waits, because a program that is
// refused at once asks again at once.

/** Searches, and all other pages; the two take turns, so that articles can be read while many search. */
export type PageKind = 'search' | 'other';

export type PageShare = {
  /** Runs a task in its turn; undefined if it was not run, because its turn did not come in time. */
  take<T>(kind: PageKind, task: () => Promise<T>): Promise<T | undefined>;
};

export type PageShareOptions = {
  /** Milliseconds from an arbitrary origin; `performance.now` by default. */
  clock?: () => number;
  /** Calls back after some milliseconds and returns what cancels that; the process's timers by default. */
  later?: (ms: number, call: () => void) => () => void;
  /** From 0 to less than 1; `Math.random` by default. */
  random?: () => number;
};

/** The longest wait for a turn; the shortest is half of it: what comes together must not be refused, and ask again, together. */
const MAX_WAIT_MS = 1000;
/** The most tasks of a kind that wait. */
const MAX_WAITING = 500;

export function createPageShare({
  clock = () => performance.now(),
  later = byTimer,
  random = Math.random,
}: PageShareOptions = {}): PageShare {
  /** Those who wait, in order; each is told that its turn has come. */
  const waiting: Record<PageKind, Set<() => void>> = { search: new Set(), other: new Set() };
  let isTaken = false;
  let last: PageKind = 'search';

  /** Whether the turn has come; otherwise the wait has been too long. */
  function turn(kind: PageKind): Promise<boolean> {
    if (waiting[kind].size >= MAX_WAITING) return Promise.resolve(false);
    return new Promise((resolve) => {
      const begin = (): void => {
        cancel();
        resolve(true);
      };
      const cancel = later(MAX_WAIT_MS * (1 - random() / 2), () => {
        waiting[kind].delete(begin);
        resolve(false);
      });
      waiting[kind].add(begin);
      if (!isTaken) next();
    });
  }

  function next(): void {
    const order: PageKind[] = last === 'search' ? ['other', 'search'] : ['search', 'other'];
    const kind = order.find((one) => waiting[one].size > 0);
    isTaken = kind !== undefined;
    if (kind === undefined) return;
    last = kind;
    const [begin] = waiting[kind];
    if (begin !== undefined) waiting[kind].delete(begin);
    begin?.();
  }

  return {
    take: async (kind, task) => {
      if (!(await turn(kind))) return undefined;
      const began = clock();
      try {
        return await task();
      } finally {
        later(clock() - began, next);
      }
    },
  };
}

function byTimer(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => {
    clearTimeout(timer);
  };
}
