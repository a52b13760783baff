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

/** labels.bin: a uint32 (little endian) for each ordinal. */
export function encodeLabels(labels: Uint32Array): Uint8Array {
  return new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength);
}

/** @throws Error when the bytes are not the labels of so many passages */
export function decodeLabels(bytes: Uint8Array, size: number): Uint32Array {
  if (bytes.length !== size * 4) throw new Error(`labels.bin has ${bytes.length} bytes for ${size} passages`);
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
