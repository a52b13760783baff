import { Composer } from 'grammy';
import { LOCALES } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { type Answering, speakerOf } from '../answering.ts';
import { commandMenu, registerOperatorMenu } from '../command-menus.ts';
import { languageOf, type WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { examplesFor } from '../examples.ts';
import { onButton } from '../on-button.ts';
import { MAX_MESSAGE } from '../limits.ts';
import { escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { programLine } from '../render/admin-reply.ts';
import { renderSection } from '../render/section-reply.ts';
import { renderWithExamples } from '../render/start-reply.ts';
import { renderArticleCard } from '../render/article-card.ts';
import type { StartParameter } from '../start-parameter.ts';
import { acknowledge, sendReply } from '../send.ts';

/** Room for the sign before a question. */
const SIGN = 8;

type Dependencies = Pick<
  FeatureDependencies,
  'wiki' | 'state' | 'starts' | 'conversations' | 'reading' | 'pageUrl' | 'admin' | 'i18n' | 'now'
> & {
  answering: Answering;
};

/** /start: a greeting with example questions, or the target of a deep link; /help; the buttons of the examples. */
export function createStartFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, state, starts, conversations, reading, answering, pageUrl, admin, i18n, now } = dependencies;
  const composer = new Composer<WendaContext>();

  composer.command('start', async (ctx) => {
    const target: StartParameter | undefined =
      ctx.match === '' ? { kind: 'greeting' } : starts.decode(ctx.match);
    if (target?.kind === 'question') {
      await askAloud(ctx, target.question);
      return;
    }
    const opened = target && (await open(ctx, target));
    await sendReply(ctx, opened ?? { html: escapeHtml(ctx.t('link-stale')), buttons: [] });
    if (ctx.chat.type !== 'private') return;
    const language = await languageOf(ctx);
    if (admin?.ids.has(ctx.from?.id ?? 0) === true)
      await registerOperatorMenu(ctx.api, i18n, ctx.chat.id, language);
    // Readers of a language without menus in Telegram get a menu for their chat.
    else if (LOCALES[language].telegram === undefined)
      await ctx.api.setMyCommands(commandMenu('private', ctx.t), {
        scope: { type: 'chat', chat_id: ctx.chat.id },
      });
  });

  composer.command('help', async (ctx) => {
    await sendReply(ctx, renderWithExamples(ctx.t('help'), await examplesFor(ctx, dependencies), ctx.t));
  });

  onButton(composer, ['example'], async (ctx, { id }) => {
    const example = wiki.examples.byId(id);
    await acknowledge(ctx, example === undefined ? ctx.t('stale') : undefined);
    if (example !== undefined) await askAloud(ctx, example.question);
  });

  /** The bot first sends the question itself: the answer replies to it, and the buttons read the question there. */
  async function askAloud(ctx: WendaContext, question: string): Promise<void> {
    const shown = clip(question, MAX_MESSAGE - SIGN);
    const said = { html: escapeHtml(ctx.t('pressed-question', { question: shown })), buttons: [] };
    const { message_id } = await sendReply(ctx, said);
    await answering.answer(ctx, question, message_id);
  }

  async function open(
    ctx: WendaContext,
    target: Exclude<StartParameter, { kind: 'question' }>,
  ): Promise<Reply | undefined> {
    // Only readers who may ask come here: an invitation has been accepted, or is not needed.
    if (target.kind === 'greeting' || target.kind === 'invite') return greeting(ctx);
    if (target.kind === 'article') {
      const card = wiki.reader.card(target.articleId);
      if (card === undefined) return undefined;
      shown(ctx, card.article.articleId, target.articleId);
      return renderArticleCard(card, { page: 0, pageUrl: pageUrl?.(card.article.slug) }, reading(ctx));
    }
    const section = wiki.reader.section(target.sectionId);
    if (section === undefined) return undefined;
    shown(ctx, section.article.articleId, target.sectionId);
    return renderSection(section, { page: 0 }, reading(ctx));
  }

  function shown(ctx: WendaContext, articleId: string, readId: string): void {
    state.reads.add(readId);
    conversations.remember(speakerOf(ctx), { articleId, position: 0 });
  }

  async function greeting(ctx: WendaContext): Promise<Reply> {
    const html = ctx.t('start', { articles: wiki.directory.size });
    return renderWithExamples(html + forOperators(ctx), await examplesFor(ctx, dependencies), ctx.t);
  }

  /** Operators see what runs; in a group, everybody would. */
  function forOperators(ctx: WendaContext): string {
    const isOperator = ctx.chat?.type === 'private' && admin?.ids.has(ctx.chat.id);
    return admin !== undefined && isOperator
      ? `\n\n${escapeHtml(programLine(admin.program, now(), ctx.t))}`
      : '';
  }

  return composer;
}
