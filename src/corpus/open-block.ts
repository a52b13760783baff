import type { Unit } from './shape.ts';
import type { Extent, OpenTable } from './table-rows.ts';
import type { Written } from './text-writer.ts';

/** An open block element; only those with `units` hold text of their own. `skips`: its content is left out. */
export type Open = {
  tag: string;
  skips?: boolean;
  units?: Unit[];
  /** Where its text begins, once there is some. */
  start?: number;
  /** What stands before its first text: a list marker, the header of a cell. */
  prefix?: string;
  list?: { ordered: boolean; next: number };
  item?: { number?: number; checked?: boolean };
  table?: OpenTable;
  /** Of a cell. */
  extent?: Extent;
  /** What was being written when a header cell was opened. */
  aside?: Written;
  /** Of a heading. */
  level?: number;
  /** Of a remark: whether its first unit is its label. */
  isLabelled?: boolean;
  /** Of an element with a summary: the level of its heading. */
  guessed?: number;
};

/** In a cell and in a heading there are no blocks. */
export function isLine({ tag, level }: Open): boolean {
  return tag === 'td' || level !== undefined;
}

/** The unit that an open block becomes. */
export function unitOf(
  { tag, list, item, table }: Open,
  own: { start: number; end: number; units: Unit[] },
): Unit {
  if (list !== undefined) return { kind: 'list', ordered: list.ordered, ...own };
  if (item !== undefined) return { kind: 'item', ...item, ...own };
  if (table !== undefined) {
    const { header, align } = table;
    return { kind: 'table', header, ...(align.some((side) => side !== '') ? { align } : {}), ...own };
  }
  return { kind: tag === 'blockquote' ? 'quote' : tag === 'figure' ? 'figure' : 'note', ...own };
}
