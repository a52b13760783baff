// HTML and XML as template literals that escape their values. Our own tag wraps Hono's: it accepts no promises, so that
// a page is a plain value.
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Text that is safe in a page. */
export type Markup = HtmlEscapedString;
/** The values of a template; undefined and false write nothing. */
export type Insert = string | number | undefined | false | Markup | readonly Insert[];

/** A piece of a page; string values are escaped, `markup` values are not escaped again. */
export function markup(strings: TemplateStringsArray, ...inserts: Insert[]): Markup {
  // Hono returns a promise only if it is given one.
  return html(strings, ...inserts.map(wellFormed)) as Markup;
}

/** Marks HTML from a renderer that escapes by itself as safe. */
export function trusted(htmlText: string): Markup {
  return raw(htmlText);
}

/** Control characters, which no page shows and XML does not allow. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function wellFormed(insert: Insert): Insert {
  return typeof insert === 'string' ? insert.toWellFormed().replace(CONTROLS, '') : insert;
}
