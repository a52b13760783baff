// The formulas of the figures.
import { randomNumbers } from '../../src/system/random-numbers.ts';

/** Mean of numbers; null if there are none. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share (0–1) of the values lies, by nearest rank; null if there are none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half; null if one side is
 * empty. Source: the rank sum of Mann and Whitney.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  const all = [
    ...positives.map((score) => ({ score, positive: true })),
    ...negatives.map((score) => ({ score, positive: false })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.score === all[start]?.score) end++;
    const rank = (start + 1 + end) / 2; // ranks from 1; equal scores share the mean of theirs
    for (let i = start; i < end; i++) if (all[i]?.positive === true) rankSum += rank;
    start = end;
  }
  const n = positives.length;
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length);
}

/** Samples that an interval is made of. */
const RESAMPLES = 1000;

/**
 * 95 % confidence interval of a mean by the percentile bootstrap, with a fixed seed.
 * Source: Efron, "Bootstrap methods: another look at the jackknife", 1979.
 */
export function bootstrapInterval(values: readonly number[]): [number, number] | null {
  if (values.length === 0) return null;
  const random = randomNumbers(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn = values.map(() => values[Math.floor(random() * values.length)]!);
    return drawn.reduce((sum, value) => sum + value, 0) / values.length;
  });
  return [quantile(means, 0.025)!, quantile(means, 0.975)!];
}
