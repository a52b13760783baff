// Takes updates from Telegram, which is the queue: an update is confirmed when it and all before it are finished, so a
// kill loses none. Finished means noted in the ledger, which is on disk. Only when unfinished updates would hide what
// comes after them, because Telegram shows no more than 100, are they kept here, on disk, and confirmed before.
//
//   Telegram:   … confirmed │ 5 finished │ 6 unfinished │ 7 finished │ 8 unfinished │ not seen yet …
//                           └ dropped    └ offset of the next poll
import type { Update } from 'grammy/types';
import type { UpdateLedger } from '../storage/state-store.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import type { DeliveryMeter, UpdateOutcome } from './delivery-meter.ts';
import { type Arrival, datedBatch, isUpdate, numberOf } from './incoming.ts';
import { createLanes } from './lanes.ts';
import { Undelivered } from './undelivered.ts';

export type Intake = {
  /** Handles the updates that were kept before the last end of the process. */
  resume(): void;
  /**
   * Takes what Telegram sent; values that are no updates are skipped, those that are known are not handled again.
   * @param sentAfter when the queue was last seen empty, in milliseconds since 1970; 0 if never
   * @returns how many were taken, and how many were no updates
   */
  take(batch: readonly unknown[], sentAfter: number): { taken: number; malformed: number };
  /**
   * Takes one update for which Telegram gets an answer of its own.
   * @returns false if it cannot be taken now; else resolves when it is on disk or finished
   */
  accept(value: unknown): Promise<boolean>;
  /** Keeps unfinished updates so that they can be confirmed. @param olderThanMs only those taken longer ago */
  keep(olderThanMs?: number): void;
  /** The first update that must not be confirmed yet; undefined if there has been none at all. */
  offset(): number | undefined;
  /** Number of updates that are neither finished nor kept. */
  unconfirmed(): number;
  /** Whether as many updates are being handled as fit. */
  isFull(): boolean;
  /** Resolves when every update is finished or kept. */
  cleared(): Promise<void>;
  /** Starts no update more. */
  stop(): void;
  /** After `stop`: resolves when no update is being handled any more. */
  settled(): Promise<void>;
};

export type IntakeOptions = {
  handle: (update: Update) => Promise<void>;
  ledger: UpdateLedger;
  /** Whether the ledger is on disk. */
  isDurable: () => boolean;
  /** Telegram refuses the token. */
  onTokenRefused: (error: Undelivered) => void;
  now: () => number;
  logger: Logger;
  meter?: DeliveryMeter | undefined;
};

/** The ledger keeps some more. */
const MAX_PENDING = 4_000;
/** An answer that could not be given for this long is not given any more. */
const MAX_AGE_MS = 60 * 60_000;

type Pending = Arrival & { takenAt: number; isKept: boolean };

export function createIntake(options: IntakeOptions): Intake {
  const { handle, ledger, isDurable, onTokenRefused, now, logger, meter } = options;
  /** Updates that are not finished, in the order in which they were taken. */
  const pending = new Map<number, Pending>();
  /** The numbers of updates that Telegram sent and that have not been confirmed, in their order. */
  let window: number[] = [];
  let last: number | undefined;
  let isStopped = false;
  /** Who waits for the end of an update, and for that of all. */
  const waiting = new Map<number, (() => void)[]>();
  let clearing: { promise: Promise<void>; resolve: () => void } | undefined;
  const lanes = createLanes({ handle, ended, now });
  meter?.watchQueue(() => {
    const [oldest] = pending.values();
    return { length: pending.size, oldestMs: oldest === undefined ? 0 : now() - oldest.takenAt };
  });

  function resume(): void {
    for (const { update, takenAt } of ledger.kept()) {
      if (!isUpdate(update) || now() - takenAt > MAX_AGE_MS) {
        logger.warn(
          `update ${update.update_id}: not answered, it has waited for ${minutes(now() - takenAt)} minutes`,
        );
        ledger.add(update.update_id);
      } else begin({ update, sentAfter: takenAt, takenAt, isKept: true });
    }
  }

  function take(batch: readonly unknown[], sentAfter: number): { taken: number; malformed: number } {
    const updates = batch.filter(isUpdate);
    const arrivals = new Map(
      datedBatch(updates, sentAfter).map((arrival) => [arrival.update.update_id, arrival]),
    );
    let taken = 0;
    for (const value of batch) {
      const id = numberOf(value);
      if (id === undefined) continue;
      last = id;
      if (window.includes(id)) continue;
      window.push(id);
      const arrival = arrivals.get(id);
      // What is no update but has a number is confirmed: it would come again, and hide others.
      if (arrival === undefined || pending.has(id)) continue;
      if (ledger.has(id)) {
        meter?.updateEnded('repeated', 0);
        continue;
      }
      taken++;
      begin({ ...arrival, takenAt: now(), isKept: false });
    }
    const malformed = batch.length - updates.length;
    for (let i = 0; i < malformed; i++) meter?.updateEnded('malformed', 0);
    return { taken, malformed };
  }

  async function accept(value: unknown): Promise<boolean> {
    if (!isUpdate(value)) {
      logger.warn('something that is no update was skipped');
      meter?.updateEnded('malformed', 0);
      return true;
    }
    const { update_id: id } = value;
    if (ledger.has(id)) {
      meter?.updateEnded('repeated', 0);
      return true;
    }
    if (pending.get(id)?.isKept === true) return true;
    if (!pending.has(id)) {
      if (isFull() || isStopped) return false;
      const one: Pending = { update: value, sentAfter: now(), takenAt: now(), isKept: false };
      keepOne(one);
      begin(one);
      if (one.isKept && value.inline_query === undefined) return true;
    }
    await new Promise<void>((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]));
    return ledger.has(id);
  }

  function begin(one: Pending): void {
    pending.set(one.update.update_id, one);
    lanes.add(one);
  }

  function ended(update: Update, outcome: UpdateOutcome, error?: unknown): void {
    const { update_id: id } = update;
    const takenAt = pending.get(id)?.takenAt ?? now();
    if (error instanceof Undelivered && error.reason !== 'too-old') {
      // It stays unfinished, for the next start; what comes after it in its chat must not overtake it.
      lanes.stop();
      if (error.reason === 'token') onTokenRefused(error);
    } else {
      if (error instanceof Undelivered) {
        logger.warn(`update ${id}: not answered, Telegram does not take the answer within an hour`);
        outcome = 'too-old';
      } else if (error !== undefined) {
        logger.error(`update ${id} failed`, errorDetails(error));
        outcome = 'failed';
      }
      pending.delete(id);
      ledger.add(id);
      meter?.updateEnded(outcome, (now() - takenAt) / 1000);
    }
    for (const resolve of waiting.get(id) ?? []) resolve();
    waiting.delete(id);
    settleIfClear();
  }

  function settleIfClear(): void {
    if (clearing === undefined || unconfirmed() > 0) return;
    clearing.resolve();
    clearing = undefined;
  }

  function cleared(): Promise<void> {
    if (unconfirmed() === 0) return Promise.resolve();
    if (clearing === undefined) {
      let resolve: () => void = () => undefined;
      const promise = new Promise<void>((settle) => (resolve = settle));
      clearing = { promise, resolve };
    }
    return clearing.promise;
  }

  /** An inline query expires before it could be handled again: it is not worth a place on disk. */
  function keepOne(one: Pending): void {
    if (one.isKept || !isDurable()) return;
    if (one.update.inline_query === undefined) ledger.keep({ update: one.update, takenAt: one.takenAt });
    // Still so if that was written.
    one.isKept = isDurable();
  }

  function unconfirmed(): number {
    return window.reduce((sum, id) => sum + Number(pending.get(id)?.isKept === false), 0);
  }

  function isFull(): boolean {
    return pending.size >= MAX_PENDING;
  }

  return {
    resume,
    take,
    accept,
    keep: (olderThanMs = 0) => {
      for (const id of window) {
        const one = pending.get(id);
        if (one !== undefined && now() - one.takenAt >= olderThanMs) keepOne(one);
      }
      settleIfClear();
    },
    offset: () => {
      const first = window.findIndex((id) => pending.get(id)?.isKept === false);
      window = first < 0 ? [] : window.slice(first);
      return window[0] ?? (last === undefined ? undefined : last + 1);
    },
    unconfirmed,
    isFull,
    cleared,
    stop: () => {
      isStopped = true;
      lanes.stop();
    },
    settled: () => lanes.settled(),
  };
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
