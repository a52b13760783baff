import { Composer } from 'grammy';
import type { Answerer } from '../../answer/answerer.ts';
import { type CallbackData, decodeCallback } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import { questionIn } from '../question-in.ts';
import { renderPassage } from '../render/answer-reply.ts';
import { renderTopicCard } from '../render/topic-reply.ts';
import { acknowledge, editReply, sendReply } from '../send.ts';

/** The buttons below an answer: turn to another passage (in place), open a related topic (as a new message). */
export function createBrowseAnswerFeature({ answerer }: { answerer: Answerer }): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.on('callback_query:data', async (ctx, next) => {
    const data = decodeCallback(ctx.callbackQuery.data);
    if (data?.kind === 'passage') await turnTo(ctx, data);
    else if (data?.kind === 'topic') await openTopic(ctx, data.articleId);
    else await next();
  });

  async function turnTo(
    ctx: WendaContext,
    { position, refs }: Extract<CallbackData, { kind: 'passage' }>,
  ): Promise<void> {
    const ref = refs[position];
    const question = questionIn(ctx.callbackQuery?.message?.reply_to_message);
    const passage = ref === undefined ? undefined : await answerer.passage(ref, question);
    if (passage === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    await acknowledge(ctx);
    const related = answerer.related(passage.article.articleId);
    await editReply(ctx, renderPassage(passage, { position, refs, related }, ctx.t));
  }

  async function openTopic(ctx: WendaContext, articleId: string): Promise<void> {
    const card = answerer.topicCard(articleId);
    if (card === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    await acknowledge(ctx);
    await sendReply(ctx, renderTopicCard(card, ctx.t));
  }

  return composer;
}
