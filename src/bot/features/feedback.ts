import { Composer } from 'grammy';
import type { Vote } from '../../storage/state-store.ts';
import { decodeCallback } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { onButton } from '../on-button.ts';
import { questionOf } from '../question-of.ts';
import { voteText } from '../render/vote-row.ts';
import type { ButtonRow } from '../render/reply.ts';
import { acknowledge, editButtons } from '../send.ts';

/**
 * 👍 and 👎 below an answer. Only the voter sees the result: a short notice, and in a private chat a mark on the
 * button.
 */
export function createFeedbackFeature({
  state,
  now,
}: Pick<FeatureDependencies, 'state' | 'now'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  onButton(composer, ['vote'], async (ctx, data) => {
    const { message } = ctx.callbackQuery;
    if (message === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    const { vote, sectionId, generation, confidence } = data;
    state.feedback.put({
      chatId: message.chat.id,
      userId: ctx.from.id,
      messageId: message.message_id,
      vote,
      question: questionOf(message, ctx.me),
      sectionId,
      generation,
      confidence,
      at: new Date(now()).toISOString(),
    });
    await acknowledge(ctx, ctx.t(vote === 'up' ? 'voted-up' : 'voted-down'));
    if (message.chat.type === 'private')
      await editButtons(ctx, marked(message.reply_markup?.inline_keyboard ?? [], vote));
  });

  return composer;
}

/** The same buttons, with the chosen vote marked. */
function marked(buttons: readonly ButtonRow[], vote: Vote): ButtonRow[] {
  return buttons.map((row) =>
    row.map((button) => {
      const data = 'callback_data' in button ? decodeCallback(button.callback_data) : undefined;
      return data?.kind === 'vote' ? { ...button, text: voteText(data.vote, data.vote === vote) } : button;
    }),
  );
}
