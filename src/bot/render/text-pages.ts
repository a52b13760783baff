// Cuts long texts into pages before they are rendered: a cut in HTML would break tags. A page ends between units; only
// a unit that is longer than a page is cut, at a line or a sentence.
import type { ShapedText, Unit } from '../../corpus/shape.ts';
import { CLAUSE_END, onCharacterBoundary } from '../../text/cuts.ts';
import { type Range, splitSentences } from '../../text/sentences.ts';
import type { Translate } from '../../locales/translations.ts';
import { MAX_MESSAGE } from '../limits.ts';
import { escapeHtml, MAX_ADDRESSES, type ShownSpan } from './html.ts';

/** Text of one page, in UTF-16 units; leaves room for addresses, and for title, heading path and date, at most 160 each. */
export const MAX_PAGE = MAX_MESSAGE - MAX_ADDRESSES - 696;

/** `start`: where its text begins in the whole. */
export type Page = { text: string; spans: ShownSpan[]; start: number };

/**
 * Pages of a text of at most `maxLength` UTF-16 units each, of about even length; joining them gives the text but for
 * white space between them. An empty text has one empty page.
 */
export function pagesOf({ text, units, spans }: ShapedText, maxLength: number): Page[] {
  const target = text.length / Math.max(1, Math.ceil(text.length / maxLength));
  const ranges: Range[] = [];
  for (const piece of piecesOf(text, units, { start: 0, end: text.length }, maxLength)) {
    const last = ranges.at(-1);
    const size = last === undefined ? 0 : last.end - last.start;
    const grown = size + piece.end - piece.start;
    const isFiller = size < target / 4 || Math.abs(grown - target) <= Math.abs(size - target);
    const isRest = text.length - piece.start < target / 4;
    if (last !== undefined && grown <= maxLength && (isFiller || isRest)) last.end = piece.end;
    else ranges.push({ ...piece });
  }
  const shown: ShownSpan[] = [...quotesOf(units), ...spans];
  return ranges.map(({ start, end }) => {
    const page = text.slice(start, end);
    // Blanks before the first line are the indentation of code or of a nested item.
    const begin = start + (/^(?:[^\S\n]*\n)+/.exec(page)?.[0].length ?? 0);
    const range = { start: begin, end: start + page.trimEnd().length };
    return { text: text.slice(range.start, range.end), spans: clipped(shown, range), start: range.start };
  });
}

/** The first units of a text that fit, or the first sentences; `isCut` if text follows. */
export function beginningOf(
  { text, units, spans }: ShapedText,
  max: number,
): Omit<Page, 'start'> & { isCut: boolean } {
  const pieces = piecesOf(text, units, { start: 0, end: text.length }, max);
  const tooFar = pieces.find((piece) => piece.end > max);
  let end = tooFar?.start ?? text.length;
  if (tooFar !== undefined && end < max / 2) {
    const begin = end;
    const sentences = splitSentences(text.slice(begin, begin + 2 * max)).filter(
      (sentence) => begin + sentence.end <= max,
    );
    end = begin + (sentences.at(-1)?.end ?? 0);
  }
  if (end === 0) end = onCharacterBoundary(text, Math.min(max, text.length));
  const range = { start: 0, end: text.slice(0, end).trimEnd().length };
  const shown: ShownSpan[] = [...quotesOf(units), ...spans];
  return { text: text.slice(0, range.end), spans: clipped(shown, range), isCut: end < text.length };
}

function clipped(spans: readonly ShownSpan[], { start, end }: Range): ShownSpan[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({
      ...span,
      start: Math.max(span.start, start) - start,
      end: Math.min(span.end, end) - start,
    }));
}

/** One of several pages, and its number; numbers beyond the last mean the last. @throws RangeError if there is none */
export function pageAt<P>(pages: readonly P[], wanted: number): { shown: P; page: number } {
  const page = Math.max(0, Math.min(wanted, pages.length - 1));
  const shown = pages[page];
  if (shown === undefined) throw new RangeError('there are no pages');
  return { shown, page };
}

export function pageNumber(page: number, count: number, t: Translate): string {
  return count < 2 ? '' : ` · ${escapeHtml(t('page-number', { page: page + 1, count }))}`;
}

/** Pieces of a part of the text that pages are made of: whole units, as far as they fit. */
function piecesOf(text: string, units: readonly Unit[], range: Range, max: number): Range[] {
  // What stands before the first unit, such as a list marker, belongs to it.
  const starts = [range.start, ...units.slice(1).map(({ start }) => lineStart(text, start)), range.end];
  return starts.slice(0, -1).flatMap((start, i) => {
    const own = { start, end: starts[i + 1] ?? range.end };
    const unit = units[i];
    const inner = unit !== undefined && 'units' in unit ? unit.units : [];
    const isWhole = own.end - start <= max && unit?.kind !== 'list' && unit?.kind !== 'table';
    if (isWhole) return [own];
    return inner.length > 0
      ? piecesOf(text, inner, own, max)
      : linesOf(text, own, max, unit?.kind === 'code');
  });
}

/** Where the indentation before a unit begins. */
function lineStart(text: string, at: number): number {
  return at - (/[^\S\n]*$/.exec(text.slice(Math.max(0, at - 100), at))?.[0].length ?? 0);
}

/** A paragraph or a code block that is longer than a page, in lines or sentences. */
function linesOf(text: string, range: Range, max: number, isCode: boolean): Range[] {
  const own = text.slice(range.start, range.end);
  const ends = isCode
    ? [...own.matchAll(/\n|$/g)].map(({ index }) => index + 1)
    : splitSentences(own).map(({ end }) => end);
  const pieces: Range[] = [];
  let start = 0;
  for (const end of [...ends.filter((one) => one < own.length), own.length]) {
    while (end - start > max) {
      let cut = start + max;
      while (cut > start + max / 2 && !CLAUSE_END.test(own.charAt(cut - 1))) cut--;
      if (cut <= start + max / 2) cut = Math.max(start + 1, onCharacterBoundary(own, start + max));
      pieces.push({ start: range.start + start, end: range.start + cut });
      start = cut;
    }
    if (end > start) pieces.push({ start: range.start + start, end: range.start + end });
    start = end;
  }
  return pieces;
}

/** The outermost quotations and remarks; Telegram's quotations do not nest. */
function quotesOf(units: readonly Unit[]): ShownSpan[] {
  return units.flatMap((unit): ShownSpan[] => {
    if (unit.kind === 'quote' || unit.kind === 'note')
      return [{ kind: 'quote', start: unit.start, end: unit.end }];
    return 'units' in unit ? quotesOf(unit.units) : [];
  });
}
