// The vector index over hnswlib-node. This file hides the library's traps: it takes plain arrays only, forgets `ef` at
// every load, and crashes the process on a damaged file, so files must be verified before they get here.
import { createRequire } from 'node:module';
import { reasonOf } from '../system/failure.ts';
import { openFile } from '../system/read-exactly.ts';
import { assertVector, type VectorIndex } from './vector-index.ts';

/** The part of hnswlib-node that Wenda uses, declared here because the package may be absent. */
type NativeIndex = {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
  addPoint(point: number[], label: number): void;
  searchKnn(query: number[], k: number): { distances: number[]; neighbors: number[] };
  readIndexSync(file: string): void;
  /** Reads in the library's own thread. */
  readIndex(file: string): Promise<boolean>;
  writeIndexSync(file: string): void;
  getPoint(label: number): number[];
  getCurrentCount(): number;
  markDelete(label: number): void;
  resizeIndex(maxElements: number): void;
  setEf(ef: number): void;
};
type NativeModule = { HierarchicalNSW: new (space: 'ip', dimension: number) => NativeIndex };

/** The native library, or why it is missing. */
export type NativeLibrary = { available: true; hnswlib: NativeModule } | { available: false; reason: string };

/**
 * Parameters of a graph, recorded in the manifest. Source: Malkov & Yashunin 2016, section 4; hnswlib's ALGO_PARAMS.md.
 * `efSearch`, the number of candidates kept while searching, is measured for each graph: see verify-generation.ts.
 */
export type HnswParameters = { m: number; efConstruction: number; seed: number; efSearch: number };

export const HNSW_PARAMETERS = { m: 16, efConstruction: 200, seed: 100 } as const;

/** Values for `efSearch`, tried from the fastest up until the recall is reached. */
export const EF_SEARCH_STEPS = [64, 100, 150, 200, 300, 400, 600] as const;

/** Tries to load hnswlib-node. Never throws: a machine that could not compile it still runs, on exact search. */
export function loadNativeLibrary(
  load: (name: string) => unknown = createRequire(import.meta.url),
): NativeLibrary {
  try {
    const hnswlib = load('hnswlib-node') as NativeModule;
    // Loading can succeed and the first call fail (wrong ABI): so make one call before trusting it.
    new hnswlib.HierarchicalNSW('ip', 2).initIndex({ maxElements: 1, ...HNSW_PARAMETERS, randomSeed: 1 });
    return { available: true, hnswlib };
  } catch (error) {
    return { available: false, reason: firstLine(reasonOf(error)) };
  }
}

/** `bindings` lists every path it has tried after its first line. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.? Tried:$/, '');
}

/** The message to the operator, shown once, about a missing native library. */
export function nativeRemedy(reason: string): string {
  return (
    `hnswlib-node could not be loaded (${reason}); Wenda uses exact search, which is slower above about 20,000 passages. ` +
    'Remedy: install a C++ toolchain (Debian/Ubuntu: apt-get install -y build-essential python3), then npm ci and npm start'
  );
}

/** The header before the points: eleven 8-byte fields and two 4-byte ones. */
export const HNSW_HEADER_BYTES = 96;

/**
 * The length of the vectors in a graph file. The library does not check it: it accepts a file of shorter vectors and
 * reads beyond their ends. Layout: see verify-hnsw.ts; a vector lies between the offsets of data and of label.
 */
function dimensionOf(file: string): number {
  const header = openFile(file, ({ read, close }) => {
    const bytes = read(Buffer.alloc(HNSW_HEADER_BYTES), 0);
    close();
    return bytes;
  });
  return Number(header.readBigUInt64LE(32) - header.readBigUInt64LE(40)) / Float32Array.BYTES_PER_ELEMENT;
}

/** A label that no passage has: of a deleted point. */
const NOBODY = 0xffffffff;

type GraphShape = { points: number; dimension: number; efSearch: number };

/**
 * Opens a verified graph file. The library reads it in its own thread.
 * @param labels the label of each passage's point in the graph
 * @param points in the graph, deleted ones included
 * @throws Error when the file holds another number of points or dimensions than the manifest says
 */
export async function openHnswIndex(
  library: Extract<NativeLibrary, { available: true }>,
  file: string,
  labels: Uint32Array,
  { points, dimension, efSearch }: GraphShape,
): Promise<VectorIndex> {
  const index = new library.hnswlib.HierarchicalNSW('ip', dimension);
  const found = dimensionOf(file);
  if (found !== dimension)
    throw new Error(`hnsw.bin holds vectors of ${found} numbers, the manifest says ${dimension}`);
  await index.readIndex(file);
  let ef = efSearch;
  const size = labels.length;
  if (index.getCurrentCount() !== points) {
    throw new Error(`hnsw.bin holds ${index.getCurrentCount()} points, the manifest says ${points}`);
  }
  const ordinals = new Uint32Array(points).fill(NOBODY);
  for (const [ordinal, label] of labels.entries()) {
    if (label >= points) throw new Error(`labels.bin names the point ${label} of ${points}`);
    ordinals[label] = ordinal;
  }
  return {
    kind: 'hnsw',
    size,
    dimension,
    search(vector, k) {
      assertVector(vector, dimension);
      const count = Math.min(k, size);
      if (count === 0) return [];
      index.setEf(Math.max(ef, count));
      const { distances, neighbors } = index.searchKnn(Array.from(vector), count);
      // hnswlib's inner-product distance is 1 − score.
      return neighbors.flatMap((label, i) => {
        const ordinal = ordinals[label]!;
        return ordinal === NOBODY ? [] : [{ ordinal, score: 1 - distances[i]! }];
      });
    },
    vectorOf: (ordinal) => Float32Array.from(index.getPoint(labels[ordinal]!)),
    useEf: (value) => {
      ef = value;
    },
    // The library frees a graph when another replaces it. The runtime does not know how large graphs are and would let
    // several pile up before collecting them.
    release: () => {
      index.initIndex({ maxElements: 1, ...HNSW_PARAMETERS, randomSeed: 1 });
    },
  };
}
