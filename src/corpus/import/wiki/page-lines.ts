// A page as a flat list of lines, for the wiki's own form and for plain text, where the lines around one say what it is.
import { escapeMarkdown } from '../escape-markdown.ts';
import { type PageMark, readMark } from './page-marks.ts';

/** `heading` and `text` are certain, from the page's markup; `unknown` lines must be guessed. */
export type PageLine = {
  kind: 'heading' | 'text' | 'unknown';
  /** 1–6 for headings of a page with markup. */
  level: number;
  /** The words, without the marks of a heading or of a paragraph that is bold as a whole. */
  text: string;
  /** As Markdown: `text` for a heading, a paragraph for all else. */
  markdown: string;
  /** Line in the saved file, from 1; undefined for HTML. */
  line?: number;
  /** What the words alone say about the line. */
  mark: PageMark | undefined;
};

/** The lines of a plain text. White space (full-width included) around a line is dropped, inside it is kept. */
export function textLines(page: string): PageLine[] {
  return page.split('\n').flatMap((raw, index) => {
    const text = raw.trim();
    if (text === '') return [];
    const marker = /^(?:-|\d{1,3}\.) /.exec(text)?.[0] ?? '';
    return [
      {
        kind: 'unknown',
        level: 0,
        text,
        // An item that Markdown would write in the same way is one.
        markdown: marker + escapeMarkdown(text.slice(marker.length)),
        line: index + 1,
        mark: readMark(text),
      },
    ];
  });
}

const HEADING = /^(#{1,6})\s+(.*?)(?:\s+#+)?$/;
const BOLD = /^\*\*([^*]+)\*\*$/;
const LIST_ITEM = /^\s*(?:[-+*]|\d+[.)]) /;
const BLOCK_START = /^(?:[-+*>|] |\d+[.)] |```|~~~|!\[|\|)/;

/**
 * The lines of Markdown: headings, and blocks, which lists, tables and code keep whole. Where the text has no headings of
 * its own besides the wiki's marks, a short paragraph may be one.
 */
export function markdownLines(markdown: string): PageLine[] {
  const lines = markdownBlocks(markdown).flatMap(linesOfBlock);
  const markLevel = Math.min(
    6,
    ...lines.flatMap(({ kind, level, mark }) => (kind === 'heading' && mark?.kind === 'part' ? [level] : [])),
  );
  const hasHeadings = lines.some(
    ({ kind, level, mark }) => kind === 'heading' && mark === undefined && level > markLevel,
  );
  return lines.map((line) =>
    line.kind === 'unknown' && hasHeadings && !BOLD.test(line.markdown) ? { ...line, kind: 'text' } : line,
  );
}

function linesOfBlock(block: string): PageLine[] {
  const [, marks, heading] = HEADING.exec(block) ?? [];
  if (marks !== undefined && heading !== undefined)
    return [
      {
        kind: 'heading',
        level: marks.length,
        text: plainWords(heading),
        markdown: heading,
        mark: readMark(plainWords(heading)),
      },
    ];
  const items = block.split('\n');
  if (items.every((item) => LIST_ITEM.test(item)))
    return items.map((item) => ({
      kind: 'text',
      level: 0,
      text: plainWords(item),
      markdown: item,
      mark: undefined,
    }));
  if (BLOCK_START.test(block))
    return [{ kind: 'text', level: 0, text: block, markdown: block, mark: undefined }];
  return block.split(/(?: {2}|\\)\n/).map((markdown) => {
    const text = plainWords(BOLD.exec(markdown)?.[1] ?? markdown);
    return { kind: 'unknown', level: 0, text, markdown, mark: readMark(text) };
  });
}

/** Blocks of Markdown between empty lines; a fence is one block. */
function markdownBlocks(markdown: string): string[] {
  const blocks: string[][] = [[]];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const marks = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = marks;
    else if (marks?.startsWith(fence) === true) fence = undefined;
    if (fence === undefined && (line.trim() === '' || HEADING.test(line))) blocks.push([]);
    blocks.at(-1)?.push(line);
    if (fence === undefined && HEADING.test(line)) blocks.push([]);
  }
  return blocks
    .map((lines) => lines.join('\n').replace(/^\n+|\s+$/g, ''))
    .filter((block) => block.trim() !== '');
}

/** The words of a line of Markdown without escapes and links. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}
