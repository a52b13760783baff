// Cuts long texts into pages at sentence ends, before they are rendered: a cut in HTML would break tags.
import { splitPassages } from '../../corpus/passages.ts';

/**
 * Pages of a text of at most `maxLength` UTF-16 units; joining them gives the text. An empty text has one empty page.
 */
export function pagesOf(text: string, maxLength: number): string[] {
  const ranges = splitPassages({ text, units: [] }, maxLength, ({ length }) => length);
  return ranges.length === 0 ? [''] : ranges.map(({ start, end }) => text.slice(start, end).trim());
}

/** A page and its number; numbers beyond the last mean the last. */
export function pageAt(pages: readonly string[], wanted: number): { text: string; page: number } {
  const page = Math.max(0, Math.min(wanted, pages.length - 1));
  return { text: pages[page] ?? '', page };
}
