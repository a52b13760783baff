// Passages and topics as they are shown in chats where the bot is no member. Their buttons are links into the private
// chat and to pages: without a message of its own there, the bot cannot show more.
import type { InlineQueryResultArticle } from 'grammy/types';
import type { AnswerPassage } from '../answer/answer.ts';
import type { ArticleCard } from '../answer/article-reader.ts';
import type { Translate } from '../locales/translations.ts';
import { bestSentence } from '../retrieval/excerpt.ts';
import type { WendaContext } from './context.ts';
import type { FeatureDependencies } from './dependencies.ts';
import { articleResult, passageResult } from './render/inline-results.ts';
import { startLink } from './start-parameter.ts';

export interface Sharing {
  /** @param before HTML above the passage */
  passage(ctx: WendaContext, passage: AnswerPassage, t: Translate, before?: string): InlineQueryResultArticle;
  article(ctx: WendaContext, card: ArticleCard, t: Translate): InlineQueryResultArticle;
}

export function createSharing({
  starts,
  reading,
  pageUrl,
  brand,
}: Pick<FeatureDependencies, 'starts' | 'reading' | 'pageUrl' | 'brand'>): Sharing {
  const wikiName = brand?.name;
  return {
    passage: (ctx, passage, t, before) => {
      const { article, excerpt, ref } = passage;
      const askUrl = startLink(ctx.me, starts.encode({ kind: 'section', sectionId: ref.sectionId }));
      const page = pageUrl?.(article.slug, ref.sectionId, bestSentence(excerpt));
      return passageResult(passage, { askUrl, pageUrl: page, wikiName }, { ...reading(ctx), t }, before);
    },
    article: (ctx, card, t) => {
      const { articleId, slug } = card.article;
      const askUrl = startLink(ctx.me, starts.encode({ kind: 'article', articleId }));
      return articleResult(card, { askUrl, pageUrl: pageUrl?.(slug), wikiName }, { ...reading(ctx), t });
    },
  };
}
