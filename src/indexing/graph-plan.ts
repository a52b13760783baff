// What has to be done to the graph of the generation before. Its points are named by labels, which stay as they are when
// passages get other ordinals: points of texts that are gone are marked deleted, new texts get new labels.

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
 * How the graph before becomes the one of these keys.
 * @returns undefined when it is better built anew
 */
export function extendedGraph(
  keys: readonly string[],
  earlier: { ordinals: ReadonlyMap<string, readonly number[]>; labels: Uint32Array; points: number },
): GraphPlan | undefined {
  const used = new Map<string, number>();
  const labels = new Uint32Array(keys.length);
  const kept = new Uint8Array(earlier.labels.length);
  const added: number[] = [];
  let { points } = earlier;
  for (const [ordinal, key] of keys.entries()) {
    const nth = used.get(key) ?? 0;
    used.set(key, nth + 1);
    const before = earlier.ordinals.get(key)?.[nth];
    if (before === undefined) {
      labels[ordinal] = points++;
      added.push(ordinal);
    } else {
      labels[ordinal] = earlier.labels[before] ?? 0;
      kept[before] = 1;
    }
  }
  if (points - keys.length > MAX_DELETED * points) return undefined;
  const removed = [...earlier.labels].filter((_, before) => kept[before] === 0);
  return { labels, removed, added, points };
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
