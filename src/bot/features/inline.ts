import { Composer } from 'grammy';
import type { InlineQueryResult } from 'grammy/types';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { readOfResult } from '../render/inline-results.ts';
import { answerInline, type InlineAnswer } from '../send.ts';
import { createInlineSearch, type InlineItem } from '../inline-search.ts';
import { languageOfText, translateTo } from '../../locales/translations.ts';
import type { Sharing } from '../sharing.ts';

type Dependencies = Pick<FeatureDependencies, 'wiki' | 'state' | 'starts' | 'i18n' | 'access'> & {
  sharing: Sharing;
};

/**
 * Seconds that Telegram may cache an answer. Its cache cannot be cleared after a rebuild, and the hot topics change as
 * people read.
 */
const CACHE_SECONDS = 5;

/** `@bot words` in any chat: passages and topics to share; a chosen one counts as read. */
export function createInlineFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, state, starts, i18n, access, sharing } = dependencies;
  const search = createInlineSearch(wiki, state.reads);
  const composer = new Composer<WendaContext>();

  composer.on('inline_query', async (ctx) => {
    const { query, offset } = ctx.inlineQuery;
    const { items, nextOffset, complete } = await search(query, offset);
    const answer: InlineAnswer = {
      results: items.map((item) => render(ctx, item)),
      cacheSeconds: complete ? CACHE_SECONDS : 0,
      nextOffset,
      // Of a wiki that is not public, nothing comes to strangers from Telegram's cache.
      isPersonal: access !== undefined,
    };
    if (items.length === 0 && query.trim() !== '') {
      const t = translateTo(i18n, languageOfText(query));
      const parameter = starts.encode({ kind: 'question', question: query.trim() });
      answer.button = { text: t('inline-nothing'), start_parameter: parameter };
    }
    await answerInline(ctx, answer);
  });

  composer.on('chosen_inline_result', (ctx) => {
    const id = readOfResult(ctx.chosenInlineResult.result_id);
    if (id !== undefined) state.reads.add(id);
  });

  function render(ctx: WendaContext, item: InlineItem): InlineQueryResult {
    const { article } = item.kind === 'article' ? item.card : item.passage;
    const t = translateTo(i18n, languageOfText(article.title));
    return item.kind === 'passage'
      ? sharing.passage(ctx, item.passage, t)
      : sharing.article(ctx, item.card, t);
  }

  return composer;
}
