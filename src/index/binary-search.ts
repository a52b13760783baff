/**
 * The first position whose element does not come before the target; `end` if all of them do.
 * @param isBefore whether the element at a position from `start` to `end` − 1 comes before the target: true for the
 * first ones, false after them
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

/** The position of the last of ascending numbers that is not above a value; −1 if all are above it. */
export function lastAtMost(ascending: ArrayLike<number>, value: number): number {
  return lowerBound(0, ascending.length, (place) => ascending[place]! <= value) - 1;
}
