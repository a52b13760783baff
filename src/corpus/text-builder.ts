// Takes tags and text in their order, from Markdown and from HTML alike, and gives headings and shaped texts. It forgives
// everything: a tag that is not known costs that tag only, what does not close is closed.
import { createBlockStack } from './block-stack.ts';
import { type Block, GUESSED_LEVEL, NO_CAPTION } from './blocks.ts';
import { CONTAINERS, INLINE, isKnownTag, linkAddress, PLAIN, SKIPPED, VOID } from './tags.ts';
import type { Open } from './open-block.ts';
import { extentOf, labelFor, newTable } from './table-rows.ts';
import { createTextWriter } from './text-writer.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface TextBuilder {
  open(tag: string, attributes?: Attributes): void;
  close(tag: string): void;
  text(text: string): void;
  /** A line end of the source within a paragraph. @param keeps whether the text keeps it */
  wrap(keeps: boolean): void;
  /** A code block, verbatim. */
  code(text: string, language?: string): void;
  /** Opens a remark under a tag's name, with its label. */
  openLabelled(name: string, label: string): void;
  /** Makes the item that was just opened a task. */
  task(checked: boolean): void;
  /** Names the next heading in addresses. */
  anchor(name: string): void;
  /** The line (from 0) of what comes next. */
  atLine(line: number): void;
  /** How many inline tags are open, and forgetting those beyond a number. */
  inlineCount(): number;
  keepInline(count: number): void;
  finish(): Block[];
}

/** Blocks that are nested deeper are read as one. */
const MAX_DEPTH = 40;
const NONE: Attributes = {};
/** Says of a remark that its first unit is its label. */
export const LABELLED = 'labelled';
const CELLS = new Set(['td', 'th', 'tr']);
const HEADING = /^h([1-6])$/;
const STRUCK = /text-decoration[^;]*line-through/;
const STRONG = { kind: 'strong' } as const;

export function createTextBuilder(): TextBuilder {
  const writer = createTextWriter();
  const stack = createBlockStack(writer);

  function openBlock(tag: string, attributes: Attributes): void {
    if (!CELLS.has(tag)) stack.enterCell();
    if (stack.isInLine() && !opensNextCell(tag)) {
      stack.space();
      if (CONTAINERS.has(tag) && stack.depth() < MAX_DEPTH) stack.push({ tag });
      return;
    }
    stack.endText();
    if (stack.depth() >= MAX_DEPTH) return;
    const level = Number(HEADING.exec(tag)?.[1] ?? 0);
    if (level > 0) openHeading(tag, level, attributes);
    else if (tag === 'li' || tag === 'dt') openItem(tag, attributes);
    else if (tag === 'td' || tag === 'th') openCell(tag, attributes);
    else if (tag === 'ul' || tag === 'ol' || tag === 'dl')
      stack.push({
        tag,
        units: [],
        list: { ordered: tag === 'ol', next: numberOr(1, attributes['start']) },
      });
    else if (tag === 'table') stack.push({ tag, units: [], table: newTable() });
    else if (tag === 'tr') openRow();
    else if (tag === 'blockquote' || tag === 'note' || tag === 'figure')
      stack.push({ tag, units: [], isLabelled: attributes[LABELLED] !== undefined });
    else if (tag === 'details')
      stack.push(stack.innermostWith('units') === undefined ? { tag } : { tag: 'note', units: [] });
    else if (tag === 'summary') openSummary();
  }

  /** Cells and rows end those before them, closed or not. */
  function opensNextCell(tag: string): boolean {
    if (!CELLS.has(tag) || stack.innermostWith('level') !== undefined) return false;
    stack.closeTo('td');
    if (tag === 'tr') stack.closeTo('tr');
    return true;
  }

  function openHeading(tag: string, level: number, attributes: Attributes): void {
    if (stack.innermostWith('units') === undefined) {
      stack.anchor(attributes['id']);
      stack.push({ tag, level });
    } else writer.openInline(tag, stack.depth(), STRONG);
  }

  function openItem(tag: string, attributes: Attributes): void {
    // An item ends the one before it, closed or not.
    if (stack.innermostWith('item', 'list')?.item !== undefined) stack.closeTo('li');
    const list = stack.innermostWith('list')?.list;
    const item: NonNullable<Open['item']> = {};
    if (list?.ordered === true) {
      item.number = numberOr(list.next, attributes['value']);
      list.next = item.number + 1;
    }
    const prefix = item.number === undefined ? '- ' : `${item.number}. `;
    stack.push({ tag: 'li', units: [], prefix, item });
    if (tag === 'dt') writer.openInline('dt', stack.depth(), STRONG);
  }

  function openRow(): void {
    const table = stack.innermost('table')?.table;
    if (table === undefined) return;
    stack.closeTo('tr');
    table.row = { cells: [], labels: [], extents: [] };
    stack.push({ tag: 'tr' });
  }

  function openCell(tag: string, attributes: Attributes): void {
    const table = stack.innermost('table')?.table;
    if (table?.row === undefined) return;
    stack.fillMerged();
    const extent = extentOf(attributes);
    const label = labelFor(table, tag, attributes);
    if (label === undefined) stack.push({ tag: 'td', extent, aside: writer.take() });
    else stack.push({ tag: 'td', extent, prefix: label });
  }

  function openSummary(): void {
    const details = stack.innermost('details');
    if (details === undefined || stack.innermostWith('units') !== undefined)
      writer.openInline('summary', stack.depth(), STRONG);
    else {
      details.guessed = (stack.innermostWith('guessed')?.guessed ?? GUESSED_LEVEL - 1) + 1;
      stack.push({ tag: 'summary', level: details.guessed });
    }
  }

  function addImage({ src, alt = '' }: Attributes): void {
    const address = linkAddress(src);
    const caption = alt.trim() || (address === undefined ? '' : NO_CAPTION);
    if (caption === '') return;
    stack.beginText();
    writer.picture(caption, address);
  }

  /** Void and inline tags; false for blocks. */
  function openInline(tag: string, attributes: Attributes): boolean {
    const kind = STRUCK.test(attributes['style'] ?? '') ? 'struck' : INLINE.get(tag);
    if (tag === 'br') writer.breakLine();
    else if (tag === 'img') addImage(attributes);
    else if (tag === 'a') {
      const href = linkAddress(attributes['href']);
      if (href !== undefined) writer.openInline(tag, stack.depth(), { kind: 'link', href });
    } else if (tag === 'sup' || tag === 'sub') writer.openInline(tag, stack.depth(), { kind: tag });
    else if (tag === 'rt') stack.say('(');
    else if (tag === 'badge') stack.say(attributes['text'] ?? '');
    else if (kind !== undefined) writer.openInline(tag, stack.depth(), { kind });
    else return PLAIN.has(tag) || !isKnownTag(tag);
    return true;
  }

  return {
    open(name, attributes = NONE) {
      const tag = name.toLowerCase();
      if (stack.innermostWith('skips') !== undefined) {
        if (!HEADING.test(tag)) return;
        // What never closed must not hide the rest of the page.
        stack.stopSkipping();
      }
      if (SKIPPED.has(tag) && !isSlot(attributes)) stack.push({ tag, skips: true });
      else if (attributes !== NONE && isHidden(attributes) && !VOID.has(tag))
        stack.push({ tag, skips: true });
      else if (!openInline(tag, attributes)) openBlock(tag, attributes);
    },
    close(name) {
      const tag = name.toLowerCase();
      if (stack.innermostWith('skips') !== undefined) {
        if (stack.innermostWith('skips')?.tag === tag) stack.stopSkipping();
      } else if (writer.closeInline(tag)) {
        if (!INLINE.has(tag) && !PLAIN.has(tag)) stack.endText();
      } else if (tag === 'rt') stack.say(')');
      else if (tag === 'th') stack.closeTo('td');
      else if (tag === 'details' && stack.innermost('details') === undefined) stack.closeTo('note');
      else if (stack.innermost(tag) !== undefined) stack.closeTo(tag);
      else if (isKnownTag(tag) && !PLAIN.has(tag)) {
        if (stack.isInLine()) stack.space();
        else stack.endText();
      }
    },
    text: stack.say,
    wrap(keeps) {
      if (keeps) writer.breakLine();
      else if (!writer.joinsWithoutSpace()) stack.say(' ');
    },
    code(code, language) {
      const content = code.trimEnd().replace(/^\n/, '');
      if (content.trim() === '' || stack.innermostWith('skips') !== undefined) return;
      stack.enterCell();
      if (stack.isInLine()) {
        stack.say(content);
        return;
      }
      stack.endText();
      stack.lead();
      stack.addUnit({ kind: 'code', ...writer.code(content, language) });
      stack.flush();
    },
    openLabelled(name, label) {
      const tag = name.toLowerCase();
      if (stack.innermostWith('skips') !== undefined) return;
      if (stack.isInLine() || writer.isOpen()) {
        stack.say(`${label} `);
        return;
      }
      stack.push({ tag, units: [], isLabelled: true });
      writer.openInline('label', stack.depth(), STRONG);
      stack.say(label);
      stack.endText();
      writer.closeInline('label');
    },
    task(checked) {
      const open = stack.innermost('li');
      if (open?.item === undefined || open.start !== undefined) return;
      open.item.checked = checked;
      open.prefix = checked ? '☑ ' : '☐ ';
    },
    anchor: stack.anchor,
    atLine: stack.atLine,
    inlineCount: writer.inlineCount,
    keepInline: (count) => {
      writer.keepInline({ count });
    },
    finish() {
      stack.closeAll();
      return stack.blocks;
    },
  };
}

function isHidden({ hidden, style = '' }: Attributes): boolean {
  return hidden !== undefined || /display:\s*none/.test(style);
}

/** A template of Vue is shown where its component puts it. */
function isSlot(attributes: Attributes): boolean {
  return Object.keys(attributes).some((name) => /^(?:#|v-slot)/.test(name));
}

function numberOr(otherwise: number, written: string | undefined): number {
  const number = Number(written ?? otherwise);
  return Number.isInteger(number) ? number : otherwise;
}
