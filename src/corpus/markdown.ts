// Markdown to headings and plain text. markdown-it finds the blocks (code fences, lists, tables, setext headings);
// inline markup is dropped and the words are kept, because readers see the text itself, letter for letter.
import MarkdownIt, { type Token } from 'markdown-it';

/** A block of a page: a heading with its level (1–6), or text that belongs under the last heading. `line` counts from 0. */
export type Block =
  | { kind: 'heading'; level: number; text: string; line: number }
  | { kind: 'text'; text: string; line: number };

const parser = new MarkdownIt('default', { html: true, linkify: false, typographer: false });

/** Cuts Markdown into headings and text blocks; list items become lines beginning with `- ` or their number. */
export function markdownBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lists: { ordered: boolean; next: number }[] = [];
  const tokens = parser.parse(markdown, {});
  let heading: { level: number; line: number } | undefined;
  let marker = '';
  let itemLines: string[] | undefined; // lines of the outermost list; a list is one block
  let listLine = 0;
  let row: string[] | undefined;
  let rows: string[] = [];
  let line = 0;

  for (const token of tokens) {
    line = token.map?.[0] ?? line;
    switch (token.type) {
      case 'heading_open':
        heading = { level: Number(token.tag.slice(1)), line };
        break;
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const start = Number(token.attrGet('start') ?? 1);
        lists.push({ ordered: token.type === 'ordered_list_open', next: start });
        if (itemLines === undefined) {
          itemLines = [];
          listLine = line;
        }
        break;
      }
      case 'list_item_open': {
        const list = lists.at(-1);
        const indent = '  '.repeat(Math.max(0, lists.length - 1));
        marker = indent + (list?.ordered ? `${list.next++}. ` : '- ');
        break;
      }
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        if (lists.length === 0 && itemLines !== undefined) {
          addText(itemLines.join('\n'), listLine);
          itemLines = undefined;
        }
        break;
      case 'tr_open':
        row = [];
        break;
      case 'tr_close':
        if (row !== undefined) rows.push(row.join(' | '));
        row = undefined;
        break;
      case 'table_close':
        addText(rows.join('\n'), line);
        rows = [];
        break;
      case 'inline':
        addInline(inlineText(token), line);
        break;
      case 'fence':
      case 'code_block':
        addInline(token.content.replace(/\n+$/, ''), line);
        break;
      case 'html_block':
        addInline(stripTags(token.content), line);
        break;
      default:
        break;
    }
  }
  return blocks;

  function addInline(text: string, at: number): void {
    if (heading !== undefined) {
      blocks.push({
        kind: 'heading',
        level: heading.level,
        text: text.replace(/\s+/g, ' ').trim(),
        line: heading.line,
      });
      heading = undefined;
    } else if (row !== undefined) {
      row.push(text.trim());
    } else if (itemLines !== undefined) {
      if (text.trim() !== '') itemLines.push(marker + text.trim());
      marker = marker.replace(/\S/g, ' '); // a second paragraph of the same item stands under the first
    } else {
      addText(text, at);
    }
  }

  function addText(text: string, at: number): void {
    if (text.trim() !== '') blocks.push({ kind: 'text', text: text.trim(), line: at });
  }
}

/** The words of an inline token without their markup. */
function inlineText(token: Token): string {
  let text = '';
  for (const child of token.children ?? []) {
    if (child.type === 'softbreak') text += joinsWithoutSpace(text) ? '' : ' ';
    else if (child.type === 'hardbreak') text += '\n';
    else if (child.type === 'image') text += child.content;
    else if (child.type === 'html_inline') text += /^<br\b/i.test(child.content) ? '\n' : '';
    else text += child.content;
  }
  return text;
}

// Chinese text is wrapped without spaces: a line break between Han characters must not become one.
function joinsWithoutSpace(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；：、“”（）《》…—]$/u.test(text);
}

function stripTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}
