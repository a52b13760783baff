// Writes a text with its spans, one stretch of running text after the other. What has been written is not looked at
// again before the end: looking at a growing text at every step would take quadratic time.
import type { Range } from '../text/sentences.ts';
import type { Span } from './shape.ts';
import { raiseOrLower } from './superscript.ts';
import type { SpanKind } from './tags.ts';

/** What an inline tag does to its text; `sup` and `sub` change it. */
export type InlineEffect = { kind: SpanKind } | { kind: 'link'; href: string } | { kind: 'sup' | 'sub' };

/** Without an effect of its own if one of its kind is open: emphasis within emphasis, a link within a link. */
type OpenInline = { tag: string; depth: number; start: number | undefined; effect: InlineEffect | undefined };

/** More open tags than any text needs are mistakes, and would cost time at every word. */
const MAX_OPEN = 50;

export type Written = { text: string; spans: Span[] };

export interface TextWriter {
  /** Length of what has been written (UTF-16 units). */
  position: () => number;
  /** Whether a stretch of running text is open. */
  isOpen(): boolean;
  /** Text between stretches: separators, list markers, the headers of cells. */
  between(text: string): void;
  begin(): void;
  say(text: string): void;
  /** Ends the line within the open stretch. */
  breakLine(): void;
  /** Whether a line end of the source means nothing here: Chinese text is wrapped without spaces. */
  joinsWithoutSpace(): boolean;
  /** A picture with its caption. */
  picture(caption: string, src: string | undefined): void;
  /** A whole code block. */
  code(text: string, language: string | undefined): Range;
  /** Ends the open stretch: its range without white space at the end; undefined if it is empty. */
  end(): Range | undefined;
  /** The text of the stretch that ended last. */
  lastStretch: () => string;
  /** Whether one picture is all of a stretch. */
  isPicture(range: Range): boolean;
  /** Strikes a row that is nothing but struck cells: its headers say nothing any more either. */
  strikeRow(row: Range, cells: readonly Range[]): void;
  /** @param depth of the block it is in; it ends with that block */
  openInline(tag: string, depth: number, effect: InlineEffect): void;
  /** @returns false if no such tag is open */
  closeInline(tag: string): boolean;
  /** Forgets the open inline tags beyond a number of them, or those of blocks that are deeper. */
  keepInline(kept: { count: number } | { depth: number }): void;
  inlineCount: () => number;
  /** Everything written so far, its spans in order; the next text begins at 0. */
  take(): Written;
  /** Puts back what `take` gave, before anything else is written. */
  resume(written: Written): void;
}

export function createTextWriter(): TextWriter {
  let before = '';
  /** The open stretch. */
  let own: string | undefined;
  let lastSaid = '';
  let lastStretch = '';
  let spans: Span[] = [];
  /** Index of the first span of the open stretch. */
  let firstSpan = 0;
  let inline: OpenInline[] = [];

  const position = (): number => before.length + (own?.length ?? 0);
  const addSpan = (span: Span): void => {
    if (span.end > span.start) spans.push(span);
  };

  function finishInline({ start, effect }: OpenInline): void {
    if (start === undefined || own === undefined || effect === undefined) return;
    if (effect.kind === 'sup' || effect.kind === 'sub') {
      const at = start - before.length;
      const changed = raiseOrLower(own.slice(at), effect.kind);
      if (changed !== own.slice(at)) spans = spans.filter(({ end }) => end <= start);
      own = own.slice(0, at) + changed;
    } else if (effect.kind === 'link') addSpan({ kind: 'link', href: effect.href, start, end: position() });
    else addSpan({ kind: effect.kind, start, end: position() });
  }

  return {
    position,
    isOpen: () => own !== undefined,
    between: (text) => (before += text),
    begin() {
      own = '';
      firstSpan = spans.length;
      for (const open of inline) open.start = before.length;
    },
    say(text) {
      own = (own ?? '') + text;
      lastSaid = text;
    },
    breakLine() {
      if (own !== undefined) own += '\n';
    },
    joinsWithoutSpace: () =>
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；：、“”（）《》…—]$/u.test(lastSaid),
    picture(caption, src) {
      const start = position();
      own = (own ?? '') + caption;
      if (src !== undefined) addSpan({ kind: 'image', src, start, end: position() });
    },
    code(text, language) {
      const range = { start: before.length, end: before.length + text.length };
      before += text;
      addSpan({ kind: 'pre', ...range, ...(language === undefined ? {} : { language }) });
      return range;
    },
    end() {
      if (own === undefined) return undefined;
      const start = before.length;
      own = own.trimEnd();
      for (const open of inline) {
        finishInline(open);
        open.start = undefined;
      }
      const end = position();
      // Spans may end in the white space that was cut off.
      for (let i = spans.length - 1; i >= firstSpan; i--) {
        const span = spans[i];
        if (span === undefined || span.end <= end) continue;
        span.end = end;
        if (span.start >= end) spans.splice(i, 1);
      }
      before += own;
      lastStretch = own;
      own = undefined;
      return end > start ? { start, end } : undefined;
    },
    lastStretch: () => lastStretch,
    isPicture: ({ start, end }) =>
      spans
        .slice(firstSpan)
        .some((span) => span.kind === 'image' && span.start === start && span.end === end),
    strikeRow(row, cells) {
      const first = spans.findLastIndex(({ end }) => end <= row.start) + 1;
      const struck = spans.slice(first).filter(({ kind }) => kind === 'struck');
      const isStruck = (cell: Range): boolean =>
        struck.some(({ start, end }) => start <= cell.start && end >= cell.end);
      const filled = cells.filter(({ start, end }) => end > start);
      if (struck.length === 0 || !filled.every(isStruck)) return;
      spans = spans.filter((span) => !struck.includes(span));
      addSpan({ kind: 'struck', ...row });
    },
    openInline(tag, depth, effect) {
      if (inline.length >= MAX_OPEN) return;
      const isRepeated = inline.some((open) => open.effect?.kind === effect.kind);
      const start = own === undefined ? undefined : position();
      inline.push({ tag, depth, effect: isRepeated ? undefined : effect, start });
    },
    closeInline(tag) {
      const at = inline.findLastIndex((open) => open.tag === tag);
      const open = inline[at];
      if (open === undefined) return false;
      finishInline(open);
      inline.splice(at, 1);
      return true;
    },
    keepInline(kept) {
      inline =
        'count' in kept ? inline.slice(0, kept.count) : inline.filter(({ depth }) => depth <= kept.depth);
    },
    inlineCount: () => inline.length,
    take() {
      spans.sort((a, b) => a.start - b.start || b.end - a.end);
      const written = { text: before + (own ?? ''), spans };
      [before, own, spans, firstSpan] = ['', undefined, [], 0];
      return written;
    },
    resume(written) {
      ({ text: before, spans } = written);
      own = undefined;
    },
  };
}
