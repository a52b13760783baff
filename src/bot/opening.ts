// Topics and sections as readers open them, from a list, from a button or by a link. What is opened counts as read, and
// the next question may go on from it.
import { speakerOf } from './answering.ts';
import type { CallbackData } from './callback-data.ts';
import type { WendaContext } from './context.ts';
import type { FeatureDependencies } from './dependencies.ts';
import { type CardView, renderArticleCard } from './render/article-card.ts';
import type { Reply } from './render/reply.ts';
import { renderSection } from './render/section-reply.ts';

/** Both give undefined for what the index does not have (any more). */
export interface Opening {
  card(ctx: WendaContext, articleId: string, view: CardView): Reply | undefined;
  section(ctx: WendaContext, place: SectionPlace): Reply | undefined;
}

type SectionPlace = Omit<Extract<CallbackData, { kind: 'section' }>, 'kind'>;

export function createOpening({
  wiki,
  state,
  conversations,
  reading,
  pageUrl,
}: Pick<FeatureDependencies, 'wiki' | 'state' | 'conversations' | 'reading' | 'pageUrl'>): Opening {
  return {
    card: (ctx, articleId, view) => {
      const found = wiki.reader.card(articleId);
      if (found === undefined) return undefined;
      if (view.page === 0) state.reads.add(articleId);
      conversations.remember(speakerOf(ctx), { articleId, position: 0 });
      return renderArticleCard(found, { ...view, pageUrl: pageUrl?.(found.article.slug) }, reading(ctx));
    },
    section: (ctx, place) => {
      const { sectionId } = place;
      const found = wiki.reader.section(sectionId);
      if (found === undefined) return undefined;
      if (place.page === 0) state.reads.add(sectionId);
      const { articleId } = found.article;
      const shown = { sectionId, isWhole: true };
      conversations.remember(speakerOf(ctx), { articleId, shown, position: 0 });
      return renderSection(found, place, reading(ctx));
    },
  };
}
