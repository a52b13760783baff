// HTML and XML as template literals that escape whatever is put into them. A tag of our own over Hono's: it takes no
// promises, so that a page is a plain value.
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Text that is safe to stand in a page. */
export type Markup = HtmlEscapedString;
/** What may be put into a template; nothing is written for undefined and false. */
export type Insert = string | number | undefined | false | Markup | readonly Insert[];

/** A piece of a page; every string that is put in is escaped, `markup` itself is not escaped again. */
export function markup(strings: TemplateStringsArray, ...inserts: Insert[]): Markup {
  // Hono answers with a promise only when it is given one.
  return html(strings, ...inserts.map(wellFormed)) as Markup;
}

/** Marks HTML as safe that a renderer has made which escapes by itself. */
export function trusted(htmlText: string): Markup {
  return raw(htmlText);
}

/** Control characters, which no page shows and XML does not allow. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function wellFormed(insert: Insert): Insert {
  return typeof insert === 'string' ? insert.toWellFormed().replace(CONTROLS, '') : insert;
}
