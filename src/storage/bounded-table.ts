/**
 * Rows by their key, in the order in which they were put; beyond its bound the row put longest ago is dropped. lru-cache
 * would do, but it allocates memory for the bound at once: seven megabytes for 265,000 rows that may never exist.
 */
export type BoundedTable<R> = {
  get: (key: Key) => R | undefined;
  /**
   * Puts a row last, whether new or in the place of the one with its key.
   * @throws RangeError for a row that could not be read back; one would make all of its file unreadable
   */
  put: (row: R) => void;
  /** @returns whether there was such a row */
  delete: (key: Key) => boolean;
  size: () => number;
  rows: () => R[];
  /** Makes a change again that `onChange` was told of, without telling it; false if it cannot be one. */
  redo: (row: unknown, key: unknown) => boolean;
};
export type Key = string | number;

export type BoundedTableOptions<R> = {
  bound: number;
  keyOf: (row: R) => Key;
  isRow: (value: unknown) => value is R;
  /** Called after every change, with the row as put, or null and the key of the deleted one. */
  onChange: (row: R | null, key?: Key) => void;
};

export function createBoundedTable<R>({
  bound,
  keyOf,
  isRow,
  onChange,
}: BoundedTableOptions<R>): BoundedTable<R> {
  const map = new Map<Key, R>();
  const put = (row: R): void => {
    const key = keyOf(row);
    map.delete(key);
    map.set(key, row);
    if (map.size <= bound) return;
    for (const oldest of map.keys()) {
      map.delete(oldest);
      break;
    }
  };
  return {
    get: (key) => map.get(key),
    put: (row) => {
      if (!isRow(row)) throw new RangeError('a row with a value that cannot be stored');
      put(row);
      onChange(row);
    },
    delete: (key) => {
      const was = map.delete(key);
      if (was) onChange(null, key);
      return was;
    },
    size: () => map.size,
    rows: () => [...map.values()],
    redo: (row, key) => {
      if (row === null && (typeof key === 'string' || typeof key === 'number')) map.delete(key);
      else if (isRow(row)) put(row);
      else return false;
      return true;
    },
  };
}
