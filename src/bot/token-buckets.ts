// How often an account may ask: a question takes a token out of the account's bucket, which is full again a minute after
// it was empty. A bucket is one number, the moment at which it will be full, so a full one need not be kept.
//
//   at ├──── missing tokens × interval ────┤ fullAt          empty: fullAt − at = 60 s
import { LRUCache } from 'lru-cache';

export type TokenBuckets = {
  /**
   * Takes a token; undefined if there was one.
   * @param at when the account asked; taken as the time before if it is earlier than that
   */
  take(account: number, at: number): EmptyBucket | undefined;
};

export type EmptyBucket = {
  /** Until the next token comes, rounded up. */
  seconds: number;
  /** Whether this is the first time since the bucket was last refilled a bit. */
  isFirst: boolean;
};

type Bucket = { at: number; fullAt: number; isTold: boolean };

const MINUTE_MS = 60_000;
/** A quarter of a bucket, but at least two tokens, is "refilled a bit": steady asking above the rate is told once. */
const BIT_MS = MINUTE_MS / 4;
/** Buckets kept at once; beyond that the one unused for the longest time counts as full. */
const MAX_ACCOUNTS = 10_000;

/**
 * @param perMinute tokens in a full bucket, from 1
 * @param now milliseconds since 1970
 */
export function createTokenBuckets(perMinute: number, now: () => number): TokenBuckets {
  // In whole milliseconds a full bucket has all its tokens; fractions would add up to less.
  const interval = Math.floor(MINUTE_MS / perMinute);
  const refilled = Math.min(MINUTE_MS, Math.max(BIT_MS, 2 * interval));
  const buckets = new LRUCache<number, Bucket>({
    max: MAX_ACCOUNTS,
    ttl: MINUTE_MS,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    take: (account, asked) => {
      const last = buckets.get(account) ?? { at: asked, fullAt: asked, isTold: false };
      const at = Math.max(last.at, asked);
      const fullAt = Math.max(last.fullAt, at);
      const wait = fullAt + interval - MINUTE_MS - at;
      const isEmpty = wait > 0;
      const isTold = last.isTold && fullAt - at > MINUTE_MS - refilled;
      buckets.set(account, {
        at,
        fullAt: isEmpty ? fullAt : fullAt + interval,
        isTold: isTold || isEmpty,
      });
      return isEmpty ? { seconds: Math.ceil(wait / 1000), isFirst: !isTold } : undefined;
    },
  };
}
