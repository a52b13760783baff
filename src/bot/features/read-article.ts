import { Composer } from 'grammy';
import type { WholeArticle } from '../../answer/article-reader.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { onButton } from '../on-button.ts';
import { renderArticlePage } from '../render/article-page.ts';
import { renderRichArticle } from '../render/rich-article.ts';
import { renderSection } from '../render/section-reply.ts';
import { acknowledge, editReply, sendReply, sendRich } from '../send.ts';

/** From an answer to its text: the whole section replaces the answer, the whole article is a new message. */
export function createReadArticleFeature({
  wiki,
  state,
  reading,
  richMessages = false,
}: Pick<FeatureDependencies, 'wiki' | 'state' | 'reading' | 'richMessages'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  onButton(composer, ['whole-section'], async (ctx, data) => {
    const section = wiki.reader.section(data.sectionId);
    await acknowledge(ctx, section === undefined ? ctx.t('stale') : undefined);
    if (section === undefined) return;
    const { page, position, carried, part } = data;
    await editReply(ctx, renderSection(section, { page, answer: { position, carried, part } }, reading(ctx)));
  });

  onButton(composer, ['whole-article', 'article-page'], async (ctx, data) => {
    const whole = wiki.reader.article(data.articleId);
    await acknowledge(ctx, whole === undefined ? ctx.t('stale') : undefined);
    if (whole === undefined) return;
    if (data.kind === 'article-page') await editReply(ctx, renderArticlePage(whole, data.page, reading(ctx)));
    else await send(ctx, whole);
  });

  /** Page by page in one message; if the operator wants it, as one rich message that fits and that Telegram accepts. */
  async function send(ctx: WendaContext, whole: WholeArticle): Promise<void> {
    state.reads.add(whole.article.articleId);
    const rich = richMessages ? renderRichArticle(whole, reading(ctx)) : undefined;
    if (rich !== undefined && (await sendRich(ctx, rich))) return;
    await sendReply(ctx, renderArticlePage(whole, 0, reading(ctx)));
  }

  return composer;
}
