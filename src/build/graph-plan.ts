// The changes to the graph of the previous generation. Its points are named by labels, which stay the same when
// passages get other ordinals. Points of removed texts are marked deleted; new texts get new labels.
import { NEW, type PassageChanges } from './passage-changes.ts';

/** How to make a graph. All numbers are labels, except `added`, which holds ordinals. */
export type GraphPlan = {
  /** For each ordinal the label of its point. */
  labels: Uint32Array;
  /** Labels to be marked deleted. */
  removed: number[];
  /** Ordinals whose labels are new. */
  added: number[];
  /** Points in the resulting graph, deleted ones included: labels are 0 … points − 1. */
  points: number;
};

/** Above this share of deleted points a graph is rebuilt: they cost memory, and time at every search. */
const MAX_DELETED = 0.2;

/** A new graph: labels are the ordinals. */
export function newGraph(size: number): GraphPlan {
  const labels = Uint32Array.from({ length: size }, (_, ordinal) => ordinal);
  return { labels, removed: [], added: [...labels], points: size };
}

/**
 * How to turn the previous graph into that of the current passages.
 * @param previous the label of each previous passage, and the points of its graph
 * @returns undefined if building from scratch is better
 */
export function extendedGraph(
  { sources, added, removed }: PassageChanges,
  previous: { labels: Uint32Array; points: number },
): GraphPlan | undefined {
  const points = previous.points + added.length;
  if (points - sources.length > MAX_DELETED * points) return undefined;
  // New passages have no label yet; they get the next ones.
  const labels = sources.map((source) => (source === NEW ? 0 : previous.labels[source]!));
  for (const [i, ordinal] of added.entries()) labels[ordinal] = previous.points + i;
  return { labels, removed: removed.map((ordinal) => previous.labels[ordinal]!), added, points };
}
