// The rows of a table as lines `header: cell`. A header cell is one of the first row, or one that names the cell beside
// it: 成立 | 1999. A merged cell stands in every row and column that it covers, so that each row says all by itself.
import type { Range } from '../text/sentences.ts';

/** How many columns and rows a cell covers. */
export type Extent = { columns: number; rows: number };
type Merged = { text: string; rows: number };

export type OpenTable = {
  header: string[];
  align: string[];
  /** Rows that the header has beside its first; for each column, how many its first cell covers. */
  headRows: number;
  headCovers: number[];
  /** Cells that cover a column of this row or the next ones, by column; `rows`: how many. */
  merged: Map<number, Merged>;
  /** The open row: its cells, and those that name others, with what these cover. */
  row?: { cells: Range[]; labels: string[]; extents: Extent[] };
};

/** More than that is a mistake. */
const MAX_COVERED = 50;
/** A longer text is not repeated, in UTF-16 units. */
const MAX_REPEATED = 100;

export function newTable(): OpenTable {
  return { header: [], align: [], headRows: 0, headCovers: [], merged: new Map() };
}

export function extentOf({ colspan, rowspan }: Readonly<Record<string, string>>): Extent {
  const count = (written = '1'): number =>
    Math.min(MAX_COVERED, Math.max(1, Math.floor(Number(written)) || 1));
  return { columns: count(colspan), rows: count(rowspan) };
}

/**
 * What stands before the text of the next cell; undefined if that cell is a header itself.
 */
export function labelFor(
  table: OpenTable,
  tag: string,
  attributes: Readonly<Record<string, string>>,
): string | undefined {
  const { header, align, headRows, row } = table;
  if (row === undefined) return '';
  if (tag === 'th' && (header.length === 0 || headRows > 0)) {
    if (header.length === 0)
      align.push(/text-align:\s*(\w+)/.exec(attributes['style'] ?? '')?.[1] ?? attributes['align'] ?? '');
    return undefined;
  }
  // A cell over all columns is a headline.
  const isHeadline = header.length > 1 && extentOf(attributes).columns >= header.length;
  return isHeadline ? '' : asLabel(header.length > 0 ? header[row.cells.length] : row.labels.pop());
}

function asLabel(label = ''): string {
  if (label === '' || /[:：]$/.test(label)) return label;
  return label + (/\p{Script=Han}/u.test(label) ? '：' : ': ');
}

/** Adds a header cell by its words. */
export function addLabel({ row }: OpenTable, words: string, extent: Extent): void {
  row?.labels.push(words);
  row?.extents.push(extent);
}

/** Adds a cell by its range in the text. @param text its words */
export function addCell(table: OpenTable, cell: Range, text: string, { columns, rows }: Extent): void {
  const { row, header, merged } = table;
  if (row === undefined) return;
  const column = row.cells.push(cell) - 1;
  if (header.length > 1 && columns >= header.length) return;
  const repeated = text.length > MAX_REPEATED ? '' : text;
  if (rows > 1) merged.set(column, { text: repeated, rows: rows - 1 });
  for (let i = 1; i < columns; i++) merged.set(column + i, { text: repeated, rows });
}

/** The next cell of the open row if a merged cell covers it; it counts as used. */
export function nextMerged({ row, header, merged }: OpenTable): { label: string; text: string } | undefined {
  const column = row?.cells.length ?? 0;
  const cell = merged.get(column);
  if (row === undefined || cell === undefined) return undefined;
  if (--cell.rows === 0) merged.delete(column);
  return { label: asLabel(header[column]), text: cell.text };
}

/** Makes the open row the header, or the next row of a header of several. @returns false if it is none */
export function takeHeader(table: OpenTable): boolean {
  const { header, headCovers, row, headRows } = table;
  if (row === undefined || (header.length > 0 && headRows === 0)) return false;
  const labels = row.labels.flatMap((label, i) => Array<string>(row.extents[i]?.columns ?? 1).fill(label));
  const covers = row.extents.flatMap(({ columns, rows }) => Array<number>(columns).fill(rows));
  if (header.length === 0) {
    Object.assign(table, { header: labels, headCovers: covers, headRows: Math.max(1, ...covers) - 1 });
    return true;
  }
  for (const [column, above] of header.entries()) {
    if ((headCovers[column] ?? 1) > 1) headCovers[column] = (headCovers[column] ?? 1) - 1;
    else {
      header[column] = [above, labels.shift() ?? ''].filter((label) => label !== '').join(' ');
      headCovers[column] = covers.shift() ?? 1;
    }
  }
  table.headRows--;
  return true;
}

/** The words of header cells as one line. */
export function wordsOf(header: readonly string[] = []): string {
  return header.filter((words) => words !== '').join(' | ');
}
