// A saved page (plain text, HTML or Markdown) as a flat list of lines.
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { type FrontMatter, readFrontMatter, unifyLineEnds } from '../front-matter.ts';
import { plainBlocks } from './plain-blocks.ts';

/**
 * `heading` and `text` are certain, from the page's markup; `unknown` lines come from plain text and must be guessed.
 */
export type PageLine = {
  kind: 'heading' | 'text' | 'unknown';
  /** 1–6 for headings of a page with markup. */
  level: number;
  text: string;
  /** Line in the saved file, from 1. */
  line: number;
};

export type PageFormat = 'text' | 'html' | 'markdown';

/** The lines of a page, and the data of its head. */
export type Page = {
  format: PageFormat;
  lines: PageLine[];
  /** Name of the file without its extension: the last resort for a title. */
  name: string;
  title?: string;
  source?: string;
  /** The front matter of a Markdown page. */
  head?: Partial<FrontMatter>;
};

/** Recognises the format by the file's name, then by its content. */
function detectFormat(fileName: string, text: string): PageFormat {
  if (/\.html?$/i.test(fileName) || /^\s*<(?:!doctype|html|head|body)\b/i.test(text)) return 'html';
  return /\.(?:md|markdown)$/i.test(fileName) ? 'markdown' : 'text';
}

/** Cuts a saved page into lines. White space (full-width included) around a line is dropped, inside it is kept. */
export function readPage(fileName: string, text: string): Page {
  const clean = unifyLineEnds(text);
  const format = detectFormat(fileName, clean);
  const name = fileName.replace(/\.[^.]*$/, '');
  switch (format) {
    case 'html':
      return { ...readHtml(clean), name };
    case 'markdown':
      return { format, name, ...readMarkdown(fileName, clean) };
    case 'text':
      return { format, name, lines: readText(clean) };
  }
}

function readText(text: string): PageLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    return line === '' ? [] : [{ kind: 'unknown' as const, level: 0, text: line, line: index + 1 }];
  });
}

function readMarkdown(fileName: string, text: string): Pick<Page, 'lines' | 'head'> {
  const { values, body, bodyLine } = /^---[ \t]*\n/.test(text)
    ? readFrontMatter(fileName, text)
    : { values: {}, body: text, bodyLine: 0 };
  const lines: PageLine[] = plainBlocks(body).map((block) => ({
    kind: block.kind,
    level: block.kind === 'heading' ? block.level : 0,
    text: block.text,
    line: bodyLine + block.line + 1,
  }));
  return { lines, head: values };
}

type HtmlNode = DefaultTreeAdapterTypes.Node;

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'nav',
  'footer',
  'form',
  'button',
  'select',
  'iframe',
]);
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figcaption figure header hr li main ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
/** Blocks whose text is certainly not a heading; a line of any other block may be one. */
const PROSE = new Set(['p', 'li', 'tr', 'blockquote', 'dd', 'pre', 'figcaption']);
/** Links to the editor and footnote marks, which wikis put after headings and words. */
const WIKI_MARKS = /\[(?:编辑|編輯|edit|\d{1,3})\]/gi;
const LINE_BREAK = '\u0000';

function readHtml(text: string): Omit<Page, 'name'> {
  const page: Omit<Page, 'name'> = { format: 'html', lines: [] };
  let buffer = '';
  let bufferLine = 1;
  const flush = (kind: PageLine['kind'], level = 0): void => {
    // HTML folds white space, line breaks included; only <br> breaks a line.
    for (const part of buffer.split(LINE_BREAK)) {
      const line = part
        .replace(WIKI_MARKS, '')
        .replace(/[ \t\n\f\u00a0\u3000]+/g, ' ')
        .trim();
      if (/[^-\s|]/.test(line)) page.lines.push({ kind, level, text: line, line: bufferLine });
    }
    buffer = '';
  };
  /** @param block the nearest block around the node; `number` counts the items of an ordered list */
  const walk = (node: HtmlNode, block: string, list: { number: number } | undefined): void => {
    if (node.nodeName === '#text' && 'value' in node) {
      if (buffer.trim() === '') bufferLine = node.sourceCodeLocation?.startLine ?? bufferLine;
      buffer += node.value;
      return;
    }
    const name = node.nodeName;
    if (SKIPPED.has(name)) return;
    const children = 'childNodes' in node ? node.childNodes : [];
    const inside = (within: string, items = list): void => {
      for (const child of children) walk(child, within, items);
    };
    if (name === 'head') {
      readHead(children, page);
    } else if (name === 'br') {
      buffer += LINE_BREAK;
    } else if (name === 'td' || name === 'th') {
      if (buffer.trim() !== '') buffer += ' | ';
      inside(block);
    } else if (/^h[1-6]$/.test(name)) {
      flush(kindIn(block));
      inside(block);
      flush('heading', Number(name.slice(1)));
    } else if (BLOCKS.has(name)) {
      flush(kindIn(block));
      if (name === 'li') buffer = list === undefined ? '- ' : `${++list.number}. `;
      inside(name, name === 'ol' ? { number: 0 } : name === 'ul' ? undefined : list);
      flush(isBold(node) ? 'unknown' : kindIn(name));
    } else {
      inside(block);
    }
  };
  walk(parse(text, { sourceCodeLocationInfo: true }), 'body', undefined);
  flush('unknown');
  return page;
}

function kindIn(block: string): PageLine['kind'] {
  return PROSE.has(block) ? 'text' : 'unknown';
}

/** A paragraph that is entirely bold: often a heading without its tag. */
function isBold(node: HtmlNode): boolean {
  if (node.nodeName !== 'p' || !('childNodes' in node)) return false;
  const parts = node.childNodes.filter((child) => !('value' in child && child.value.trim() === ''));
  return parts.length === 1 && /^(?:strong|b)$/.test(parts[0]?.nodeName ?? '');
}

function readHead(nodes: readonly HtmlNode[], page: Omit<Page, 'name'>): void {
  for (const node of nodes) {
    if (!('attrs' in node)) continue;
    const attribute = (name: string): string =>
      node.attrs.find((entry) => entry.name === name)?.value.trim() ?? '';
    if (node.nodeName === 'title') {
      const title = node.childNodes
        .map((child) => ('value' in child ? child.value : ''))
        .join('')
        .trim();
      if (title !== '') page.title = title;
    } else if (
      node.nodeName === 'link' &&
      attribute('rel') === 'canonical' &&
      URL.canParse(attribute('href'))
    ) {
      page.source = attribute('href');
    }
  }
}
