import { Composer } from 'grammy';
import { withExample } from '../../locales/nothing-text.ts';
import type { Answering } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { examplesFor } from '../examples.ts';
import { addressedBy, askedBy } from '../question-in.ts';
import { escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { renderWithExamples } from '../render/start-reply.ts';
import { answerCommand, sendReply } from '../send.ts';

type Dependencies = Pick<FeatureDependencies, 'wiki' | 'state'> & { answering: Answering };

/** Answers text in a private chat, /ask anywhere, and in groups messages that mention the bot or reply to it. */
export function createAskFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { answering } = dependencies;
  const composer = new Composer<WendaContext>();

  composer.command('ask', async (ctx) => {
    const { question, messageId } = askedBy(ctx.msg, ctx.me);
    if (question !== '') await answering.answer(ctx, question, messageId);
    else await answerCommand(ctx, await usage(ctx));
  });

  composer.chatType('private').on('message:text', async (ctx) => {
    const { question, messageId } = askedBy(ctx.msg, ctx.me);
    if (question !== '') await answering.answer(ctx, question, messageId);
    // An unknown command, or the bot's name, instead of a question.
    else await sendReply(ctx, renderWithExamples(ctx.t('help'), await examplesFor(ctx, dependencies), ctx.t));
  });

  composer.chatType(['group', 'supergroup']).on('message:text', async (ctx) => {
    const addressed = addressedBy(ctx.msg, ctx.me);
    if (addressed === undefined) return;
    const { question, messageId } = askedBy(ctx.msg, ctx.me);
    if (question !== '' || addressed === 'reply')
      await answering.answer(ctx, question, messageId, { quiet: addressed === 'reply' });
    else await answerCommand(ctx, await usage(ctx));
  });

  async function usage(ctx: WendaContext): Promise<Reply> {
    const [example] = await examplesFor(ctx, dependencies);
    const text = withExample(ctx.t('ask-usage'), example && `/ask ${example.question}`, ctx.t);
    return { html: escapeHtml(text), buttons: [] };
  }

  return composer;
}
