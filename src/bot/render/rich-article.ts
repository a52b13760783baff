// A whole article as one rich message (Bot API 10.1): the first part open, the sections of the others folded.
import type { InputRichMessage } from 'grammy/types';
import type { SectionText, WholeArticle } from '../../answer/article-reader.ts';
import type { Translate } from '../../locales/translations.ts';
import { MAX_RICH_BLOCKS, MAX_RICH_TEXT } from '../limits.ts';

/** Leaves some room, because Telegram's own count may differ a little. */
const MAX_TEXT = MAX_RICH_TEXT - 768;
const MAX_BLOCKS = MAX_RICH_BLOCKS - 20;

type Block = NonNullable<InputRichMessage['blocks']>[number];

/** Undefined for an article that does not fit in one rich message. */
export function renderRichArticle(
  { article, sections }: WholeArticle,
  t: Translate,
): InputRichMessage | undefined {
  const blocks: Block[] = [{ type: 'heading', size: 1, text: clean(article.title) }];
  const firstPart = sections[0]?.headingPath[0];
  let part: string | undefined;
  for (const section of sections) {
    const [own] = section.headingPath;
    if (own !== undefined && own !== part) blocks.push({ type: 'heading', size: 3, text: clean(own) });
    part = own;
    blocks.push(...sectionBlocks(section, own === firstPart));
  }
  blocks.push({ type: 'footer', text: t('meta', { date: article.date, views: article.views }) });
  const size = measure(blocks);
  return size.text > MAX_TEXT || size.blocks > MAX_BLOCKS
    ? undefined
    : // Numbers of laws and shares are not telephone numbers.
      { blocks, skip_entity_detection: true };
}

function sectionBlocks({ headingPath, text }: SectionText, open: boolean): Block[] {
  const heading = clean(headingPath.slice(1).join(' › '));
  const body = text.split(/\n\s*\n/).flatMap(paragraphBlocks);
  if (heading === '') return body;
  if (open) return [{ type: 'heading', size: 4, text: heading }, ...body];
  return [{ type: 'details', summary: heading, blocks: body }];
}

const LIST_ITEM = /^\s*(?:-|(\d+)\.)\s+(.*)$/;

/** Lines of a paragraph; lines that begin like list items form a list. */
function paragraphBlocks(paragraph: string): Block[] {
  const blocks: Block[] = [];
  for (const line of paragraph.split('\n').map(clean)) {
    if (line === '') continue;
    const [whole, value, text] = LIST_ITEM.exec(line) ?? [];
    const last = blocks.at(-1);
    if (whole === undefined || text === undefined || text === '')
      blocks.push({ type: 'paragraph', text: line });
    else {
      const item = {
        blocks: [{ type: 'paragraph' as const, text }],
        ...(value === undefined ? {} : { value: Number(value), type: '1' as const }),
      };
      if (last?.type === 'list') last.items.push(item);
      else blocks.push({ type: 'list', items: [item] });
    }
  }
  return blocks;
}

function clean(text: string): string {
  return text.toWellFormed().trim();
}

/** Our rich texts are plain strings. */
function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}

/** Number of characters and blocks; nested blocks and list items count as in Telegram. */
function measure(blocks: readonly Block[]): { text: number; blocks: number } {
  const sum = { text: 0, blocks: 0 };
  const add = (more: { text: number; blocks: number }): void => {
    sum.text += more.text;
    sum.blocks += more.blocks;
  };
  for (const block of blocks) {
    add({ text: 0, blocks: 1 });
    if (block.type === 'details') {
      add({ text: lengthOf(block.summary), blocks: 0 });
      add(measure(block.blocks));
    } else if (block.type === 'list') {
      for (const item of block.items) {
        add({ text: 0, blocks: 1 });
        add(measure(item.blocks));
      }
    } else if ('text' in block) add({ text: lengthOf(block.text), blocks: 0 });
  }
  return sum;
}
