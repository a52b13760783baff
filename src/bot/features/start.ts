import { Composer } from 'grammy';
import { LOCALES } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import type { Answering } from '../answering.ts';
import { commandMenu, registerOperatorMenu } from '../command-menus.ts';
import { languageOf, type WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { examplesFor } from '../examples.ts';
import { onButton } from '../on-button.ts';
import { MAX_MESSAGE } from '../limits.ts';
import { createOpening } from '../opening.ts';
import { escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { programLine } from '../render/admin-reply.ts';
import { renderWithExamples } from '../render/start-reply.ts';
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
  const { wiki, starts, answering, admin, i18n, now } = dependencies;
  const opening = createOpening(dependencies);
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

  /** The bot first sends the question itself, so that the chat shows what is answered. */
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
    switch (target.kind) {
      case 'greeting':
      case 'invite':
        return greeting(ctx);
      case 'article':
        return opening.card(ctx, target.articleId, { page: 0 });
      case 'section':
        return opening.section(ctx, { sectionId: target.sectionId, page: 0 });
    }
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
