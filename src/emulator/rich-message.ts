// Rich messages from explicit blocks. The limits are those of the Bot API ("Rich Message Limits"); the server's wording
// for exceeding them is not published.
import type { RichMessage } from 'grammy/types';
import { isObject, type Payload, structureOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

const MAX_CHARACTERS = 32_768;
const MAX_BLOCKS = 500;
const MAX_DEPTH = 16;
/** Fields of blocks and formatted texts with visible content. */
const SHOWN = ['text', 'summary', 'caption', 'credit', 'expression'];
/** Fields with blocks, or with objects that contain blocks. */
const NESTED = ['blocks', 'items', 'cells', 'rows'];

/** @throws Refusal for exceeded limits, and for Markdown and HTML sources, which are not emulated */
export function readRichMessage(payload: Payload): RichMessage | undefined {
  const source = structureOf(payload, 'rich_message');
  if (source === undefined) return undefined;
  if (!isObject(source)) throw badRequest('object expected as rich message');
  const blocks = source['blocks'];
  if (source['html'] !== undefined || source['markdown'] !== undefined)
    throw badRequest('rich message: the emulator knows blocks only');
  if (!Array.isArray(blocks) || blocks.length === 0) throw badRequest('rich message must be non-empty');

  let characters = 0;
  let count = 0;
  walk(blocks, 1);
  if (characters > MAX_CHARACTERS) throw badRequest('RICH_MESSAGE_TOO_LONG');
  if (count > MAX_BLOCKS) throw badRequest('RICH_MESSAGE_BLOCKS_TOO_MUCH');
  return {
    // The sent and the returned message differ only in the labels of list items.
    blocks: blocks.map(labelled) as RichMessage['blocks'],
    ...(source['is_rtl'] === true ? { is_rtl: true } : {}),
  };

  function walk(nodes: readonly unknown[], depth: number): void {
    if (depth > MAX_DEPTH) throw badRequest('RICH_MESSAGE_DEPTH_TOO_MUCH');
    for (const node of nodes) {
      if (Array.isArray(node)) {
        walk(node, depth);
        continue;
      }
      if (!isObject(node)) throw badRequest("can't parse rich message: RichBlock must be an Object");
      count++;
      for (const field of SHOWN) measure(node[field], depth);
      for (const field of NESTED) {
        const inner = node[field];
        if (Array.isArray(inner)) walk(inner, depth + 1);
      }
    }
  }

  function measure(text: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw badRequest('RICH_MESSAGE_DEPTH_TOO_MUCH');
    if (typeof text === 'string') characters += Array.from(text).length;
    else if (Array.isArray(text)) for (const part of text) measure(part, depth);
    else if (isObject(text)) for (const field of SHOWN) measure(text[field], depth + 1);
  }
}

/** List items have the label that clients show. */
function labelled(block: unknown): unknown {
  if (!isObject(block)) return block;
  const inner = Array.isArray(block['blocks']) ? { blocks: block['blocks'].map(labelled) } : {};
  if (block['type'] !== 'list' || !Array.isArray(block['items'])) return { ...block, ...inner };
  const items = block['items'].map((item: unknown) => {
    if (!isObject(item)) return item;
    const label = typeof item['value'] === 'number' ? `${item['value']}.` : '•';
    const blocks = Array.isArray(item['blocks']) ? item['blocks'].map(labelled) : [];
    return { label, ...item, blocks };
  });
  return { ...block, items };
}

/** The text of a rich message, one line per piece, for lists and tests. */
export function plainTextOf(rich: RichMessage): string {
  const lines: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node === 'string') lines.push(node);
    else if (Array.isArray(node)) node.forEach(visit);
    else if (isObject(node)) for (const field of [...SHOWN, ...NESTED]) visit(node[field]);
  };
  visit(rich.blocks);
  return lines.join('\n');
}
