// The fixed words of a wiki page, read leniently: full- or half-width, with or without colon and blanks, traditional or
// simplified.
import { normalise } from '../../../text/normal-form.ts';
import { type DateLine, readDateLine } from '../page-date.ts';

/** What the words of a line alone say about it. */
export type PageMark =
  | { kind: 'breadcrumb' }
  | { kind: 'part'; name: string }
  | { kind: 'list'; name: 'latest' | 'related' }
  | { kind: 'meta'; dated: Dated };
export type Dated = Omit<DateLine, 'labelled'>;

const MARKS = new Map<string, PageMark>([
  ['基本释义', { kind: 'part', name: '基本释义' }],
  ['详细释义', { kind: 'part', name: '详细释义' }],
  ['最新文章', { kind: 'list', name: 'latest' }],
  ['最新专题', { kind: 'list', name: 'latest' }],
  ['相关专题', { kind: 'list', name: 'related' }],
  ['相关文章', { kind: 'list', name: 'related' }],
]);

/** Reads a line as a fixed part of the page; undefined for everything else. */
export function readMark(text: string): PageMark | undefined {
  const line = normalise(text);
  if (/^(?:当前|您的)?位置\s*:.*[>›»]/.test(line)) return { kind: 'breadcrumb' };
  const mark = MARKS.get(line.replace(/[\s:#*·【】\[\]-]+/g, ''));
  if (mark !== undefined) return mark;
  const { labelled, ...dated } = readDateLine(text) ?? {};
  return labelled === undefined ? undefined : { kind: 'meta', dated };
}
