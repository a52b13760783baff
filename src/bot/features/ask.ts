import { Composer } from 'grammy';
import type { Answerer } from '../../answer/answerer.ts';
import type { WendaContext } from '../context.ts';
import { renderAnswer } from '../render/answer-reply.ts';
import { escapeHtml } from '../render/html.ts';
import { sendReply } from '../send.ts';

/** /ask anywhere, and any text in a private chat: the question's answer, as a reply to it. */
export function createAskFeature({ answerer }: { answerer: Answerer }): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('ask', async (ctx) => {
    const question = ctx.match.trim();
    if (question === '') await sendReply(ctx, { html: escapeHtml(ctx.t('ask-usage')), buttons: [] });
    else await answer(ctx, question);
  });

  composer.chatType('private').on('message:text', async (ctx) => {
    // A command that there is not, rather than a question.
    if (ctx.msg.text.startsWith('/')) await sendReply(ctx, { html: ctx.t('help'), buttons: [] });
    else await answer(ctx, ctx.msg.text);
  });

  async function answer(ctx: WendaContext, question: string): Promise<void> {
    const found = await answerer.answer(question);
    await sendReply(ctx, renderAnswer(found, ctx.t), ctx.msgId);
  }

  return composer;
}
