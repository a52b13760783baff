/**
 * The first place in order that does not come before what is looked for; `end` when all of them do.
 * @param isBefore whether a place from `start` up to `end` − 1 comes before it: true for the first ones, false from there on
 */
export function lowerBound(start: number, end: number, isBefore: (place: number) => boolean): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the last of ascending numbers that is not above a value; −1 when all are above it. */
export function lastAtMost(ascending: ArrayLike<number>, value: number): number {
  return lowerBound(0, ascending.length, (place) => ascending[place]! <= value) - 1;
}
