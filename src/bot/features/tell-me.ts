import { Composer } from 'grammy';
import { type Answer, isUnanswered, singleAnswers } from '../../answer/answer.ts';
import { carriedBy } from '../../answer/last-answer.ts';
import { MAX_WISHES, type Wishes } from '../../insight/operator-tables.ts';
import { chatOf, languageOf, type WendaContext } from '../context.ts';
import type { BotDependencies, Extensions } from '../dependencies.ts';
import { questionOf } from '../question-of.ts';
import { buttonText } from '../render/html.ts';
import { type ButtonRow, rows } from '../render/reply.ts';
import { acknowledge, editButtons } from '../send.ts';
import { decodeWish, encodeWish } from '../wish-callback.ts';

type Dependencies = Pick<BotDependencies, 'wiki' | 'now'> & { wishes: Wishes };

/** The button below an answer that leaves a question open; in private chats only. */
export const offerToTell: NonNullable<Extensions['offers']> = (ctx, answer) => {
  if (chatOf(ctx)?.type !== 'private' || !singleAnswers(answer).some(isUnanswered)) return [];
  const carried = answer.kind === 'parts' ? undefined : carriedBy(answer);
  return [[{ text: buttonText(ctx.t('button-tell-me')), callback_data: encodeWish({ carried }) }]];
};

/** "Tell me when there is an answer": keeps the questions of a message that are open, until they have one. */
export function createTellMeFeature({ wiki, wishes, now }: Dependencies): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.chatType('private').on('callback_query:data', async (ctx, next) => {
    const wish = decodeWish(ctx.callbackQuery.data);
    if (wish === undefined) {
      await next();
      return;
    }
    const { message } = ctx.callbackQuery;
    const question = questionOf(message, ctx.me);
    if (message === undefined || question === '') {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    const answer = await wiki.unmetered.answer(question, wish);
    await acknowledge(ctx, await keep(ctx, answer));
    const buttons = message.reply_markup?.inline_keyboard;
    if (buttons !== undefined) await editButtons(ctx, without(buttons, ctx.callbackQuery.data));
  });

  /** @returns what the reader is told */
  async function keep(ctx: WendaContext, answer: Answer): Promise<string> {
    const open = singleAnswers(answer).filter(isUnanswered);
    if (open.length === 0) return ctx.t('wish-answered');
    const common = {
      chat: ctx.chat?.id ?? 0,
      language: await languageOf(ctx),
      at: new Date(now()).toISOString(),
    };
    const areKept = open.map((part) =>
      wishes.add({ ...common, question: part.question, carried: carriedBy(part) }),
    );
    return areKept.every(Boolean) ? ctx.t('wish-kept') : ctx.t('wish-full', { count: MAX_WISHES });
  }

  return composer;
}

function without(buttons: readonly ButtonRow[], data: string): ButtonRow[] {
  return rows(
    ...buttons.map((row) => row.filter((one) => !('callback_data' in one && one.callback_data === data))),
  );
}
