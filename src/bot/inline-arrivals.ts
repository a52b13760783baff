// How old an inline query is when it is handled. Telegram gives it no date and refuses its answer after 30 s, so
// queries that waited longer, here or at Telegram while the bot was down, are skipped.
import type { Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import { MAX_INLINE_WAIT_MS, MAX_UPDATES } from './limits.ts';

/** Older queries would expire before their answer arrives: an answer takes some seconds at worst. */
const MAX_AGE_MS = MAX_INLINE_WAIT_MS - 5000;
/** A poll that waited this long returns no old updates: those would have come at once. */
const WAITED_MS = 1000;

export interface InlineArrivals {
  /** Watches getUpdates. */
  transformer: Transformer;
  /** Whether an inline query has waited too long; never true for updates that did not come by polling. */
  isStale(update: Update): boolean;
}

/** @param now milliseconds of any clock that only goes forward */
export function createInlineArrivals({ now }: { now: () => number }): InlineArrivals {
  /** When each update of the current batch arrived, by its id; undefined if it waited since before the start. */
  const arrivals = new Map<number, number | undefined>();
  let isFirst = true;

  const transformer: Transformer = async (call, method, payload, signal) => {
    if (method !== 'getUpdates') return call(method, payload, signal);
    const asked = now();
    const response = await call(method, payload, signal);
    if (!response.ok || !Array.isArray(response.result)) return response;
    const came = now();
    const updates = response.result as Update[];
    const waitedBeforeStart = isFirst && came - asked < WAITED_MS;
    arrivals.clear();
    for (const { update_id } of updates) arrivals.set(update_id, waitedBeforeStart ? undefined : came);
    // As long as polls return full batches, more updates have been waiting since before the start.
    if (updates.length < MAX_UPDATES || !waitedBeforeStart) isFirst = false;
    return response;
  };

  return {
    transformer,
    isStale: ({ update_id }) => {
      if (!arrivals.has(update_id)) return false;
      const came = arrivals.get(update_id);
      return came === undefined || now() - came > MAX_AGE_MS;
    },
  };
}
