// The units of a shaped text as HTML elements. What stands between units (markers of items, headers of cells) is said
// by the elements themselves.
import type { ShapedText, Unit } from '../../corpus/shape.ts';
import type { Range } from '../../text/sentences.ts';
import { type Markup, markup } from '../markup.ts';
import { inlineHtml, inLevels, type Tag } from './inline-html.ts';

type Of<Kind extends Unit['kind']> = Extract<Unit, { kind: Kind }>;

/** @param tags of the whole text */
export function unitsHtml({ text, units, spans }: ShapedText, tags: readonly Tag[]): Markup {
  const levels = inLevels(tags);
  const marks = inLevels(tags.filter(({ kind }) => kind === 'match'));
  const languages = new Map<number, string | undefined>();
  for (const span of spans) if (span.kind === 'pre') languages.set(span.start, span.language);
  return markup`${units.map(block)}`;

  function block(unit: Unit): Markup {
    switch (unit.kind) {
      case 'code':
        return code(unit);
      case 'list':
        return list(unit);
      case 'table':
        return table(unit);
      case 'quote':
        return markup`<blockquote>\n${unit.units.map(block)}</blockquote>\n`;
      case 'note':
        return markup`<div class="note" role="note">\n${unit.units.map(block)}</div>\n`;
      case 'figure': {
        const [picture, ...caption] = unit.units;
        const below = caption.length > 0 && markup`<figcaption>${caption.map(leading)}</figcaption>`;
        return markup`<figure>${picture && leading(picture)}${below}</figure>\n`;
      }
      case 'item':
        // Some authors write items without a list.
        return list({ ...unit, kind: 'list', ordered: unit.number !== undefined, units: [unit] });
      case 'paragraph':
      case 'row':
        return markup`<p>${inline(unit)}</p>\n`;
    }
  }

  /** Without an element of its own: the first paragraph or picture of an item, what a figure holds. */
  function leading(unit: Unit): Markup {
    if (unit.kind === 'figure') return markup`${unit.units.map(leading)}`;
    return unit.kind === 'paragraph' ? inline(unit) : block(unit);
  }

  function inline(range: Range): Markup {
    return inlineHtml(text, range, levels);
  }

  function code(range: Range): Markup {
    const language = languages.get(range.start);
    const name = language !== undefined && markup` class="language-${language}"`;
    const own = inlineHtml(text, range, marks, '\n');
    // Like a wide table it scrolls by itself, by keyboard too.
    return markup`<pre tabindex="0"><code${name}>${own}</code></pre>\n`;
  }

  function list({ ordered, units: items }: Of<'list'>): Markup {
    let next = 1;
    const lines = items.map((item) => {
      if (item.kind !== 'item') return markup`<li>${block(item)}</li>\n`;
      const {
        number = next,
        checked,
        units: [first, ...rest],
      } = item;
      const value = ordered && number !== next && markup` value="${number}"`;
      next = number + 1;
      const task = checked !== undefined && markup` class="task"`;
      const box = checked !== undefined && (checked ? '☑ ' : '☐ ');
      return markup`<li${value}${task}>${box}${first && leading(first)}${rest.map(block)}</li>\n`;
    });
    return ordered ? markup`<ol>\n${lines}</ol>\n` : markup`<ul>\n${lines}</ul>\n`;
  }

  function table({ header, align = [], units: rows }: Of<'table'>): Markup {
    const head = header.map((name, column) => markup`<th${aligned(align[column])}>${name}</th>`);
    const lines = rows.map((row) => {
      if (row.kind !== 'row') return markup`<tr><td>${block(row)}</td></tr>\n`;
      if (header.length === 0) return markup`<tr>${labelled(row)}</tr>\n`;
      const cells = row.cells.map((cell, i) => markup`<td${aligned(align[i])}>${inline(cell)}</td>`);
      return markup`<tr>${cells}</tr>\n`;
    });
    return markup`<div class="wide" tabindex="0"><table>
${head.length > 0 && markup`<thead><tr>${head}</tr></thead>\n`}<tbody>
${lines}</tbody></table></div>\n`;
  }

  /** The cells of a table without a header: the text before a cell is its label. */
  function labelled({ start, cells }: Of<'row'>): Markup[] {
    let at = start;
    return cells.flatMap((cell) => {
      // A label's own cell is empty and lies nowhere.
      if (cell.end === 0) return [];
      const label = text.slice(at, cell.start).trim();
      at = cell.end;
      const name = label !== '' && markup`<th scope="row">${label.replace(/[:：]$/, '')}</th>`;
      return [markup`${name}<td>${inline(cell)}</td>`];
    });
  }
}

function aligned(side: string | undefined): Markup | false {
  return (side === 'right' || side === 'center') && markup` class="${side}"`;
}
