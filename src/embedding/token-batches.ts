/** Most tokens (padding included) in one model run: bounds the memory that the runtime's arena keeps for good. */
const TOKEN_BUDGET = 4096;

/**
 * Packs texts into batches by length, so that little padding is computed.
 * @param lengths tokens of each text
 * @param alone every text in a separate batch, for models whose vectors change with padding
 * @returns lists of indexes into `lengths`; every index exactly once
 */
export function packBatches(
  lengths: readonly number[],
  alone: boolean,
  budget: number = TOKEN_BUDGET,
): number[][] {
  if (alone) return lengths.map((_, index) => [index]);
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[a]! - lengths[b]!);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    // Sorted by length: the newest text is the longest and sets the width of the whole batch.
    if (batch.length > 0 && (batch.length + 1) * lengths[index]! > budget) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
