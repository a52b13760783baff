// How counts become heights and labels.

/** Tops of axes, as shares of the next power of ten; halves of them are round numbers too. */
const TOPS = [0.12, 0.16, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** The top of an axis from 0 on that has room for a count: an even number, so that the half of it can be a label. */
export function topFor(most: number): number {
  let power = 10;
  while (most > power) power *= 10;
  const tops = TOPS.map((top) => Math.round(top * power));
  return tops.find((top) => top >= most && top % 2 === 0) ?? power;
}

/** A count in at most four characters below a billion: 950, 1.5k, 40k, 1.2M. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  // 999,950 would be 1000k.
  const [unit, letter] = count < 999_500 ? [1e3, 'k'] : [1e6, 'M'];
  const value = count / unit;
  return `${value < 9.95 ? value.toFixed(1).replace('.0', '') : value.toFixed(0)}${letter}`;
}

/**
 * Which of the days have a label: the last one, and others at an equal distance, so that there are at most `most`.
 * @returns positions, in no particular order
 */
export function labelled(days: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(days / most));
  return Array.from({ length: Math.ceil(days / step) }, (_, at) => days - 1 - at * step);
}
