// The rows of a table as lines `header: cell`. A header cell is one of the first row, or one that names the cell beside
// it: 成立 | 1999.
import type { Range } from '../text/sentences.ts';

export type OpenTable = {
  header: string[];
  align: string[];
  /** The open row: its cells, and those that name others. */
  row?: { cells: Range[]; labels: string[] };
};

export function newTable(): OpenTable {
  return { header: [], align: [] };
}

/**
 * What stands before the text of the next cell; undefined if that cell is a header itself.
 */
export function labelFor(
  { header, align, row }: OpenTable,
  tag: string,
  attributes: Readonly<Record<string, string>>,
): string | undefined {
  if (row === undefined) return '';
  if (tag === 'th' && header.length === 0) {
    align.push(/text-align:\s*(\w+)/.exec(attributes['style'] ?? '')?.[1] ?? attributes['align'] ?? '');
    return undefined;
  }
  const label = header.length > 0 ? header[row.cells.length] : row.labels.pop();
  if (label === undefined || label === '' || /[:：]$/.test(label)) return label ?? '';
  return label + (/\p{Script=Han}/u.test(label) ? '：' : ': ');
}

/** Adds a cell by its range in the text, or a header cell by its words. */
export function addCell({ row }: Pick<OpenTable, 'row'> = {}, cell: Range | string): void {
  if (row === undefined) return;
  if (typeof cell === 'string') row.labels.push(cell);
  else row.cells.push(cell);
}

/** The words of header cells as one line. */
export function wordsOf(header: readonly string[] = []): string {
  return header.filter((words) => words !== '').join(' | ');
}
