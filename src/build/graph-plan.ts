// What has to be done to the graph of the previous generation. Its points are named by labels, which stay as they are when
// passages get other ordinals: points of texts that are gone are marked deleted, new texts get new labels.
import { NEW, type PassageChanges } from './passage-changes.ts';

/** How a graph comes about: everything is a label but `added`, which are ordinals. */
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

/** Above this share of deleted points a graph is built from scratch: they cost time at every search, and memory. */
const MAX_DELETED = 0.2;

/** A new graph: labels are the ordinals. */
export function newGraph(size: number): GraphPlan {
  const labels = Uint32Array.from({ length: size }, (_, ordinal) => ordinal);
  return { labels, removed: [], added: [...labels], points: size };
}

/**
 * How the previous graph becomes the one of the passages as they are now.
 * @param previous the label of each previous passage, and the points of its graph
 * @returns undefined when it is better built from scratch
 */
export function extendedGraph(
  { sources, added, removed }: PassageChanges,
  previous: { labels: Uint32Array; points: number },
): GraphPlan | undefined {
  const points = previous.points + added.length;
  if (points - sources.length > MAX_DELETED * points) return undefined;
  // New passages have no label yet; theirs are the next ones.
  const labels = sources.map((source) => (source === NEW ? 0 : previous.labels[source]!));
  for (const [i, ordinal] of added.entries()) labels[ordinal] = previous.points + i;
  return { labels, removed: removed.map((ordinal) => previous.labels[ordinal]!), added, points };
}
