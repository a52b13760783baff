/** Items that are visited between two looks at what else is to be done: titles take about a millisecond. */
const AT_A_TIME = 16;

/** Visits all items, pausing again and again; whoever wants them at once goes through all the pauses. */
export function* inSteps<T>(items: readonly T[], visit: (item: T) => void): Generator<void, void> {
  for (const [i, item] of items.entries()) {
    visit(item);
    if (i % AT_A_TIME === AT_A_TIME - 1) yield;
  }
}
