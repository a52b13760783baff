import { Composer } from 'grammy';
import type { Answerer } from '../../answer/answerer.ts';
import type { ExampleTopics } from '../../answer/example-topics.ts';
import { languageFor } from '../../locales/translations.ts';
import { decodeCallback } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import { renderAnswer } from '../render/answer-reply.ts';
import { escapeHtml } from '../render/html.ts';
import { renderStart } from '../render/start-reply.ts';
import { acknowledge, sendReply } from '../send.ts';

type Dependencies = { answerer: Answerer; examples: ExampleTopics; articles: number };

/** /start with example questions as buttons, the buttons themselves, and /help. */
export function createStartFeature({ answerer, examples, articles }: Dependencies): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('start', async (ctx) => {
    const topics = examples.forLanguage(languageFor(ctx.from?.language_code));
    await sendReply(ctx, renderStart({ articles, topics }, ctx.t));
  });

  composer.command('help', async (ctx) => {
    await sendReply(ctx, { html: ctx.t('help'), buttons: [] });
  });

  composer.on('callback_query:data').filter(isExample, async (ctx) => {
    await acknowledge(ctx);
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

  return composer;
}

function isExample(ctx: WendaContext): boolean {
  return decodeCallback(ctx.callbackQuery?.data ?? '')?.kind === 'example';
}
