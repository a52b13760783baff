// One tag of Telegram's HTML. Its parser is not that of browsers: every unknown tag is an error, and offsets are in bytes.
import { badRequest, type Refusal } from './refusal.ts';

export type StartTag = { name: string; argument: string; end: number };

const NAMES = new Set(
  'a b strong i em s strike del u ins tg-spoiler tg-emoji span pre code blockquote'.split(' '),
);
/** The meaningful attribute of a tag; all others are parsed and ignored. */
const ARGUMENTS: Record<string, string> = { a: 'href', code: 'class', span: 'class', 'tg-emoji': 'emoji-id' };
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The end of the text counts as a space: an unfinished tag ends there. */
const isSpace = (char: string | undefined): boolean => char === undefined || /[ \t\r\n\0\v]/.test(char);

export function cannotParse(reason: string): Refusal {
  return badRequest(`can't parse entities: ${reason}`);
}

export function byteOffset(html: string, index: number): number {
  return Buffer.byteLength(html.slice(0, index));
}

/** The character of an HTML entity at `&`, and where it ends; undefined for a mere ampersand. */
export function characterReference(html: string, at: number): { text: string; end: number } | undefined {
  const found = /^&(?:#x([\da-f]{1,7})|#(\d{1,8})|([a-z]+));?/i.exec(html.slice(at, at + 32));
  if (found === null) return undefined;
  const [whole, hex, decimal, name] = found;
  const end = at + whole.length;
  if (name !== undefined) {
    const text = NAMED[name];
    return text === undefined ? undefined : { text, end };
  }
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code === 0 || code >= 0x10_ff_ff ? undefined : { text: String.fromCodePoint(code), end };
}

/** Reads the start tag whose `<` is at `at`; `end` is the index after its `>`. @throws Refusal */
export function readStartTag(html: string, at: number): StartTag {
  const place = `at byte offset ${byteOffset(html, at)}`;
  let i = at + 1;
  while (!isSpace(html[i]) && html[i] !== '>') i++;
  if (i >= html.length) throw cannotParse(`Unclosed start tag ${place}`);
  const name = html.slice(at + 1, i).toLowerCase();
  if (!NAMES.has(name)) throw cannotParse(`Unsupported start tag "${name}" ${place}`);

  let argument = '';
  for (;;) {
    while (i < html.length && isSpace(html[i])) i++;
    if (html[i] === '>') break;
    const begin = i;
    while (!isSpace(html[i]) && !/[=>/"']/.test(html[i] ?? '')) i++;
    const attribute = html.slice(begin, i).toLowerCase();
    if (attribute === '') {
      throw cannotParse(
        i >= html.length
          ? `Unclosed start tag "${name}" ${place}`
          : `Empty attribute name in the tag "${name}" ${place}`,
      );
    }
    while (i < html.length && isSpace(html[i])) i++;
    if (html[i] !== '=') {
      if (name === 'blockquote' && attribute === 'expandable') argument = 'expandable';
      continue;
    }
    i++;
    while (i < html.length && isSpace(html[i])) i++;
    if (i >= html.length) throw cannotParse(`Unclosed start tag "${name}" ${place}`);
    const value = readValue(html, i);
    i = value.end;
    if (i >= html.length) throw cannotParse(`Unclosed start tag ${place}`);
    if (name === 'blockquote' && attribute === 'expandable') argument = 'expandable';
    else if (ARGUMENTS[name] === attribute) argument = argumentOf(name, value.text, argument);
  }
  if (name === 'span' && argument !== 'spoiler')
    throw cannotParse(`Tag "span" must have class "tg-spoiler" ${place}`);
  return { name, argument, end: i + 1 };
}

function argumentOf(name: string, value: string, previous: string): string {
  if (name === 'code') return value.startsWith('language-') ? value.slice('language-'.length) : previous;
  if (name === 'span') return value.startsWith('tg-') ? value.slice('tg-'.length) : previous;
  return value;
}

function readValue(html: string, at: number): { text: string; end: number } {
  const quote = html[at];
  let i = at;
  if (quote !== '"' && quote !== "'") {
    while (/[\da-z.-]/i.test(html[i] ?? '')) i++;
    if (!isSpace(html[i]) && html[i] !== '>')
      throw cannotParse(`Unexpected end of name token at byte offset ${byteOffset(html, at)}`);
    return { text: html.slice(at, i).toLowerCase(), end: i };
  }
  let text = '';
  i++;
  while (i < html.length && html[i] !== quote) {
    const reference = html[i] === '&' ? characterReference(html, i) : undefined;
    text += reference?.text ?? html[i] ?? '';
    i = reference?.end ?? i + 1;
  }
  return { text, end: i < html.length ? i + 1 : i };
}

/** Reads the end tag whose `<` is at `at`. @throws Refusal */
export function readEndTag(html: string, at: number): { name: string; end: number } {
  let i = at + 2;
  while (!isSpace(html[i]) && html[i] !== '>') i++;
  const name = html.slice(at + 2, i).toLowerCase();
  while (i < html.length && isSpace(html[i])) i++;
  if (html[i] !== '>') throw cannotParse(`Unclosed end tag at byte offset ${byteOffset(html, at)}`);
  return { name, end: i + 1 };
}
