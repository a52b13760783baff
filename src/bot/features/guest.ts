import { Composer } from 'grammy';
import type { InlineQueryResult } from 'grammy/types';
import type { Answer } from '../../answer/answer.ts';
import { withExample } from '../../locales/nothing-text.ts';
import type { Answering } from '../answering.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { examplesFor } from '../examples.ts';
import { askedBy } from '../question-in.ts';
import { renderAnswer } from '../render/answer-reply.ts';
import { beforePassageHtml } from '../render/answer-view.ts';
import { buttonText, escapeHtml } from '../render/html.ts';
import { textResult } from '../render/inline-results.ts';
import { type ButtonRow, withoutPresses } from '../render/reply.ts';
import { answerGuest } from '../send.ts';
import type { Sharing } from '../sharing.ts';
import { startLink } from '../start-parameter.ts';

type Dependencies = Pick<FeatureDependencies, 'wiki' | 'state' | 'starts' | 'now'> & {
  answering: Answering;
  sharing: Sharing;
};

/**
 * Guest mode: somebody calls the bot by its name in a chat where it is no member. It answers once, with the passage that
 * it would share there; every question stands alone, because nothing is remembered of such a chat.
 */
export function createGuestFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, starts, answering, sharing, now } = dependencies;
  const composer = new Composer<WendaContext>();

  composer.on('guest_message', async (ctx) => {
    if (ctx.me.supports_guest_queries !== true) return;
    const { question } = askedBy(ctx.guestMessage, ctx.me);
    if (question === '') {
      await answerGuest(ctx, await usage(ctx));
      return;
    }
    const since = now();
    const answer = await answering.searched(ctx, () => wiki.answerer.answer(question));
    await answerGuest(ctx, await resultFor(ctx, question, answer));
    await answering.record(ctx, answer, since);
  });

  async function resultFor(ctx: WendaContext, question: string, answer: Answer): Promise<InlineQueryResult> {
    if (answer.kind === 'found' || answer.kind === 'unsure') {
      const passage = answer.kind === 'found' ? answer.main : answer.closest;
      return sharing.passage(ctx, passage, ctx.t, beforePassageHtml(answer, ctx.t));
    }
    const { html, buttons } = renderAnswer(answer, await answering.view(ctx));
    return textResult({
      html,
      buttons: [...topicRows(ctx, answer), ...withoutPresses(buttons), askRow(ctx, question)],
    });
  }

  function topicRows(ctx: WendaContext, answer: Answer): ButtonRow[] {
    const topics = answer.kind === 'topics' ? answer.topics : [];
    return topics.map(({ title, articleId }) => [
      { text: buttonText(title), url: startLink(ctx.me, starts.encode({ kind: 'article', articleId })) },
    ]);
  }

  function askRow(ctx: WendaContext, question: string): ButtonRow {
    const url = startLink(ctx.me, starts.encode({ kind: 'question', question }));
    return [{ text: ctx.t('button-ask-private'), url }];
  }

  async function usage(ctx: WendaContext): Promise<InlineQueryResult> {
    const [example] = await examplesFor(ctx, dependencies);
    const name = `@${ctx.me.username}`;
    const text = withExample(
      ctx.t('guest-usage', { text: name }),
      example && `${name} ${example.question}`,
      ctx.t,
    );
    return textResult({ html: escapeHtml(text), buttons: [] });
  }

  return composer;
}
