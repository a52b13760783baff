// When it is night where the operator is. Looked at every few minutes, so that neither a sleeping machine nor summer time
// matters.

/** Hour after which the work of a night is done. */
const HOUR = 3;
const HOUR_MS = 3_600_000;

/**
 * Tells whether a night has begun since a time: it begins at three o'clock.
 * @param timeZone a name such as `Asia/Shanghai`
 */
export function createNights(timeZone: string): (since: number, now: number) => boolean {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  // The day that began at three.
  const dayOf = (at: number): string => format.format(at - HOUR * HOUR_MS);
  return (since, now) => now > since && dayOf(since) !== dayOf(now);
}
