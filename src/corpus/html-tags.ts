// The tags in a piece of HTML that stands inside Markdown, one after the other. Nothing is checked for balance: the
// reader of the tags forgives what does not close.
import { decodeHTML } from 'entities';

export type HtmlPiece =
  | { kind: 'open'; name: string; attributes: Record<string, string>; selfClosing: boolean; raw: string }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

// Comments, declarations, scripts and styles with their content, then tags. Every alternative begins with `<`, and no part of one can match in two ways.
const TAG =
  /<!--[^]*?(?:-->|$)|<[!?][^>]*>|<(?:script|style)\b[^>]*>[^]*?(?:<\/(?:script|style)\s*>|$)|<(\/?)([a-z][\w:.-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The tags and the text between them, entities decoded; comments and scripts are left out. */
export function* htmlPieces(html: string): Generator<HtmlPiece> {
  let at = 0;
  for (const match of html.matchAll(TAG)) {
    if (match.index > at) yield { kind: 'text', text: decodeHTML(html.slice(at, match.index)) };
    at = match.index + match[0].length;
    const [raw, slash, name, attributes = '', selfClosing] = match;
    if (name === undefined) continue;
    if (slash === '/') yield { kind: 'close', name };
    else
      yield {
        kind: 'open',
        name,
        attributes: readAttributes(attributes),
        selfClosing: selfClosing === '/',
        raw,
      };
  }
  if (at < html.length) yield { kind: 'text', text: decodeHTML(html.slice(at)) };
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of text.matchAll(ATTRIBUTE))
    attributes[name.toLowerCase()] = decodeHTML(double ?? single ?? bare ?? '');
  return attributes;
}
