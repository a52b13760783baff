import { Composer } from 'grammy';
import type { Translate } from '../../locales/translations.ts';
import type { Feedback } from '../../storage/state-store.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { occasionOf } from '../occasion.ts';
import { onButton } from '../on-button.ts';
import { questionOf } from '../question-of.ts';
import { withReasons, withVotes } from '../render/vote-row.ts';
import { acknowledge, editButtons } from '../send.ts';
import type { VoteChoice } from '../vote-choice.ts';

/**
 * 👍 and 👎 below an answer. In a private chat the buttons show the vote, and after 👎 ask what was wrong; in a group
 * only the voter sees a short notice, and the same button takes the vote back.
 *
 *   👍 👎 ──👍──→ 👍✓ 👎 ──👍✓──→ 👍 👎
 *     └──👎──→ reasons, next, ↩ ──a reason──→ 👍 👎✓ ──👎✓──→ 👍 👎
 *                               ──↩──→ 👍 👎
 */
export function createFeedbackFeature({
  state,
  observe,
  now,
}: Pick<FeatureDependencies, 'state' | 'observe' | 'now'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  onButton(composer, ['vote'], async (ctx, { choice, sectionId, confidence, generation }) => {
    const { message } = ctx.callbackQuery;
    if (message === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    const isPrivate = message.chat.type === 'private';
    const voted = { sectionId, confidence, generation };
    const place = { chatId: message.chat.id, userId: ctx.from.id, messageId: message.message_id, sectionId };
    // Nobody else sees a mark in a group, so there the buttons stay as they are.
    const earlier = state.feedback.get(place);
    const isBack = choice === 'none' || (!isPrivate && earlier?.vote === choice);
    const question = questionOf(message, ctx.me);
    const verdict = isBack ? undefined : verdictOf(choice);
    if (verdict === undefined) state.feedback.remove(place);
    else state.feedback.put({ ...voted, ...place, ...verdict, question, at: new Date(now()).toISOString() });
    await acknowledge(ctx, noticeOf(verdict, isPrivate, ctx.t));
    const { vote, reason } = verdict ?? {};
    const before = earlier && { vote: earlier.vote, at: Date.parse(earlier.at) };
    observe?.({ kind: 'voted', vote, before, reason, question, sectionId, ...occasionOf(ctx, now()) });
    if (!isPrivate) return;
    const buttons = message.reply_markup?.inline_keyboard;
    // Telegram does not show the buttons of an old message, so they stay as they are.
    if (buttons === undefined) return;
    await editButtons(
      ctx,
      choice === 'down' ? withReasons(buttons, voted, ctx.t) : withVotes(buttons, voted, verdict?.vote),
    );
  });

  return composer;
}

type Verdict = Pick<Feedback, 'vote' | 'reason'>;

function verdictOf(choice: Exclude<VoteChoice, 'none'>): Verdict {
  return choice === 'up' || choice === 'down' ? { vote: choice } : { vote: 'down', reason: choice };
}

/** In a private chat the buttons ask on after 👎, and the notice says what they are about. */
function noticeOf(verdict: Verdict | undefined, isPrivate: boolean, t: Translate): string {
  if (verdict === undefined) return t('vote-taken-back');
  if (verdict.reason !== undefined) return t('voted-reason', { reason: t(`reason-${verdict.reason}`) });
  return t(verdict.vote === 'up' ? 'voted-up' : isPrivate ? 'vote-why' : 'voted-down');
}
