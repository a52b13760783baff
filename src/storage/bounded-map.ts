/**
 * A map in the order in which its entries were touched; beyond its bound the least recently touched entry is dropped.
 * lru-cache would do, but it allocates memory for the bound at once: seven megabytes for 265,000 entries that may never
 * exist.
 */
export type BoundedMap<K, V> = {
  get: (key: K) => V | undefined;
  /** Puts an entry last, whether new or existing. */
  put: (key: K, value: V) => void;
  /** @returns whether the entry existed */
  delete: (key: K) => boolean;
  keys: () => K[];
  values: () => V[];
  entries: () => [K, V][];
};

/**
 * @param entries least recently touched first; the oldest beyond the bound are dropped
 * @param onChange called after every later change
 */
export function createBoundedMap<K, V>(
  entries: Iterable<readonly [K, V]>,
  bound: number,
  onChange: () => void,
): BoundedMap<K, V> {
  const map = new Map(entries);
  const shrink = (): void => {
    if (map.size <= bound) return;
    for (const oldest of map.keys()) {
      map.delete(oldest);
      if (map.size <= bound) break;
    }
  };
  shrink();
  return {
    get: (key) => map.get(key),
    put: (key, value) => {
      map.delete(key);
      map.set(key, value);
      shrink();
      onChange();
    },
    delete: (key) => {
      const was = map.delete(key);
      if (was) onChange();
      return was;
    },
    keys: () => [...map.keys()],
    values: () => [...map.values()],
    entries: () => [...map.entries()],
  };
}
