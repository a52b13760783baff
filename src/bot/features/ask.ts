import { Composer } from 'grammy';
import { withExample } from '../../locales/nothing-text.ts';
import type { Answering } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { examplesFor } from '../examples.ts';
import { addressedQuestion, questionIn } from '../question-in.ts';
import { escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { renderWithExamples } from '../render/start-reply.ts';
import { sendReply } from '../send.ts';

type Dependencies = Pick<FeatureDependencies, 'wiki'> & { answering: Answering };

/** Answers text in a private chat, /ask anywhere, and in groups messages that mention the bot or reply to it. */
export function createAskFeature({ wiki, answering }: Dependencies): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('ask', async (ctx) => {
    await answerOr(ctx, questionIn(ctx.msg, ctx.me));
  });

  composer.chatType('private').on(['message:text', 'message:caption'], async (ctx) => {
    // An unknown command instead of a question.
    if (ctx.msg.text?.startsWith('/') === true)
      await sendReply(ctx, renderWithExamples(ctx.t('help'), await examplesFor(ctx, wiki), ctx.t));
    else await answering.answer(ctx, questionIn(ctx.msg, ctx.me), ctx.msgId);
  });

  composer.chatType(['group', 'supergroup']).on(['message:text', 'message:caption'], async (ctx) => {
    const addressed = addressedQuestion(ctx.msg, ctx.me);
    if (addressed === undefined) return;
    if (addressed.by === 'mention') await answerOr(ctx, addressed.question);
    else await answering.answer(ctx, addressed.question, ctx.msgId, { quiet: true });
  });

  /** Answers a question; without one, the text of the message replied to: "what about this?" */
  async function answerOr(ctx: WendaContext, question: string): Promise<void> {
    const target = ctx.msg?.reply_to_message;
    const quoted = target?.from?.id === ctx.me.id ? '' : questionIn(target, ctx.me);
    if (question !== '') await answering.answer(ctx, question, ctx.msgId ?? 0);
    else if (quoted !== '' && target !== undefined) await answering.answer(ctx, quoted, target.message_id);
    else await sendReply(ctx, await usage(ctx), ctx.msgId);
  }

  async function usage(ctx: WendaContext): Promise<Reply> {
    const [example] = await examplesFor(ctx, wiki);
    const text = withExample(ctx.t('ask-usage'), example && `/ask ${example.title}`, ctx.t);
    return { html: escapeHtml(text), buttons: [] };
  }

  return composer;
}
