// The queue that getUpdates reads: updates confirmed by a higher offset are gone, all others are delivered again.
import type { Update } from 'grammy/types';
import { Refusal } from './refusal.ts';
import type { Later } from './clock.ts';

/** An update without its number: one field, named after its kind. */
export type UpdateParts = Omit<Update, 'update_id'>;

export type PollOptions = {
  offset: number | undefined;
  limit: number | undefined;
  /** Seconds. */
  timeout: number | undefined;
};

export type UpdatesQueue = {
  /** Queues an update if its kind is wanted; returns its number. */
  push: (parts: UpdateParts) => number | undefined;
  /** @throws Refusal 409 when another poll replaces it */
  poll(options: PollOptions, signal: AbortSignal): Promise<Update[]>;
  /** Sets the kinds to queue from now on; an empty list means the default. */
  allow(kinds: readonly string[]): void;
  readonly allowed: readonly string[] | undefined;
  pending: () => Update[];
  confirm(updateId: number): void;
  /** Forgets confirmations, as after a crash before they arrived. */
  redeliver: () => void;
  /** Ends the poll that is waiting, with a refusal or with nothing. */
  interrupt: (refusal?: Refusal) => void;
  /** Registers a listener for new updates. */
  onPush(listener: () => void): void;
};

const UNLESS_ASKED_FOR = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
/** Number of stored updates, confirmed ones included; older ones are dropped, as in Telegram after a day. */
const MAX_KEPT = 10_000;
const MAX_LIMIT = 100;
/** Seconds of the longest poll. */
const MAX_TIMEOUT = 50;

export function createUpdatesQueue({
  firstId,
  later,
  onUpdate,
}: {
  firstId: number;
  later: Later;
  /** Called with every queued update. */
  onUpdate: (update: Update) => void;
}): UpdatesQueue {
  let kept: Update[] = [];
  let nextId = firstId;
  /** Everything below has been confirmed. */
  let confirmed = firstId;
  let allowed: readonly string[] | undefined;
  let waiting: { give: () => void; refuse: (refusal: Refusal) => void } | undefined;
  const listeners: (() => void)[] = [];

  const pending = (): Update[] => kept.filter(({ update_id }) => update_id >= confirmed);

  function push(parts: UpdateParts): number | undefined {
    const wanted = Object.keys(parts).every((kind) =>
      allowed === undefined ? !UNLESS_ASKED_FOR.has(kind) : allowed.includes(kind),
    );
    if (!wanted) return undefined;
    const update: Update = { update_id: nextId++, ...parts };
    kept.push(update);
    if (kept.length > MAX_KEPT) kept = kept.slice(-MAX_KEPT);
    onUpdate(update);
    waiting?.give();
    for (const listener of listeners) listener();
    return update.update_id;
  }

  function poll({ offset = 0, limit, timeout = 0 }: PollOptions, signal: AbortSignal): Promise<Update[]> {
    // The new poll wins: a killed bot must not lock out its successor.
    waiting?.refuse(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (offset > 0) confirmed = Math.max(confirmed, Math.min(offset, nextId));
    else if (offset < 0) confirmed = Math.max(confirmed, pending().at(offset)?.update_id ?? confirmed);
    const count = limit === undefined || limit < 1 || limit > MAX_LIMIT ? MAX_LIMIT : limit;
    const batch = (): Update[] => pending().slice(0, count);
    const seconds = Math.min(Math.max(timeout, 0), MAX_TIMEOUT);
    if (pending().length > 0 || seconds === 0 || signal.aborted) return Promise.resolve(batch());

    return new Promise((resolve, reject) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener('abort', give);
        waiting = undefined;
      };
      const give = (): void => {
        end();
        resolve(batch());
      };
      const refuse = (refusal: Refusal): void => {
        end();
        reject(refusal);
      };
      const cancel = later(seconds * 1000, give);
      signal.addEventListener('abort', give, { once: true });
      waiting = { give, refuse };
    });
  }

  return {
    push,
    poll,
    pending,
    allow: (kinds) => {
      allowed = kinds.length === 0 ? undefined : [...kinds];
    },
    get allowed() {
      return allowed;
    },
    confirm: (updateId) => {
      confirmed = Math.max(confirmed, updateId + 1);
    },
    redeliver: () => {
      confirmed = firstId;
      if (pending().length > 0) waiting?.give();
    },
    interrupt: (refusal) => {
      if (refusal === undefined) waiting?.give();
      else waiting?.refuse(refusal);
    },
    onPush: (listener) => {
      listeners.push(listener);
    },
  };
}
