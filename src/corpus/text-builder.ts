// Takes tags and text in their order, from Markdown and from HTML alike, and gives headings and shaped texts. It forgives
// everything: a tag that is not known costs that tag only, what does not close is closed.
import type { Range } from '../text/sentences.ts';
import { addText, type Block, GUESSED_LEVEL, headingText } from './blocks.ts';
import type { ShapedText, Span, Unit } from './shape.ts';
import { raiseOrLower } from './superscript.ts';
import { CONTAINERS, INLINE, isKnownTag, linkAddress, PLAIN, SKIPPED, type SpanKind, VOID } from './tags.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface TextBuilder {
  open(tag: string, attributes?: Attributes): void;
  close(tag: string): void;
  text(text: string): void;
  /** A code block, verbatim. */
  code(text: string, language?: string): void;
  /** A remark with its label: opened like a tag, closed as `note`. */
  note(label: string): void;
  /** Makes the item that was just opened a task. */
  task(checked: boolean): void;
  /** Names the next heading in addresses. */
  anchor(name: string): void;
  /** The line (from 0) of what comes next. */
  atLine(line: number): void;
  /** Forgets inline tags that were opened since `inlineDepth` gave this number. */
  closeInline(depth: number): void;
  inlineDepth(): number;
  finish(): Block[];
}

/** Shown for a picture without a caption. */
const NO_CAPTION = '🖼';

/** An open block element; only those with `units` hold text of their own. `skips`: its content is left out. */
type Open = {
  tag: string;
  skips?: boolean;
  units?: Unit[];
  /** Where its text begins, once there is some. */
  start?: number;
  /** What stands before its first text: a list marker, the header of a cell. */
  prefix?: string;
  list?: { ordered: boolean; next: number };
  item?: { number?: number; checked?: boolean };
  table?: { header: string[]; align: string[] };
  row?: { cells: Range[]; labels: string[] };
  /** What was being written when a header cell was opened. */
  aside?: { text: string; spans: Span[] };
  /** Of a heading. */
  level?: number;
  guessed?: boolean;
};

type OpenInline = {
  tag: string;
  depth: number;
  start: number | undefined;
  /** Without one, its text is changed at its end: sup, sub. */
  span?: { kind: SpanKind } | { kind: 'link'; href: string };
};

export function createTextBuilder(): TextBuilder {
  const blocks: Block[] = [];
  const stack: Open[] = [];
  let inline: OpenInline[] = [];
  let text = '';
  let spans: Span[] = [];
  let units: Unit[] = [];
  /** Where the open paragraph or cell begins. */
  let leaf: number | undefined;
  let pendingSpace = false;
  let anchor: string | undefined;
  let line = 0;
  let blockLine = 0;

  const innermost = (...tags: string[]): Open | undefined => stack.findLast(({ tag }) => tags.includes(tag));
  const holder = (): Open | undefined => stack.findLast((open) => open.units !== undefined);
  const isSkipping = (): boolean => stack.some(({ skips }) => skips === true);
  /** In a cell and in a heading there are no blocks. */
  const isInLine = (): boolean => stack.some(({ tag, level }) => tag === 'td' || level !== undefined);

  function beginLeaf(): void {
    if (leaf !== undefined) return;
    if (innermost('td')?.aside !== undefined) {
      leaf = 0;
      return;
    }
    const inList = stack.some(({ list }) => list !== undefined);
    const cell = innermost('td');
    if (text === '') blockLine = line;
    else if (cell !== undefined && innermost('tr')?.start !== undefined) text += '\n';
    else text += inList ? '\n' : '\n\n';
    const items = stack.filter(({ item }) => item !== undefined);
    const item = items.at(-1);
    if (item !== undefined && cell === undefined) text += '  '.repeat(items.length - 1);
    const isFirst = item?.start === undefined;
    for (const open of stack) open.start ??= text.length;
    if (cell !== undefined) text += cell.prefix ?? '';
    else if (item?.prefix !== undefined) text += isFirst ? item.prefix : item.prefix.replace(/\S/g, ' ');
    leaf = text.length;
    for (const open of inline) open.start ??= leaf;
  }

  function endLeaf(): void {
    if (leaf === undefined) return;
    const start = leaf;
    text = text.slice(0, start) + text.slice(start).trimEnd();
    for (const open of inline) {
      if (open.span !== undefined && open.start !== undefined)
        addSpan({ ...open.span, start: open.start, end: text.length });
      open.start = undefined;
    }
    spans = spans.flatMap((span) =>
      span.start >= text.length ? [] : [{ ...span, end: Math.min(span.end, text.length) }],
    );
    leaf = undefined;
    pendingSpace = false;
    if (text.length > start && !isInLine()) addUnit(paragraph(start));
    flushIfOutside();
  }

  /** A paragraph of nothing but a picture is a figure. */
  function paragraph(start: number): Unit {
    const own = { kind: 'paragraph' as const, start, end: text.length };
    const isFigure = spans.some(
      (span) => span.kind === 'image' && span.start === start && span.end === own.end,
    );
    return isFigure ? { ...own, kind: 'figure', units: [own] } : own;
  }

  function addUnit(unit: Unit): void {
    (holder()?.units ?? units).push(unit);
  }

  function addSpan(span: Span): void {
    if (span.end > span.start) spans.push(span);
  }

  function flushIfOutside(): void {
    if (holder() !== undefined || isInLine() || units.length === 0) return;
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    addText(blocks, { text, units, spans }, blockLine);
    [text, spans, units] = ['', [], []];
  }

  function addHeading(level: number, shaped: ShapedText | undefined, heading: string): void {
    blocks.push({
      kind: 'heading',
      level,
      text: heading,
      line: blockLine,
      ...(anchor === undefined ? {} : { anchor }),
      ...(shaped === undefined ? {} : { shaped }),
    });
    anchor = undefined;
  }

  function openBlock(tag: string, attributes: Attributes): void {
    if (isInLine()) {
      if (
        !['td', 'th', 'tr'].includes(tag) ||
        innermost('td') === undefined ||
        stack.some(({ level }) => level !== undefined)
      ) {
        pendingSpace = leaf !== undefined;
        if (CONTAINERS.has(tag)) stack.push({ tag });
        return;
      }
      closeTo('td');
      if (tag === 'tr') closeTo('tr');
    }
    endLeaf();
    const level = Number(/^h([1-6])$/.exec(tag)?.[1] ?? 0);
    if (level > 0) {
      if (holder() === undefined) {
        anchor ??= attributes['id'];
        stack.push({ tag, level });
      } else openInline(tag, { kind: 'strong' });
      return;
    }
    switch (tag) {
      case 'ul':
      case 'ol':
      case 'dl':
        stack.push({
          tag,
          units: [],
          list: { ordered: tag === 'ol', next: Number(attributes['start'] ?? 1) || 1 },
        });
        return;
      case 'dt':
      case 'li': {
        if (stack.findLast(({ list, item }) => list !== undefined || item !== undefined)?.item !== undefined)
          closeTo('li');
        const list = stack.findLast((open) => open.list !== undefined)?.list;
        const number =
          list?.ordered === true ? Number(attributes['value'] ?? list.next) || list.next : undefined;
        if (list !== undefined && number !== undefined) list.next = number + 1;
        stack.push({
          tag: 'li',
          units: [],
          prefix: number === undefined ? '- ' : `${number}. `,
          item: number === undefined ? {} : { number },
        });
        if (tag === 'dt') openInline('dt', { kind: 'strong' });
        return;
      }
      case 'table':
        stack.push({ tag, units: [], table: { header: [], align: [] } });
        return;
      case 'tr':
        if (innermost('tr', 'table')?.tag === 'tr') closeTo('tr');
        if (innermost('table') !== undefined) stack.push({ tag, row: { cells: [], labels: [] } });
        return;
      case 'td':
      case 'th':
        openCell(tag, attributes);
        return;
      case 'blockquote':
      case 'note':
      case 'figure':
        stack.push({ tag, units: [] });
        return;
      case 'details':
        stack.push(holder() === undefined ? { tag } : { tag: 'note', units: [] });
        return;
      case 'summary': {
        const details = innermost('details');
        if (details === undefined || holder() !== undefined) openInline(tag, { kind: 'strong' });
        else {
          details.guessed = true;
          stack.push({ tag, level: GUESSED_LEVEL });
        }
        return;
      }
    }
  }

  function openCell(tag: string, attributes: Attributes): void {
    const table = innermost('table');
    const row = innermost('tr')?.row;
    if (table?.table === undefined || row === undefined) return;
    const { header, align } = table.table;
    const column = row.cells.length;
    const isHeader = tag === 'th' && header.length === 0 && table.units?.length === 0;
    const own = /text-align:\s*(\w+)/.exec(attributes['style'] ?? '')?.[1] ?? attributes['align'];
    if (isHeader) {
      align.push(own ?? '');
      stack.push({ tag: 'td', aside: { text, spans } });
      [text, spans] = ['', []];
      return;
    }
    const label = header[column] ?? row.labels.at(-1) ?? '';
    // The cells before it named this one: 成立 | 1999.
    if (header.length === 0) row.labels = [];
    const colon = /\p{Script=Han}/u.test(label) ? '：' : ': ';
    stack.push({ tag: 'td', prefix: label === '' || /[:：]$/.test(label) ? label : label + colon });
  }

  function closeBlock(open: Open): void {
    endLeaf();
    stack.pop();
    inline = inline.filter(({ depth }) => depth <= stack.length);
    const { tag, start, level } = open;
    if (level !== undefined) closeHeading(level);
    else if (tag === 'td') closeCell(open);
    else if (tag === 'tr') closeRow(open);
    else if (tag === 'details' && open.guessed === true) blocks.push({ kind: 'end-of-guessed' });
    else if (open.units !== undefined && start !== undefined && open.units.length > 0)
      addUnit(unitOf(open, open.units, start));
    else if (open.table !== undefined && open.table.header.length > 0) say(open.table.header.join(' | '));
    flushIfOutside();
  }

  function unitOf({ tag, list, item, table }: Open, own: Unit[], start: number): Unit {
    const range = { start, end: text.length, units: own };
    if (list !== undefined) return { kind: 'list', ordered: list.ordered, ...range };
    if (item !== undefined) return { kind: 'item', ...item, ...range };
    if (table !== undefined) {
      const { header, align } = table;
      return { kind: 'table', header, ...(align.some((own) => own !== '') ? { align } : {}), ...range };
    }
    return { kind: tag === 'blockquote' ? 'quote' : tag === 'figure' ? 'figure' : 'note', ...range };
  }

  function closeHeading(level: number): void {
    const heading = headingText({ text, spans });
    const shaped = { text, spans, units: [{ kind: 'paragraph' as const, start: 0, end: text.length }] };
    [text, spans, units] = ['', [], []];
    if (heading !== '') addHeading(level, level === GUESSED_LEVEL ? shaped : undefined, heading);
  }

  function closeCell({ aside, start, prefix }: Open): void {
    const row = innermost('tr')?.row;
    if (row === undefined) return;
    if (aside !== undefined) {
      row.labels.push(text.trim());
      row.cells.push({ start: 0, end: 0 });
      [text, spans] = [aside.text, aside.spans];
      return;
    }
    const from = start === undefined ? text.length : start + (prefix?.length ?? 0);
    row.cells.push({ start: from, end: text.length });
  }

  function closeRow({ row, start }: Open): void {
    const table = innermost('table')?.table;
    if (row === undefined || table === undefined) return;
    if (start !== undefined) addUnit({ kind: 'row', start, end: text.length, cells: row.cells });
    else if (table.header.length === 0) table.header = row.labels;
  }

  function openInline(tag: string, span?: OpenInline['span']): void {
    inline.push({
      tag,
      depth: stack.length,
      start: leaf === undefined ? undefined : text.length,
      ...(span && { span }),
    });
  }

  function closeInlineTag(open: OpenInline): void {
    inline.splice(inline.indexOf(open), 1);
    if (open.start === undefined) return;
    if (open.span !== undefined) addSpan({ ...open.span, start: open.start, end: text.length });
    else {
      const { start } = open;
      const changed = raiseOrLower(text.slice(start), open.tag === 'sup' ? 'sup' : 'sub');
      if (changed !== text.slice(start)) spans = spans.filter((span) => span.end <= start);
      text = text.slice(0, start) + changed;
    }
  }

  /** Closes the innermost open block of this tag, with everything in it; nothing if there is none. */
  function closeTo(tag: string): void {
    const at = stack.findLastIndex((open) => open.tag === tag);
    while (at >= 0 && stack.length > at) closeBlock(stack.at(-1)!);
  }

  function say(said: string): void {
    if (isSkipping()) return;
    const isStart = leaf === undefined;
    const own = isStart ? said.trimStart() : said;
    if (own === '') return;
    beginLeaf();
    if (pendingSpace && !/\s$/.test(text)) text += ' ';
    pendingSpace = false;
    text += own;
  }

  return {
    open(name, attributes = {}) {
      const tag = name.toLowerCase();
      if (/^h[1-6]$/.test(tag)) {
        // What never closed must not hide the rest of the page.
        const at = stack.findIndex(({ skips }) => skips === true);
        if (at >= 0) stack.splice(at);
      }
      if (isSkipping()) return;
      const isHidden =
        attributes['hidden'] !== undefined || /display:\s*none/.test(attributes['style'] ?? '');
      if (SKIPPED.has(tag) || tag === 'rp' || (isHidden && !VOID.has(tag))) stack.push({ tag, skips: true });
      else if (tag === 'br') {
        if (leaf !== undefined) text = `${text.replace(/[ \t]+$/, '')}\n`;
      } else if (tag === 'img') addImage(attributes);
      else if (tag === 'a') {
        const href = linkAddress(attributes['href']);
        if (href !== undefined) openInline(tag, { kind: 'link', href });
      } else if (tag === 'sup' || tag === 'sub') openInline(tag);
      else if (tag === 'rt') say('(');
      else if (tag === 'badge') say(attributes['text'] ?? '');
      else {
        const kind = INLINE.get(tag);
        if (kind !== undefined) openInline(tag, { kind });
        else if (isKnownTag(tag) && !PLAIN.has(tag)) openBlock(tag, attributes);
      }
    },
    close(name) {
      const tag = name.toLowerCase();
      const open = inline.findLast((candidate) => candidate.tag === tag);
      if (isSkipping()) {
        if (stack.findLast(({ skips }) => skips === true)?.tag === tag) stack.pop();
      } else if (open !== undefined) {
        closeInlineTag(open);
        if (!INLINE.has(tag) && !['a', 'sup', 'sub'].includes(tag)) endLeaf();
      } else if (tag === 'rt') say(')');
      else if (tag === 'th') closeTo('td');
      else if (CONTAINERS.has(tag) || /^h[1-6]$/.test(tag) || ['dl', 'details', 'summary'].includes(tag)) {
        if (tag === 'details' && innermost('details') === undefined) closeTo('note');
        else closeTo(tag);
      } else if (isKnownTag(tag) && !PLAIN.has(tag)) {
        if (isInLine()) pendingSpace = leaf !== undefined;
        else endLeaf();
      }
    },
    text: say,
    code(code, language) {
      const content = code.replace(/^\n|\s+$/g, '');
      if (content.trim() === '' || isSkipping()) return;
      if (isInLine()) {
        say(content);
        return;
      }
      endLeaf();
      beginLeaf();
      const start = text.length;
      text += content;
      addSpan({ kind: 'pre', start, end: text.length, ...(language === undefined ? {} : { language }) });
      leaf = undefined;
      addUnit({ kind: 'code', start, end: text.length });
      flushIfOutside();
    },
    note(label) {
      openBlock('note', {});
      if (label === '') return;
      openInline('label', { kind: 'strong' });
      say(label);
      endLeaf();
      inline = inline.filter(({ tag }) => tag !== 'label');
    },
    task(checked) {
      const item = innermost('li');
      if (item?.item === undefined || item.start !== undefined) return;
      item.item.checked = checked;
      item.prefix = checked ? '☑ ' : '☐ ';
    },
    anchor: (name) => (anchor = name),
    atLine: (at) => (line = at),
    inlineDepth: () => inline.length,
    closeInline: (depth) => {
      inline = inline.slice(0, depth);
    },
    finish() {
      endLeaf();
      while (stack.length > 0) closeBlock(stack.at(-1)!);
      endLeaf();
      return blocks;
    },
  };

  function addImage({ src, alt = '' }: Attributes): void {
    const address = linkAddress(src);
    const shown = alt.trim() || (address === undefined ? '' : NO_CAPTION);
    if (shown === '') return;
    beginLeaf();
    const start = text.length;
    text += shown;
    if (address !== undefined) addSpan({ kind: 'image', src: address, start, end: text.length });
  }
}
