// The limits of rich messages, including everything nested. Source: Bot API, "Rich Message Limits"; the comments of the
// types do not state them.
import { isEmptyText, unescape } from './html-rules.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Characters are counted in UTF-16 units here, which are never fewer than the server's count. */
const LIMITS = { characters: 32_768, blocks: 500, levels: 16, media: 50, columns: 20 };
const MEDIA = ['animation', 'audio', 'document', 'photo', 'video', 'voice_note'];
/** Fields of blocks and formatting that contain text. */
const TEXTS = ['text', 'summary', 'caption', 'credit', 'expression', 'alternative_text'];

/** @returns breaches, without their place */
export function richBreaches(message: Fields): string[] {
  const ways = ['blocks', 'html', 'markdown'].filter((name) => name in message);
  const breaches = ways.length === 1 ? [] : ['one of blocks, html and markdown'];
  const size = sizeOf(message);
  for (const [name, most] of Object.entries(LIMITS)) {
    const measured = size[name as keyof typeof LIMITS]; // Object.entries forgets the names
    if (measured > most) breaches.push(`${measured} ${name}, at most ${most}`);
  }
  if (isEmptyText(size.text) && size.media === 0) breaches.push('message text is empty');
  return breaches;
}

type Size = { [limit in keyof typeof LIMITS]: number } & { text: string };

function sizeOf(message: Fields): Size {
  const size: Size = {
    characters: 0,
    blocks: 0,
    levels: 0,
    columns: 0,
    text: '',
    media: list(message['media']).length,
  };
  for (const block of list(message['blocks'])) addBlock(block, 1);
  // Markdown is measured as source, which is never shorter than the visible text.
  const { html, markdown } = message;
  if (typeof html === 'string') size.text += unescape(html.replace(/<[^>]*>/g, ''));
  if (typeof markdown === 'string') size.text += markdown;
  return { ...size, characters: size.text.length };

  function addBlock(block: unknown, level: number): void {
    if (!isFields(block)) return;
    size.blocks++;
    size.levels = Math.max(size.levels, level);
    if (MEDIA.some((name) => name in block)) size.media++;
    for (const name of TEXTS) addText(block[name], level);
    for (const button of list(block['buttons'])) addText(button, level);
    for (const nested of list(block['blocks'])) addBlock(nested, level + 1);
    for (const item of list(block['items'])) {
      size.blocks++;
      if (isFields(item)) for (const nested of list(item['blocks'])) addBlock(nested, level + 1);
    }
    for (const row of list(block['cells'])) {
      size.blocks++;
      const cells = list(row).filter(isFields);
      const columns = cells.map((cell) => Number(cell['colspan'] ?? 1));
      size.columns = Math.max(
        size.columns,
        columns.reduce((sum, span) => sum + span, 0),
      );
      for (const cell of cells) addText(cell['text'], level);
    }
  }

  function addText(text: unknown, level: number): void {
    if (typeof text === 'string') size.text += text;
    else if (Array.isArray(text)) for (const part of text) addText(part, level);
    else if (isFields(text)) {
      const isFormatting = 'type' in text;
      if (isFormatting) size.levels = Math.max(size.levels, level + 1);
      for (const name of [...TEXTS, 'button']) addText(text[name], isFormatting ? level + 1 : level);
    }
  }
}
