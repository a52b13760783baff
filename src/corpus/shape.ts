// What the plain text of a section means, beside the text: units, which are never torn, and spans, which are shown in
// their own way. All ranges count UTF-16 units of the section's text.
//
//   text:   需要：⏎⏎- 身份证 原件⏎- 合同⏎⏎错误码：8103⏎含义：过期
//   units:  └paragraph┘ └list: item, item ─┘ └table: row ────────┘
//   spans:              └link┘
import type { Range } from '../text/sentences.ts';

/** A stretch that is shown in its own way. Spans of one text may nest and cross; none is empty. */
export type Span = Range &
  (
    | { kind: 'strong' | 'em' | 'struck' | 'mark' | 'code' }
    /** A code block, or a part of one. */
    | { kind: 'pre'; language?: string }
    /** `href`: an address as written: of the web, of mail or telephone, or of another file of the wiki. */
    | { kind: 'link'; href: string }
    /** The text is what the picture shows. `src`: an address as written. */
    | { kind: 'image'; src: string }
  );

/**
 * A unit of a section. Units of one list are in order and do not overlap; a container covers its own units. Between
 * them there is only white space, a list marker or the header of a cell.
 */
export type Unit = Range &
  (
    | { kind: 'paragraph' | 'code' }
    | { kind: 'list'; ordered: boolean; units: Unit[] }
    /** An item from its marker on, with what is nested in it. `checked`: of a task list. */
    | { kind: 'item'; number?: number; checked?: boolean; units: Unit[] }
    /** The rows are its units. `header`: the cells of the header row, empty if there is none. */
    | { kind: 'table'; header: string[]; align?: string[]; units: Unit[] }
    /** Its text is `header: cell` lines; `cells` are the ranges behind the headers, in the table's columns. */
    | { kind: 'row'; cells: Range[] }
    /** A quotation, a remark with its label, a picture with its caption. */
    | { kind: 'quote' | 'note' | 'figure'; units: Unit[] }
  );

/** Whether a span is a picture. */
export function isImage(span: Span): span is Extract<Span, { kind: 'image' }> {
  return span.kind === 'image';
}

export type Shape = { units: Unit[]; spans: Span[] };

/** A text with its shape. */
export type ShapedText = Shape & { text: string };

/** Between the two halves of a stored text; no text of Markdown has this character. */
const SEPARATOR = '\0';

/** A text and its shape as one string: the text, NUL, the shape as JSON. */
export function encodeShaped({ text, units, spans }: ShapedText): string {
  return text + SEPARATOR + JSON.stringify({ units, spans } satisfies Shape);
}

/** What `encodeShaped` gave. */
export function decodeShaped(stored: string): ShapedText {
  const end = stored.indexOf(SEPARATOR);
  const shape = JSON.parse(stored.slice(end + 1)) as Shape; // as `encodeShaped` wrote it: the file has been verified
  return { text: stored.slice(0, end), ...shape };
}

/** What can be found: the text with every struck character as a blank. */
export function searchable(shaped: Pick<ShapedText, 'text' | 'spans'>): string {
  return withBlanks(shaped, ['struck']);
}

/**
 * The text with every character in spans of some kinds as a blank, so that all ranges stay the same.
 * @param shaped with its spans in order
 */
export function withBlanks(
  { text, spans }: Pick<ShapedText, 'text' | 'spans'>,
  kinds: readonly Span['kind'][],
): string {
  let kept = '';
  for (const { kind, start, end } of spans) {
    if (!kinds.includes(kind) || end <= kept.length) continue;
    kept += text.slice(kept.length, start);
    kept += ' '.repeat(end - kept.length);
  }
  return kept + text.slice(kept.length);
}

/** The spans of a part of the text, clipped to it; their ranges count from its start. */
export function spansWithin<S extends Range>(spans: readonly S[], { start, end }: Range): S[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({
      ...span,
      start: Math.max(span.start, start) - start,
      end: Math.min(span.end, end) - start,
    }));
}

/** Joins texts with an empty line between them. Their units and spans are moved, not copied. */
export function joinShaped(texts: readonly ShapedText[]): ShapedText {
  const [first = { text: '', units: [], spans: [] }, ...others] = texts;
  for (const other of others) {
    first.text += '\n\n';
    moveShape(other, first.text.length);
    first.units.push(...other.units);
    first.spans.push(...other.spans);
    first.text += other.text;
  }
  return first;
}

/** Moves all ranges of a shape by a number of characters. */
export function moveShape({ units, spans }: Shape, offset: number): void {
  for (const unit of units) moveUnit(unit, offset);
  for (const span of spans) move(span, offset);
}

function moveUnit(unit: Unit, offset: number): void {
  move(unit, offset);
  if ('units' in unit) for (const inner of unit.units) moveUnit(inner, offset);
  if ('cells' in unit) for (const cell of unit.cells) move(cell, offset);
}

function move(range: Range, offset: number): void {
  range.start += offset;
  range.end += offset;
}
