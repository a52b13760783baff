// Tables as Markdown has them: rectangular, one line of text in a cell. What only places things on a page is no table.
import { type Dom, type DomElement, isElement, rename } from './dom.ts';

/** Names of the elements that stand on lines of their own. */
export const BLOCKS =
  /^(?:p|div|section|article|ul|ol|li|table|tr|h[1-6]|pre|blockquote|figure|hr|dl|dt|dd)$/;
/** More columns than this are a mistake in a page, or an attack. */
const MAX_SPAN = 50;

/** A table of data gets as many cells in every row, with spanned cells repeated; a table that only places things is opened. */
export function normaliseTable(dom: Dom, table: DomElement): void {
  strayContent(table);
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    row.closest('table') === table ? [...row.children] : [],
  );
  const isLayout =
    rows.every((cells) => cells.length <= 1) || table.querySelector('table,pre,h1,h2,h3') !== null;
  if (isLayout) {
    const box = dom.createElement('div');
    for (const cell of rows.flat()) box.append(rename(dom, cell, 'div'));
    table.replaceWith(box);
    return;
  }
  const grid: DomElement[][] = rows.map(() => []);
  for (const [at, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      inlineContent(cell);
      while (grid[at]?.[column] !== undefined) column++;
      for (let down = 0; down < span(cell, 'rowspan', rows.length - at); down++) {
        for (let right = 0; right < span(cell, 'colspan', MAX_SPAN); right++)
          (grid[at + down] ??= [])[column + right] =
            right > 0 ? dom.createElement('td') : down > 0 ? cell.cloneNode(true) : cell;
      }
    }
  }
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 0);
  const plain = dom.createElement('table');
  for (const row of grid) {
    if (row.every((cell) => cell.textContent.trim() === '' && cell.querySelector('img') === null)) continue;
    const line = dom.createElement('tr');
    for (let column = 0; column < width; column++) line.append(row[column] ?? dom.createElement('td'));
    plain.append(line);
  }
  table.replaceWith(plain);
}

/** Words between cells stand above the table, where browsers show them. */
function strayContent(table: DomElement): void {
  for (const part of [table, ...table.querySelectorAll('thead,tbody,tfoot,tr')]) {
    if (part.closest('table') !== table) continue;
    for (const child of [...part.childNodes]) {
      const isPart = isElement(child) && /^(?:t(?:head|body|foot|r)|col(?:group)?)$/.test(child.localName);
      const isCell = isElement(child) && part.localName === 'tr' && /^t[dh]$/.test(child.localName);
      if (!isPart && !isCell) table.before(child);
    }
  }
}

function span(cell: DomElement, name: string, most: number): number {
  return Math.min(most, Math.max(1, Number(cell.getAttribute(name)) || 1));
}

/** Blocks in a cell follow each other in one line; items are divided by semicolons. */
function inlineContent(cell: DomElement): void {
  for (const element of cell.querySelectorAll('*')) {
    if (element.localName === 'br') element.replaceWith(' ');
    else if (BLOCKS.test(element.localName)) {
      const isItem = element.localName === 'li' && element.nextElementSibling !== null;
      element.replaceWith(...element.childNodes, isItem ? '； ' : ' ');
    }
  }
}
