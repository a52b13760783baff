// Blocks of a rich message → nodes. Unknown blocks are shown as their text.
import type { Actions } from './actions.ts';
import { type Child, el } from './dom.ts';
import { link } from './links.ts';

type Fields = Record<string, unknown>;

export function richBlocks(blocks: unknown, actions: Actions): Child[] {
  return Array.isArray(blocks) ? blocks.map((block: unknown) => richBlock(block, actions)) : [];
}

function richBlock(block: unknown, actions: Actions): Child {
  if (!isFields(block)) return richText(block, actions);
  const text = (): Child => richText(block['text'], actions);
  const inner = (): Child[] => richBlocks(block['blocks'], actions);
  switch (block['type']) {
    case 'heading':
      // h1 and h2 are the page's own.
      return el((['h3', 'h3', 'h4', 'h5'] as const)[Number(block['size']) - 1] ?? 'h6', {}, text());
    case 'paragraph':
      return el('p', {}, text());
    case 'footer':
      return el('p', { class: 'footer' }, text());
    case 'divider':
      return el('hr');
    case 'pre':
    case 'preformatted':
      return el('pre', {}, text());
    case 'blockquote':
      return el('blockquote', {}, text(), ...inner());
    case 'details':
      return el(
        'details',
        { open: block['is_open'] === true },
        el('summary', {}, richText(block['summary'], actions)),
        ...inner(),
      );
    case 'list':
      return richList(block['items'], actions);
    case 'table':
      return richTable(block['cells'], actions);
    default:
      return el('div', {}, text(), ...inner());
  }
}

function richList(items: unknown, actions: Actions): Child {
  const all = Array.isArray(items) ? items.filter(isFields) : [];
  const numbered = all.some(({ value }) => typeof value === 'number');
  return el(
    numbered ? 'ol' : 'ul',
    {},
    ...all.map(({ value, has_checkbox: isTask, is_checked: isDone, blocks }) =>
      el(
        'li',
        { value: typeof value === 'number' ? value : undefined },
        isTask === true && (isDone === true ? '☑ ' : '☐ '),
        ...richBlocks(blocks, actions),
      ),
    ),
  );
}

function richTable(rows: unknown, actions: Actions): Child {
  const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
  const cell = ({ is_header: isHeader, text }: Fields): Child =>
    el(isHeader === true ? 'th' : 'td', {}, richText(text, actions));
  return el(
    'table',
    {},
    ...(Array.isArray(rows) ? rows.map((row) => el('tr', {}, ...fieldsIn(row).map(cell))) : []),
  );
}

const STYLES: Record<string, 'strong' | 'em' | 'u' | 's' | 'code' | 'sub' | 'sup' | 'mark'> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  subscript: 'sub',
  superscript: 'sup',
  marked: 'mark',
};

function richText(text: unknown, actions: Actions): Child {
  if (typeof text === 'string') return text;
  if (Array.isArray(text)) return el('span', {}, ...text.map((part: unknown) => richText(part, actions)));
  if (!isFields(text)) return undefined;
  const inside = richText(text['text'], actions);
  if (typeof text['url'] === 'string') return link(text['url'], 'link', actions, inside);
  return el(STYLES[String(text['type'])] ?? 'span', {}, inside);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
