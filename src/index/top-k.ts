import type { ScoredPassage } from './vector-index.ts';

export interface TopK {
  /**
   * The lowest score among the k best; −∞ as long as there are fewer. A score that does not exceed it need not be
   * added.
   */
  readonly lowest: number;
  add(ordinal: number, score: number): void;
  /** Best first; equal scores by ordinal. */
  best(): ScoredPassage[];
}

/**
 * Keeps the k best of the added passages, by insertion: k is small, and nearly every passage fails the first
 * comparison. Of equal scores that compete for the last place, the first to arrive stays.
 */
export function createTopK(k: number): TopK {
  const kept: ScoredPassage[] = []; // ascending
  let lowest = k > 0 ? -Infinity : Infinity;
  return {
    get lowest() {
      return lowest;
    },
    add(ordinal, score) {
      if (score <= lowest) return;
      let at = kept.length;
      for (; at > 0; at--) {
        const other = kept[at - 1]!;
        if (other.score < score || (other.score === score && other.ordinal > ordinal)) break;
      }
      kept.splice(at, 0, { ordinal, score });
      if (kept.length > k) kept.shift();
      if (kept.length === k) lowest = kept[0]!.score;
    },
    best: () => kept.toReversed(),
  };
}
