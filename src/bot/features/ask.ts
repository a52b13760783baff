import { Composer } from 'grammy';
import { addressedQuestion, questionIn } from '../question-in.ts';
import type { Answering } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import { escapeHtml } from '../render/html.ts';
import { sendReply } from '../send.ts';

/** Text in a private chat, /ask anywhere, and in groups whatever mentions the bot or replies to it: the question's answer. */
export function createAskFeature({ answering }: { answering: Answering }): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('ask', async (ctx) => {
    await answerOr(ctx, ctx.match.trim());
  });

  composer.chatType('private').on(['message:text', 'message:caption'], async (ctx) => {
    // A command that there is not, rather than a question.
    if (ctx.msg.text?.startsWith('/') === true) await sendReply(ctx, { html: ctx.t('help'), buttons: [] });
    else await answering.answer(ctx, questionIn(ctx.msg, ctx.me), ctx.msgId);
  });

  composer.chatType(['group', 'supergroup']).on(['message:text', 'message:caption'], async (ctx) => {
    const addressed = addressedQuestion(ctx.msg, ctx.me);
    if (addressed === undefined) return;
    if (addressed.by === 'mention') await answerOr(ctx, addressed.question);
    else await answering.answer(ctx, addressed.question, ctx.msgId, { quiet: true });
  });

  /** Answers a question; without one, that of the message replied to: "what about this?" */
  async function answerOr(ctx: WendaContext, question: string): Promise<void> {
    const target = ctx.msg?.reply_to_message;
    const quoted = target?.from?.id === ctx.me.id ? '' : questionIn(target, ctx.me);
    if (question !== '') await answering.answer(ctx, question, ctx.msgId ?? 0);
    else if (quoted !== '' && target !== undefined) await answering.answer(ctx, quoted, target.message_id);
    else await sendReply(ctx, { html: escapeHtml(ctx.t('ask-usage')), buttons: [] }, ctx.msgId);
  }

  return composer;
}
