// A whole article as one rich message (Bot API 10.1): the first part open, the sections of the others folded.
import type { InputRichMessage } from 'grammy/types';
import type { SectionText, WholeArticle } from '../../answer/article-reader.ts';
import { MAX_RICH_BLOCKS, MAX_RICH_DEPTH, MAX_RICH_TEXT } from '../limits.ts';
import type { LinkUrl } from './html.ts';
import type { ReadingView } from './reading-view.ts';
import { type RichBlock, richBlocks } from './rich-text.ts';

/** Leaves some room, because Telegram's own count may differ a little. */
const MAX_TEXT = MAX_RICH_TEXT - 768;
const MAX_BLOCKS = MAX_RICH_BLOCKS - 20;

/** Undefined for an article that does not fit in one rich message. */
export function renderRichArticle(
  { article, sections }: WholeArticle,
  { t, linksOf }: ReadingView,
): InputRichMessage | undefined {
  const blocks: RichBlock[] = [{ type: 'heading', size: 1, text: clean(article.title) }];
  const linkUrl = linksOf(article.articleId);
  const firstPart = sections[0]?.headingPath[0];
  let part: string | undefined;
  for (const section of sections) {
    const [own] = section.headingPath;
    if (own !== undefined && own !== part) blocks.push({ type: 'heading', size: 3, text: clean(own) });
    part = own;
    blocks.push(...sectionBlocks(section, own === firstPart, linkUrl));
  }
  blocks.push({ type: 'footer', text: t('meta', { date: article.date, views: article.views }) });
  const size = sizeOf(blocks);
  return size.text > MAX_TEXT || size.blocks > MAX_BLOCKS || size.depth > MAX_RICH_DEPTH
    ? undefined
    : // Numbers of laws and shares are not telephone numbers.
      { blocks, skip_entity_detection: true };
}

function sectionBlocks(section: SectionText, open: boolean, linkUrl: LinkUrl): RichBlock[] {
  const heading = clean(section.headingPath.slice(1).join(' › '));
  const body = richBlocks(section, linkUrl);
  if (heading === '') return body;
  if (open || body.length === 0) return [{ type: 'heading', size: 4, text: heading }, ...body];
  return [{ type: 'details', summary: heading, blocks: body }];
}

function clean(text: string): string {
  return text.toWellFormed().trim();
}

/** Fields of blocks that hold texts, blocks, or objects with blocks. */
const TEXTS = ['text', 'summary'] as const;
const NESTED = ['blocks', 'items', 'cells'] as const;
type Node = Readonly<Partial<Record<(typeof TEXTS)[number] | (typeof NESTED)[number], unknown>>>;

/** Characters, blocks and levels, counted as Telegram does: items, rows and cells are blocks, formatting is a level. */
function sizeOf(blocks: readonly unknown[]): { text: number; blocks: number; depth: number } {
  const size = { text: 0, blocks: 0, depth: 0 };
  const visit = (node: unknown, depth: number, isBlock: boolean): void => {
    if (typeof node === 'string') size.text += node.length;
    else if (Array.isArray(node)) for (const one of node) visit(one, depth, isBlock);
    else if (typeof node === 'object' && node !== null) {
      const fields: Node = node;
      if (isBlock) size.blocks++;
      size.depth = Math.max(size.depth, depth);
      for (const field of TEXTS) visit(fields[field], depth + 1, false);
      for (const field of NESTED) visit(fields[field], depth + 1, true);
    }
  };
  visit(blocks, 1, true);
  return size;
}
