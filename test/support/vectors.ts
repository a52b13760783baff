/** Reproducible pseudo-random numbers in [0, 1). Source: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` random unit vectors, one after the other. */
export function randomUnitVectors(count: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const values = Array.from({ length: dimension }, () => random() - 0.5);
    const norm = Math.hypot(...values);
    vectors.set(
      values.map((value) => value / norm),
      row * dimension,
    );
  }
  return vectors;
}
