// The open blocks of a page and the text in them: a stack from the outermost to the innermost. What closes becomes a
// unit of the block around it; what closes outside of all others becomes a text or a heading of the page.
import { addText, type Block, GUESSED_LEVEL, headingText } from './blocks.ts';
import type { ShapedText, Unit } from './shape.ts';
import { isLine, type Open, unitOf } from './open-block.ts';
import { addCell, addLabel, nextMerged, takeHeader, wordsOf } from './table-rows.ts';
import type { TextWriter } from './text-writer.ts';

export interface BlockStack {
  /** What has been closed so far. */
  readonly blocks: Block[];
  depth(): number;
  push(open: Open): void;
  /** The innermost open block of a tag, or that has something. */
  innermost(tag: string): Open | undefined;
  innermostWith(key: keyof Open, orKey?: keyof Open): Open | undefined;
  /** What stands in a row outside its cells gets a cell. */
  enterCell(): void;
  /** Whether there are no blocks where we are: in a cell and in a heading. */
  isInLine(): boolean;
  /** Begins running text, if there is none open. */
  beginText(): void;
  say: (text: string) => void;
  /** A blank instead of the end of a block, where there are no blocks. */
  space(): void;
  endText(): void;
  addUnit(unit: Unit): void;
  /** Separators and markers before the next text. */
  lead(): void;
  /** Makes a text of the units that are in no open block. */
  flush(): void;
  /** Closes the innermost open block of a tag with everything in it; nothing if there is none. */
  closeTo(tag: string): void;
  closeAll(): void;
  /** Adds the cells of the open row that merged cells cover, up to the next that does not. */
  fillMerged(): void;
  /** Leaves the innermost block that skips its content. */
  stopSkipping(): void;
  /** Names the next heading in addresses, unless it has a name. */
  anchor: (name: string | undefined) => void;
  /** The line (from 0) of what comes next. */
  atLine: (line: number) => void;
}

const ONE_CELL = { columns: 1, rows: 1 };

export function createBlockStack(writer: TextWriter): BlockStack {
  const blocks: Block[] = [];
  const stack: Open[] = [];
  let units: Unit[] = [];
  /** Whether a block has ended inside a cell or a heading. */
  let pendingSpace = false;
  let anchor: string | undefined;
  let line = 0;
  let blockLine = 0;

  /** How many cells and headings are open. */
  let inLine = 0;

  // Plain loops: these run several times for every word of markup.
  function innermost(tag: string): Open | undefined {
    for (let i = stack.length - 1; i >= 0; i--) if (stack[i]?.tag === tag) return stack[i];
    return undefined;
  }

  function innermostWith(key: keyof Open, orKey = key): Open | undefined {
    for (let i = stack.length - 1; i >= 0; i--)
      if (stack[i]?.[key] !== undefined || stack[i]?.[orKey] !== undefined) return stack[i];
    return undefined;
  }

  const isInLine = (): boolean => inLine > 0;

  /** A remark begins in the line below its label. */
  const isBelowLabel = (open = stack.at(-1)): boolean =>
    open?.isLabelled === true && open.units?.length === 1;

  /** Separators and markers before the next text. */
  function lead(): void {
    const cell = innermost('td');
    if (cell?.aside !== undefined) return;
    if (writer.position() === 0) blockLine = line;
    else if (cell !== undefined && innermost('tr')?.start !== undefined) writer.between('\n');
    else writer.between(innermostWith('list') !== undefined || isBelowLabel() ? '\n' : '\n\n');
    const items = stack.filter((open) => open.item !== undefined);
    const item = items.at(-1);
    if (item !== undefined && cell === undefined) writer.between('  '.repeat(items.length - 1));
    const isFirst = item?.start === undefined;
    for (const open of stack) open.start ??= writer.position();
    if (cell !== undefined) writer.between(cell.prefix ?? '');
    else if (item?.prefix !== undefined)
      writer.between(isFirst ? item.prefix : item.prefix.replace(/\S/g, ' '));
  }

  function enterCell(): void {
    if (stack.at(-1)?.tag === 'tr') push({ tag: 'td', prefix: '' });
  }

  function push(open: Open): void {
    if (open.level !== undefined) blockLine = line;
    if (isLine(open)) inLine++;
    stack.push(open);
  }

  function beginText(): void {
    enterCell();
    if (!writer.isOpen()) {
      lead();
      writer.begin();
    } else if (pendingSpace) writer.say(' ');
    pendingSpace = false;
  }

  function say(said: string): void {
    const own = writer.isOpen() ? said : said.trimStart();
    if (own === '' || innermostWith('skips') !== undefined) return;
    beginText();
    writer.say(own);
  }

  function endText(): void {
    pendingSpace = false;
    const range = writer.end();
    if (range !== undefined && !isInLine()) {
      const own: Unit = { kind: 'paragraph', ...range };
      addUnit(writer.isPicture(range) ? { kind: 'figure', ...range, units: [own] } : own);
    }
    flush();
  }

  function addUnit(unit: Unit): void {
    (innermostWith('units')?.units ?? units).push(unit);
  }

  function flush(): void {
    if (units.length === 0 || innermostWith('units') !== undefined || isInLine()) return;
    const { text, spans } = writer.take();
    addText(blocks, { text, units, spans }, blockLine);
    units = [];
  }

  function close(open: Open): void {
    // A list in a cell ends no line.
    if (isInLine() && !isLine(open)) pendingSpace = writer.isOpen();
    else endText();
    if (open.tag === 'tr' && open.start !== undefined) fillMerged();
    stack.pop();
    if (isLine(open)) inLine--;
    writer.keepInline({ depth: stack.length });
    const { tag, start, level } = open;
    if (level !== undefined) closeHeading(level);
    else if (tag === 'td') closeCell(open);
    else if (tag === 'tr') closeRow(start);
    else if (open.guessed !== undefined) blocks.push({ kind: 'end-of-guessed', level: open.guessed });
    else if (open.units !== undefined && start !== undefined && open.units.length > 0)
      addUnit(unitOf(open, { start, end: writer.position(), units: open.units }));
    else say(wordsOf(open.table?.header));
    flush();
  }

  function closeHeading(level: number): void {
    const written = writer.take();
    const text = headingText(written);
    const shaped: ShapedText = {
      ...written,
      units: [{ kind: 'paragraph', start: 0, end: written.text.length }],
    };
    if (written.text.trim() === '') return;
    blocks.push({
      kind: 'heading',
      level,
      text,
      line: blockLine,
      ...(anchor === undefined ? {} : { anchor }),
      ...(level < GUESSED_LEVEL ? {} : { shaped }),
    });
    if (text === '') blocks.push({ kind: 'text', shaped, line: blockLine });
    anchor = undefined;
  }

  function closeCell({ aside, start, prefix = '', extent = ONE_CELL }: Open): void {
    const table = innermost('table')?.table;
    const end = writer.position();
    if (aside === undefined) {
      const cell = { start: start === undefined ? end : start + prefix.length, end };
      if (table !== undefined) addCell(table, cell, start === undefined ? '' : writer.lastStretch(), extent);
      return;
    }
    const words = writer.take().text.trim();
    if (table !== undefined) addLabel(table, words, extent);
    writer.resume(aside);
  }

  function fillMerged(): void {
    const table = innermost('table')?.table;
    for (let cell = table && nextMerged(table); table && cell; cell = nextMerged(table)) {
      push({ tag: 'td', prefix: cell.label });
      say(cell.text);
      closeTo('td');
    }
  }

  function closeRow(start: number | undefined): void {
    const around = innermost('table');
    const row = around?.table?.row;
    if (around?.table === undefined || row === undefined) return;
    if (start !== undefined) {
      const range = { start, end: writer.position() };
      writer.strikeRow(range, row.cells);
      addUnit({ kind: 'row', ...range, cells: row.cells });
    } else if (around.units?.length === 0 && takeHeader(around.table)) return;
    // Headers that name no cell: a line between the rows.
    say(wordsOf(row.labels));
    endText();
  }

  /** Closes the innermost open block of this tag, with everything in it; nothing if there is none. */
  function closeTo(tag: string): void {
    const at = stack.findLastIndex((open) => open.tag === tag);
    for (let open = stack.at(-1); at >= 0 && stack.length > at && open !== undefined; open = stack.at(-1))
      close(open);
  }

  return {
    blocks,
    depth: () => stack.length,
    push,
    enterCell,
    innermost,
    innermostWith,
    isInLine,
    beginText,
    say,
    space: () => (pendingSpace = writer.isOpen()),
    endText,
    addUnit,
    lead,
    flush,
    closeTo,
    fillMerged,
    closeAll() {
      endText();
      for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) close(open);
      endText();
    },
    stopSkipping: () => stack.splice(stack.findLastIndex(({ skips }) => skips === true)),
    anchor: (name) => (anchor ??= name),
    atLine: (at) => (line = at),
  };
}
