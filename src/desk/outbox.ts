// Everything that the desk does in a chat goes through here, one after the other in each chat, until Telegram has decided
// about it. A kill at any moment loses nothing and repeats nothing:
//
//   update ─► parcel on disk ─► noted what is known ─► request ─► Telegram ─► copy on disk ─► parcel gone
//             └ update finished  └ `above` on disk                └ killed here, or the answer is lost:
//                                                                   looked for above `above` before it is sent again
import { errorDetails, type Logger } from '../system/logger.ts';
import type { DeskStore } from './desk-store.ts';
import type { NewParcel, Parcel } from './parcel.ts';

export type Outbox = {
  /** Takes a parcel; it is on disk when this returns. One with the key of a waiting one takes its place. */
  put: (parcel: NewParcel) => void;
  /** Takes a parcel that comes before another one. */
  putBefore: (parcel: NewParcel, other: Parcel) => void;
  /** Whether an attempt at a parcel is being made. */
  isUnderWay: (key: string) => boolean;
  /** Whether no more of what people write can be taken. */
  isFull: () => boolean;
  /** Tries again at once what waits for something. */
  poke: () => void;
  /** Begins what waits on disk. Before it, parcels are only taken. */
  start: () => void;
  /** Begins nothing more; resolves when nothing is under way. */
  stop: () => Promise<void>;
};

/** What came of an attempt: done with, or to be tried again after some milliseconds. */
export type Attempt = { kind: 'done' } | { kind: 'again'; afterMs: number };

export type OutboxOptions = {
  store: DeskStore;
  /** Makes one attempt, and puts or removes the parcel. */
  attempt: (parcel: Parcel) => Promise<Attempt>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  logger: Logger;
};

/** After what must not happen. */
const BROKEN_MS = 60_000;

type Lane = { finished: Promise<void>; wake: () => void; isWaitingForMore: boolean };

export function createOutbox({ store, attempt, now, wait, logger }: OutboxOptions): Outbox {
  const { outbox } = store;
  const lanes = new Map<string, Lane>();
  let last = outbox.all().at(-1)?.number ?? 0;
  const underWay = new Set<string>();
  let isRunning = false;

  function take(parcel: NewParcel, number: number): void {
    const known = outbox.get(parcel.key);
    const full: Parcel = { ...parcel, number: known?.number ?? number, at: now() };
    outbox.put(full);
    begin(laneOf(full));
  }

  function begin(name: string): void {
    const lane = lanes.get(name);
    if (lane?.isWaitingForMore === true) lane.wake();
    if (!isRunning || lane !== undefined) return;
    const begun: Lane = { finished: Promise.resolve(), wake: () => undefined, isWaitingForMore: false };
    lanes.set(name, begun);
    begun.finished = run(name, begun).finally(() => {
      lanes.delete(name);
      if (next(name) !== undefined) begin(name);
    });
  }

  async function run(name: string, lane: Lane): Promise<void> {
    for (let first = next(name); isRunning && first !== undefined; first = next(name)) {
      const { parcel, waitMs } = first;
      if (waitMs > 0) await sleep(lane, waitMs, true);
      else {
        underWay.add(parcel.key);
        const outcome = await attempt(parcel).catch((error: unknown): Attempt => {
          logger.error(`the desk’s ${parcel.work.do} failed`, errorDetails(error));
          return { kind: 'again', afterMs: BROKEN_MS };
        });
        underWay.delete(parcel.key);
        if (outcome.kind === 'again') await sleep(lane, outcome.afterMs, false);
      }
    }
  }

  /** The first parcel that may go; while the rest of an album is awaited, those of other readers pass it. */
  function next(name: string): { parcel: Parcel; waitMs: number } | undefined {
    const awaited = new Set<number>();
    let soonest: { parcel: Parcel; waitMs: number } | undefined;
    for (const parcel of outbox.all()) {
      if (laneOf(parcel) !== name || awaited.has(parcel.reader)) continue;
      const waitMs = (parcel.notBefore ?? 0) - now();
      if (waitMs <= 0) return { parcel, waitMs: 0 };
      awaited.add(parcel.reader);
      if (soonest === undefined || waitMs < soonest.waitMs) soonest = { parcel, waitMs };
    }
    return soonest;
  }

  async function sleep(lane: Lane, ms: number, isWaitingForMore: boolean): Promise<void> {
    if (!isRunning) return;
    const awake = new AbortController();
    lane.isWaitingForMore = isWaitingForMore;
    lane.wake = () => {
      awake.abort();
    };
    await wait(ms, awake.signal);
    lane.isWaitingForMore = false;
    lane.wake = () => undefined;
  }

  return {
    put: (parcel) => {
      take(parcel, ++last);
    },
    putBefore: (parcel, other) => {
      const before = outbox.all().filter(({ number }) => number < other.number);
      take(parcel, ((before.at(-1)?.number ?? other.number - 1) + other.number) / 2);
    },
    isUnderWay: (key) => underWay.has(key),
    isFull: () => outbox.isFull(),
    poke: () => {
      for (const lane of lanes.values()) lane.wake();
    },
    start: () => {
      isRunning = true;
      for (const parcel of outbox.all()) begin(laneOf(parcel));
    },
    stop: async () => {
      isRunning = false;
      for (const lane of lanes.values()) lane.wake();
      await Promise.all([...lanes.values()].map(({ finished }) => finished));
    },
  };
}

/** The staff's group is one chat; reactions there need no order, and must not wait. */
function laneOf({ to, reader, work }: Parcel): string {
  if (work.do === 'react') return 'reactions';
  return to === 'staff' ? 'staff' : String(reader);
}
