/**
 * A map in the order in which its entries were touched; beyond its bound the one touched least recently goes. lru-cache
 * would do, if it did not set memory aside for the bound at once: seven megabytes for 265,000 entries that may never come.
 */
export type BoundedMap<K, V> = {
  get: (key: K) => V | undefined;
  /** Puts an entry last, a new one or one that is there. */
  put: (key: K, value: V) => void;
  /** @returns whether there was one */
  delete: (key: K) => boolean;
  keys: () => K[];
  values: () => V[];
  entries: () => [K, V][];
};

/**
 * @param entries least recently touched first; those beyond the bound are dropped
 * @param onChange told after every change but that
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
