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
  const rows = [...table.querySelectorAll('tr')]
    .map((row) => (row.closest('table') === table ? [...row.children] : []))
    .filter((cells) => cells.length > 0);
  // A first line across the whole table is its caption or its picture.
  while (rows.length > 1 && rows[0]?.length === 1 && (rows[1]?.length ?? 0) > 1)
    for (const cell of rows.shift() ?? []) table.before(rename(dom, cell, 'p'));
  const isLayout =
    rows.every((cells) => cells.length <= 1) || table.querySelector('table,pre,h1,h2,h3') !== null;
  if (isLayout) {
    const box = dom.createElement('div');
    for (const cell of rows.flat()) box.append(rename(dom, cell, 'div'));
    table.replaceWith(box);
    return;
  }
  if (rows.every((cells) => cells.map(({ localName }) => localName).join() === 'th,td')) {
    table.replaceWith(pairs(dom, rows));
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

/** Rows of a name and its value have no header that could stand above them: they are a list. */
function pairs(dom: Dom, rows: readonly DomElement[][]): DomElement {
  const list = dom.createElement('ul');
  for (const [name, value] of rows) {
    if (name === undefined || value === undefined) continue;
    const item = dom.createElement('li');
    for (const cell of [name, value]) inlineContent(cell);
    const words = name.textContent.trim();
    const label = rename(dom, name, 'strong');
    item.append(
      label,
      /[：:]$/.test(words) ? '' : /\p{Script=Han}/u.test(words) ? '：' : ': ',
      ...value.childNodes,
    );
    list.append(item);
  }
  return list;
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
