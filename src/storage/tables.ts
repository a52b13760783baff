// Tables of rows and the changes to them, independent of what they hold and where they are stored.
import { onCharacterBoundary } from '../text/cuts.ts';
import { type BoundedTable, createBoundedTable, type Key } from './bounded-table.ts';
import type { Guard } from './guards.ts';

/** What a table holds. */
export type TableSpec<R> = {
  /** The most rows; beyond it the one put longest ago is dropped. */
  bound: number;
  isRow: Guard<R>;
  keyOf: (row: R) => Key;
  /** The rows of a file as an older version wrote them. */
  upgrade?: (value: unknown) => unknown;
};

/** The tables of a store, by their names. */
export type Schema<Rows> = { readonly [T in keyof Rows & string]: TableSpec<Rows[T]> };
export type Tables<Rows> = { readonly [T in keyof Rows & string]: BoundedTable<Rows[T]> };

/** What has changed: a row as it was put, or null and the key of the deleted one. */
export type Change = readonly [table: string, row: unknown, key?: unknown];

export type TableSet<Rows> = {
  tables: Tables<Rows>;
  /** The rows of a table, as a new list: those put longest ago first. */
  rowsOf: (table: string) => unknown[];
  /** Makes a change of an earlier process again, without telling of it; false if it cannot be one. */
  redo: (change: Change) => boolean;
};

/** @param onChange called with every change */
export function createTables<Rows>(
  schema: Schema<Rows>,
  onChange: (change: Change) => void = () => undefined,
): TableSet<Rows> {
  const entries = specsOf(schema).map(([name, spec]): [string, BoundedTable<unknown>] => [
    name,
    createBoundedTable({
      ...spec,
      onChange: (...change) => {
        onChange([name, ...change]);
      },
    }),
  ]);
  const byName = new Map(entries);
  return {
    tables: Object.fromEntries(entries) as Tables<Rows>, // one of each name, with its own rows
    rowsOf: (name) => byName.get(name)?.rows() ?? [],
    redo: ([name, row, key]) => byName.get(name)?.redo(row, key) ?? false,
  };
}

/** The tables of a schema. Each is used with rows that its own guard has passed, so that their types do not matter. */
export function specsOf<Rows>(schema: Schema<Rows>): [name: string, spec: TableSpec<unknown>][] {
  return Object.entries(schema) as [string, TableSpec<unknown>][];
}

/** The rows under a table's name in a file; undefined if Wenda would not write them. */
export function parseRows<R>({ isRow, upgrade }: TableSpec<R>, value: unknown): R[] | undefined {
  const list = upgrade?.(value) ?? value;
  return Array.isArray(list) && list.every(isRow) ? list : undefined;
}

/** Longest stored text, in UTF-16 units. */
export const MAX_QUESTION = 500;

/** A text of a reader as it is stored. */
export function clipped(text: string): string {
  return text.slice(0, onCharacterBoundary(text, MAX_QUESTION)).toWellFormed();
}
