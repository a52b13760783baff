import type { BoundedTable, Key } from '../storage/bounded-table.ts';

export type IndexedTable<R> = Pick<BoundedTable<R>, 'put' | 'delete'> & {
  /** The rows with this second key. */
  by: (second: Key) => R[];
};

/** Rows that the table has dropped by itself stay in the index until there are this many. */
const MAX_DROPPED = 10_000;

/**
 * Finds rows of a table by another of their values as well. All changes go through here.
 * @param secondOf undefined for rows that cannot be found like this
 */
export function withIndex<R>(
  table: BoundedTable<R>,
  keyOf: (row: R) => Key,
  secondOf: (row: R) => Key | undefined,
): IndexedTable<R> {
  const keys = new Map<Key, Set<Key>>();
  let noted = 0;
  const drop = (row: R | undefined): void => {
    const second = row === undefined ? undefined : secondOf(row);
    if (row === undefined || second === undefined) return;
    const found = keys.get(second);
    found?.delete(keyOf(row));
    if (found?.size === 0) keys.delete(second);
  };
  const note = (row: R): void => {
    const second = secondOf(row);
    if (second === undefined) return;
    keys.set(second, (keys.get(second) ?? new Set()).add(keyOf(row)));
    if (++noted > table.size() + MAX_DROPPED) noteAll();
  };
  const noteAll = (): void => {
    keys.clear();
    noted = 0;
    for (const row of table.rows()) note(row);
  };
  noteAll();

  return {
    put: (row) => {
      drop(table.get(keyOf(row)));
      table.put(row);
      note(row);
    },
    delete: (key) => {
      drop(table.get(key));
      return table.delete(key);
    },
    by: (second) => {
      const rows: R[] = [];
      for (const key of keys.get(second) ?? []) {
        const row = table.get(key);
        // The table drops rows by itself beyond its bound.
        if (row !== undefined && secondOf(row) === second) rows.push(row);
        else keys.get(second)?.delete(key);
      }
      return rows;
    },
  };
}
