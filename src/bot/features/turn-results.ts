import { Composer } from 'grammy';
import type { AskOptions } from '../../answer/answerer.ts';
import { type Answering, speakerOf } from '../answering.ts';
import type { CallbackData, ResultPlace } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { onButton } from '../on-button.ts';
import { questionOf } from '../question-of.ts';
import { renderAnswer, renderResult } from '../render/answer-reply.ts';
import type { Reply } from '../render/reply.ts';
import { acknowledge, editReply } from '../send.ts';

/** Where an answer begins, without a topic. */
const FIRST: ResultPlace = { position: 0 };

type Dependencies = Pick<FeatureDependencies, 'wiki' | 'conversations'> & { answering: Answering };

/**
 * The buttons that replace an answer with another result, or with the answer without the assumed topic, and the one that
 * lists all related topics below it.
 */
export function createTurnResultsFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, conversations, answering } = dependencies;
  const composer = new Composer<WendaContext>();

  onButton(composer, ['result', 'related', 'drop-topic'], async (ctx, data) => {
    const question = questionOf(ctx.callbackQuery.message, ctx.me);
    if (data.kind === 'drop-topic') conversations.forget(speakerOf(ctx));
    const reply = question === '' ? undefined : await show(ctx, question, data);
    await acknowledge(ctx, reply === undefined ? ctx.t('stale') : undefined);
    if (reply !== undefined) await editReply(ctx, reply);
  });

  async function show(
    ctx: WendaContext,
    question: string,
    data: Extract<CallbackData, { kind: 'result' | 'related' | 'drop-topic' }>,
  ): Promise<Reply | undefined> {
    const view = { ...(await answering.view(ctx)), opensRelated: data.kind === 'related' };
    const { position, carried, part } = data.kind === 'drop-topic' ? FIRST : data;
    const options: AskOptions = { carried };
    if (position === 0) return renderAnswer(await wiki.answerer.answer(question, options), view);
    const listed = await wiki.answerer.result(question, position, { ...options, part });
    if (listed === undefined) return undefined;
    return renderResult({ ...listed, position, part, confidence: 0 }, view);
  }

  return composer;
}
