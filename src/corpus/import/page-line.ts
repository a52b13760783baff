// A saved page as a flat list of lines, whatever it was saved as: plain text, HTML or Markdown.
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { markdownBlocks } from '../markdown.ts';

/** `heading` and `text` are sure (the page's markup says so); `unknown` lines come from plain text and must be guessed. */
export type PageLine = {
  kind: 'heading' | 'text' | 'unknown';
  /** 1–6 for headings of a page with markup. */
  level: number;
  text: string;
  /** Line of the saved file, from 1. */
  line: number;
  /** Whether the line was set in; plain text only. */
  indented: boolean;
};

export type PageFormat = 'text' | 'html' | 'markdown';

/** The lines of a page, and what its head says. */
export type Page = { format: PageFormat; lines: PageLine[]; title?: string; source?: string };

/** Tells the format by the file's name, then by its content. */
export function detectFormat(fileName: string, text: string): PageFormat {
  if (/\.html?$/i.test(fileName) || /^\s*<(?:!doctype|html|head|body)\b/i.test(text)) return 'html';
  return /\.(?:md|markdown)$/i.test(fileName) ? 'markdown' : 'text';
}

/** Cuts a saved page into lines. White space (full-width included) around a line is dropped, inside it is kept. */
export function readPage(fileName: string, text: string): Page {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const format = detectFormat(fileName, clean);
  switch (format) {
    case 'html':
      return readHtml(clean);
    case 'markdown':
      return { format, lines: readMarkdown(clean) };
    case 'text':
      return { format, lines: readText(clean) };
  }
}

function readText(text: string): PageLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    return line === ''
      ? []
      : [{ kind: 'unknown' as const, level: 0, text: line, line: index + 1, indented: /^\s/.test(raw) }];
  });
}

function readMarkdown(text: string): PageLine[] {
  return markdownBlocks(text).map((block) => ({
    kind: block.kind,
    level: block.kind === 'heading' ? block.level : 0,
    text: block.text,
    line: block.line + 1,
    indented: false,
  }));
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
  'address article aside blockquote body center dd div dl dt fieldset figcaption figure header hr li main ol p pre section table tbody td th thead tr ul'.split(
    ' ',
  ),
);

function readHtml(text: string): Page {
  const page: Page = { format: 'html', lines: [] };
  let buffer = '';
  let bufferLine = 1;
  const flush = (kind: PageLine['kind'], level = 0): void => {
    // HTML folds white space, line breaks included; only <br> breaks a line.
    for (const part of buffer.split('\u0000')) {
      const line = part.replace(/[ \t\n\f\u00a0\u3000]+/g, ' ').trim();
      if (line !== '') page.lines.push({ kind, level, text: line, line: bufferLine, indented: false });
    }
    buffer = '';
  };
  const walk = (node: HtmlNode): void => {
    if (node.nodeName === '#text' && 'value' in node) {
      if (buffer.trim() === '') bufferLine = node.sourceCodeLocation?.startLine ?? bufferLine;
      buffer += node.value;
      return;
    }
    const name = node.nodeName;
    if (SKIPPED.has(name)) return;
    const children = 'childNodes' in node ? node.childNodes : [];
    if (name === 'head') {
      readHead(children, page);
    } else if (name === 'br') {
      buffer += '\u0000';
    } else if (/^h[1-6]$/.test(name)) {
      flush('text');
      children.forEach(walk);
      flush('heading', Number(name.slice(1)));
    } else if (BLOCKS.has(name)) {
      flush('text');
      if (name === 'li') buffer = '- ';
      children.forEach(walk);
      if (/^[-\s]*$/.test(buffer)) buffer = '';
      flush('text');
    } else {
      children.forEach(walk);
    }
  };
  walk(parse(text, { sourceCodeLocationInfo: true }));
  flush('text');
  return page;
}

function readHead(nodes: readonly HtmlNode[], page: Page): void {
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
