// What has to be done to the graph of the generation before. Its points are named by labels, which stay as they are when
// passages get other ordinals: points of texts that are gone are marked deleted, new texts get new labels.

import type { PassageChanges } from './passage-changes.ts';

/** A graph that is taken over: everything is a label but `added`, which are ordinals. */
export type GraphPlan = {
  /** For each ordinal the label of its point. */
  labels: Uint32Array;
  /** Labels to be marked deleted. */
  removed: number[];
  /** Ordinals whose labels are new. */
  added: number[];
  /** Points in the graph then, deleted ones included: labels are 0 … points − 1. */
  points: number;
};

/** Above this share of deleted points a graph is built anew: they cost time at every search, and memory. */
const MAX_DELETED = 0.2;

/** A new graph: labels are the ordinals. */
export function newGraph(size: number): GraphPlan {
  const labels = Uint32Array.from({ length: size }, (_, ordinal) => ordinal);
  return { labels, removed: [], added: [...labels], points: size };
}

/**
 * How the graph before becomes the one of the passages as they are now.
 * @param earlier the label of each earlier passage, and the points of its graph
 * @returns undefined when it is better built anew
 */
export function extendedGraph(
  { sources, added, removed }: PassageChanges,
  earlier: { labels: Uint32Array; points: number },
): GraphPlan | undefined {
  const points = earlier.points + added.length;
  if (points - sources.length > MAX_DELETED * points) return undefined;
  const labels = sources.map((source) => earlier.labels[source] ?? 0);
  for (const [i, ordinal] of added.entries()) labels[ordinal] = earlier.points + i;
  return { labels, removed: removed.map((ordinal) => earlier.labels[ordinal] ?? 0), added, points };
}
