import { Composer } from 'grammy';
import { normalise } from '../../text/normal-form.ts';
import type { Answering } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { questionIn } from '../question-in.ts';

/** How long after a message its edit counts, in seconds: a slip of the finger is corrected at once. */
const EDITABLE_S = 60;

type Dependencies = Pick<FeatureDependencies, 'conversations'> & { answering: Answering };

/**
 * A question that is edited soon after it was asked changes its answer. What was no question before is one now in a
 * private chat only: in a group nobody expects it.
 */
export function createEditedFeature({ conversations, answering }: Dependencies): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.on('edited_message:text', async (ctx) => {
    const { date, edit_date: editDate } = ctx.editedMessage;
    const question = questionIn(ctx.editedMessage, ctx.me);
    if (editDate - date > EDITABLE_S || question === '') return;
    const isPrivate = ctx.chat.type === 'private';
    const given = conversations.given(ctx.chat.id, ctx.msgId);
    const isNew =
      given === undefined
        ? isPrivate
        : given.messageId !== undefined && given.question !== normalise(question);
    if (!isNew) return;
    await answering.answer(ctx, question, ctx.msgId, { quiet: !isPrivate, instead: given });
  });

  return composer;
}
