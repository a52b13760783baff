// Times to answer as counts in fixed buckets: days can be added up, and a day takes some bytes however many ask.

/** Upper bounds in milliseconds: an answer takes some, sending it to Telegram hundreds; the last bucket has no bound. */
export const TIME_BOUNDS_MS = [
  5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000, 30_000,
] as const;
export const TIME_BUCKETS = TIME_BOUNDS_MS.length + 1;

/** The bucket of a time in milliseconds. */
export function bucketOf(ms: number): number {
  const bucket = TIME_BOUNDS_MS.findIndex((bound) => ms <= bound);
  return bucket < 0 ? TIME_BOUNDS_MS.length : bucket;
}

/**
 * The time in milliseconds below which a share of all are, as if those of a bucket were spread evenly in it; beyond the
 * last bound, that bound.
 * @param counts one for each bucket @param share 0 to 1 @returns undefined without counts
 */
export function quantileMs(counts: readonly number[], share: number): number | undefined {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  let rest = share * all;
  let from = 0;
  for (const [bucket, to] of TIME_BOUNDS_MS.entries()) {
    const count = counts[bucket] ?? 0;
    if (count > 0 && rest <= count) return from + (to - from) * (rest / count);
    rest -= count;
    from = to;
  }
  return from;
}
