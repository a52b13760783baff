// Decides which update is handled next. Chats are handled side by side, the updates of a chat one after the other. An
// update computes first and then waits for the network: few may compute at once, for the processor has few cores, many
// may wait. Inline queries come first, the newest before the older: they are asked while someone types, and expire. So do
// the calls of guests; only Telegram knows when, so each is answered.
//
//   add → │ lanes of chats              │ → computing (few) → waiting for Telegram (many) → ended
//         │ lanes of typists and guests │ ↗ first
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import { type Arrival, laneOf } from './incoming.ts';

export type Lanes = {
  /** Queues an update; `ended` is called once, unless the lanes are stopped before it begins. */
  add(arrival: Arrival): void;
  /** Begins no update more. */
  stop(): void;
  /** Resolves when no update is being handled. */
  settled(): Promise<void>;
};

export type LanesOptions = {
  /** Handles an update; while it awaits a request that passes `waitsAside`, others may compute. */
  handle: (update: Update) => Promise<void>;
  /** `error` is what `handle` rejected with. `too-old`: an inline query that was not handled. */
  ended: (update: Update, outcome: 'handled' | 'too-old', error?: unknown) => void;
  now: () => number;
};

/** One computes in this thread and one on the model's, one more is ready. */
const MAX_COMPUTING = 3;
/** The most updates being handled at once; each holds its answer in memory. */
const MAX_HANDLED = 2_000;
/** Telegram refuses an inline answer after 30 s; it takes some of them itself. */
const MAX_INLINE_AGE_MS = 25_000;

/** What an update calls when it begins to wait. */
const computing = new AsyncLocalStorage<() => void>();

/** An update that awaits a request lets others compute meanwhile. */
export const waitsAside: Transformer = (call, method, payload, signal) => {
  computing.getStore()?.();
  return call(method, payload, signal);
};

export function createLanes({ handle, ended, now }: LanesOptions): Lanes {
  /** The queued updates of each lane; a lane that is being handled is here, perhaps with none. */
  const lanes = new Map<string, Arrival[]>();
  /** Lanes that can begin, in order of their oldest update; typists are taken from the end. */
  const ready: string[] = [];
  const urgent: string[] = [];
  const waiters: (() => void)[] = [];
  let [handled, computed] = [0, 0];
  /** An update must not begin in the context of the one that made room for it. */
  const inOwnContext = AsyncLocalStorage.snapshot();
  let [isPumping, isStopped] = [false, false];

  function add(arrival: Arrival): void {
    const lane = laneOf(arrival.update);
    const queued = lanes.get(lane);
    if (queued === undefined) {
      lanes.set(lane, [arrival]);
      enqueue(lane, arrival.update);
    } else {
      // A person who types on does not want what the earlier words would find.
      if (arrival.update.inline_query !== undefined)
        for (const { update } of queued.splice(0)) ended(update, 'too-old');
      queued.push(arrival);
    }
    pump();
  }

  function enqueue(lane: string, { inline_query: inline, guest_message: guest }: Update): void {
    (inline === undefined && guest === undefined ? ready : urgent).push(lane);
  }

  /**
   * Begins one update in each turn of the event loop: requests and answers of the network are handled in between, which
   * the model's answers, coming in one after the other, would otherwise keep waiting.
   */
  function pump(): void {
    if (isPumping || isStopped || computed >= MAX_COMPUTING) return;
    if (urgent.length === 0 && (ready.length === 0 || handled >= MAX_HANDLED)) return;
    isPumping = true;
    inOwnContext(setImmediate, () => {
      isPumping = false;
      const lane = urgent.pop() ?? ready.shift();
      const arrival = lane === undefined || isStopped ? undefined : lanes.get(lane)?.shift();
      if (lane !== undefined && arrival !== undefined) void begin(lane, arrival);
      pump();
    });
  }

  async function begin(lane: string, { update, sentAfter }: Arrival): Promise<void> {
    handled++;
    computed++;
    let isComputing = true;
    const waits = (): void => {
      if (!isComputing) return;
      isComputing = false;
      computed--;
      pump();
    };
    const isExpired =
      update.inline_query !== undefined && sentAfter > 0 && now() - sentAfter > MAX_INLINE_AGE_MS;
    let error: unknown;
    try {
      if (!isExpired) await computing.run(waits, () => handle(update));
    } catch (reason) {
      error = reason;
    }
    handled--;
    const [next] = lanes.get(lane) ?? [];
    if (next === undefined) lanes.delete(lane);
    else enqueue(lane, next.update);
    ended(update, isExpired ? 'too-old' : 'handled', error);
    waits();
    pump();
    if (handled === 0) for (const settle of waiters.splice(0)) settle();
  }

  return {
    add,
    stop: () => {
      isStopped = true;
    },
    settled: () =>
      handled === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiters.push(resolve)),
  };
}
