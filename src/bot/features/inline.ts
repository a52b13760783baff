import { Composer } from 'grammy';
import { startLink } from '../start-parameter.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { passageResult, readOfResult, articleResult } from '../render/inline-results.ts';
import { answerInline, type InlineAnswer } from '../send.ts';
import { createInlineSearch, type InlineItem } from '../inline-search.ts';
import { languageOfText, translateTo } from '../../locales/translations.ts';
import { bestSentence } from '../../retrieval/excerpt.ts';

type Dependencies = Pick<
  FeatureDependencies,
  'wiki' | 'state' | 'starts' | 'reading' | 'i18n' | 'pageUrl' | 'access' | 'brand'
>;

/**
 * Seconds that Telegram may cache an answer. Its cache cannot be cleared after a rebuild, and the hot topics change as
 * people read.
 */
const CACHE_SECONDS = 5;

/** `@bot words` in any chat: passages and topics to share; a chosen one counts as read. */
export function createInlineFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, state, starts, reading, i18n, pageUrl, access, brand } = dependencies;
  const wikiName = brand?.name;
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

  function render(ctx: WendaContext, item: InlineItem): ReturnType<typeof articleResult> {
    const { article } = item.kind === 'article' ? item.card : item.passage;
    const view = { ...reading(ctx), t: translateTo(i18n, languageOfText(article.title)) };
    if (item.kind === 'passage') {
      const { sectionId } = item.passage.ref;
      const askUrl = startLink(ctx.me, starts.encode({ kind: 'section', sectionId }));
      const page = pageUrl?.(article.slug, sectionId, bestSentence(item.passage.excerpt));
      return passageResult(item.passage, { askUrl, pageUrl: page, wikiName }, view);
    }
    const askUrl = startLink(ctx.me, starts.encode({ kind: 'article', articleId: article.articleId }));
    return articleResult(item.card, { askUrl, pageUrl: pageUrl?.(article.slug), wikiName }, view);
  }

  return composer;
}
