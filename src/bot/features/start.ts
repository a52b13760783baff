import { Composer } from 'grammy';
import type { Answerer } from '../../answer/answerer.ts';
import type { ExampleTopics } from '../../answer/example-topics.ts';
import { languageFor } from '../../locales/translations.ts';
import { decodeCallback, encodeCallback } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import { renderAnswer } from '../render/answer-reply.ts';
import { clip, escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { sendReply } from '../send.ts';

const MAX_BUTTON = 60;

type Dependencies = { answerer: Answerer; examples: ExampleTopics; articles: number };

/** /start with example questions as buttons, the buttons themselves, and /help. */
export function createStartFeature({ answerer, examples, articles }: Dependencies): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('start', async (ctx) => {
    await sendReply(ctx, renderStart(ctx));
  });

  composer.command('help', async (ctx) => {
    await sendReply(ctx, { html: ctx.t('help'), buttons: [] });
  });

  composer.on('callback_query:data').filter(isExample, async (ctx) => {
    await ctx.answerCallbackQuery();
    const data = decodeCallback(ctx.callbackQuery.data);
    const topic = data?.kind === 'example' ? examples.byId(data.articleId) : undefined;
    if (topic === undefined) {
      await sendReply(ctx, { html: escapeHtml(ctx.t('stale')), buttons: [] });
      return;
    }
    // The question is said aloud first: the answer replies to it, and its buttons read the question there.
    const said = await sendReply(ctx, {
      html: escapeHtml(ctx.t('pressed-question', { question: topic.title })),
      buttons: [],
    });
    const answer = await answerer.answer(topic.title);
    await sendReply(ctx, renderAnswer(answer, ctx.t), said.message_id);
  });

  function renderStart(ctx: WendaContext): Reply {
    const topics = examples.forLanguage(languageFor(ctx.from?.language_code));
    const invitation = topics.length === 0 ? '' : `\n\n${escapeHtml(ctx.t('start-examples'))}`;
    return {
      html: ctx.t('start', { articles }) + invitation,
      buttons: topics.map(({ title, articleId }) => [
        { text: clip(title, MAX_BUTTON), callback_data: encodeCallback({ kind: 'example', articleId }) },
      ]),
    };
  }

  return composer;
}

function isExample(ctx: WendaContext): boolean {
  return decodeCallback(ctx.callbackQuery?.data ?? '')?.kind === 'example';
}
