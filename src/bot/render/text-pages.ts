// Cuts long texts into pages before they are rendered: a cut in HTML would break tags. A page ends between units; only
// a unit that is longer than a page is cut, at a line or a sentence.
import { splitPassages } from '../../corpus/passages.ts';
import { piecesOf } from '../../corpus/pieces.ts';
import { type ShapedText, spansWithin, type Unit } from '../../corpus/shape.ts';
import { onCharacterBoundary } from '../../text/cuts.ts';
import type { Range } from '../../text/sentences.ts';
import type { Translate } from '../../locales/translations.ts';
import { MAX_MESSAGE } from '../limits.ts';
import { escapeHtml, MAX_ADDRESSES, type ShownSpan } from './html.ts';

/** Text of one page, in UTF-16 units; leaves room for addresses, and for title, heading path and date, at most 160 each. */
export const MAX_PAGE = MAX_MESSAGE - MAX_ADDRESSES - 696;

/** Blanks before a nested item, at most. */
const MAX_INDENT = 100;

/** `start`: where its text begins in the whole. */
export type Page = { text: string; spans: ShownSpan[]; start: number };

/**
 * Pages of a text of at most `maxLength` UTF-16 units each, of about even length; joining them gives the text but for
 * white space between them. An empty text has one empty page.
 */
export function pagesOf(section: ShapedText, maxLength: number): Page[] {
  const ranges = splitPassages(section, maxLength);
  return (ranges.length === 0 ? [{ start: 0, end: 0 }] : ranges).map((range) =>
    pageOf(section, range, maxLength),
  );
}

/** The first units of a text that fit, or the first sentences; `isCut` if text follows. */
export function beginningOf(section: ShapedText, max: number): Page & { isCut: boolean } {
  const { text } = section;
  const all = { start: 0, end: text.length };
  // A unit of half the room is taken in part rather than not at all.
  const pieces = piecesOf(section, all, ({ start, end }) => end - start <= max / 2);
  const fitting = pieces.filter((piece) => piece.end <= max);
  const end = fitting.at(-1)?.end ?? onCharacterBoundary(text, Math.min(max, text.length));
  return { ...pageOf(section, { start: 0, end }, max), isCut: text.slice(end).trim() !== '' };
}

function pageOf({ text, units, spans }: ShapedText, { start, end }: Range, max: number): Page {
  // The indentation of a nested item stands before its marker.
  const [, indent = ''] = /\n([^\S\n]*)$/.exec(text.slice(Math.max(0, start - MAX_INDENT), start)) ?? [];
  const length = text.slice(start, end).trimEnd().length;
  const range = { start: start - (length + indent.length <= max ? indent.length : 0), end: start + length };
  const shown: ShownSpan[] = [...quotesOf(units), ...spans];
  return { text: text.slice(range.start, range.end), spans: spansWithin(shown, range), start: range.start };
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

/** The outermost quotations and remarks; Telegram's quotations do not nest. */
function quotesOf(units: readonly Unit[]): ShownSpan[] {
  return units.flatMap((unit): ShownSpan[] => {
    if (unit.kind === 'quote' || unit.kind === 'note')
      return [{ kind: 'quote', start: unit.start, end: unit.end }];
    return 'units' in unit ? quotesOf(unit.units) : [];
  });
}
