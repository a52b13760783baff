// From a reader's message to a sent answer. A short question may continue the last topic. Reads and unanswered
// questions are counted here.
import type { Message } from 'grammy/types';
import { isUnanswered, type SingleAnswer, singleAnswers } from '../answer/answer.ts';
import { normalise } from '../text/normal-form.ts';
import { decodeCallback } from './callback-data.ts';
import type { WendaContext } from './context.ts';
import type { Speaker } from './conversations.ts';
import type { FeatureDependencies } from './dependencies.ts';
import { examplesFor } from './examples.ts';
import { renderAnswer } from './render/answer-reply.ts';
import type { AnswerView } from './render/answer-view.ts';
import { sendReply } from './send.ts';
import { startLink } from './start-parameter.ts';

export interface Answering {
  /** Answers a question as a reply to a message. With `quiet`, small talk gets no answer. */
  answer(ctx: WendaContext, question: string, replyTo: number, options?: { quiet?: boolean }): Promise<void>;
  /** How answers look in this chat. */
  view(ctx: WendaContext): Promise<AnswerView>;
}

type Dependencies = Pick<
  FeatureDependencies,
  'wiki' | 'state' | 'conversations' | 'starts' | 'reading' | 'now' | 'pageUrl'
>;

/** A question of at most this many UTF-16 units may leave out its topic; English words are longer. */
const MAX_SHORT_HAN = 15;
const MAX_SHORT_LATIN = 40;

export function createAnswering(dependencies: Dependencies): Answering {
  const { wiki, state, conversations, starts, reading, now, pageUrl } = dependencies;

  async function answer(
    ctx: WendaContext,
    question: string,
    replyTo: number,
    { quiet = false } = {},
  ): Promise<void> {
    const speaker = speakerOf(ctx);
    const about = articleOfReply(ctx) ?? (isShort(question) ? conversations.lastArticle(speaker) : undefined);
    const found = await wiki.answerer.answer(question, { about });
    if (quiet && found.kind === 'nothing' && found.reason !== 'no-match') return;
    for (const single of singleAnswers(found)) {
      record(single);
      if (single.kind === 'found') conversations.remember(speaker, single.main.article.articleId);
    }
    await sendReply(ctx, renderAnswer(found, await view(ctx)), replyTo);
  }

  function record(found: SingleAnswer): void {
    if (found.kind === 'found') state.reads.add(found.main.ref.sectionId);
    if (!isUnanswered(found)) return;
    const article = found.kind === 'unsure' ? found.assumedTopic : undefined;
    const asked = article === undefined ? found.question : `${article.title} › ${found.question}`;
    state.unanswered.add(normalise(asked), new Date(now()));
  }

  /** The topic of the answer or card that a message replies to. */
  function articleOfReply(ctx: WendaContext): string | undefined {
    const target = ctx.msg?.reply_to_message;
    return target?.from?.id === ctx.me.id ? articleIn(target) : undefined;
  }

  /** The buttons of a message name its topic. */
  function articleIn(message: Pick<Message, 'reply_markup'>): string | undefined {
    for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
      const data = 'callback_data' in button ? decodeCallback(button.callback_data) : undefined;
      if (data?.kind === 'whole-article') return data.articleId;
      if (data?.kind === 'vote') return wiki.reader.articleOf(data.sectionId)?.articleId;
    }
    return undefined;
  }

  async function view(ctx: WendaContext): Promise<AnswerView> {
    const isPrivate = ctx.chat?.type === 'private';
    const groupLink = (sectionId: string): string =>
      startLink(ctx.me, starts.encode({ kind: 'section', sectionId }));
    return {
      ...reading(ctx),
      generation: wiki.generation,
      example: (await examplesFor(ctx, wiki))[0]?.title,
      pageUrl,
      groupLink: isPrivate ? undefined : groupLink,
    };
  }

  return { answer, view };
}

/** The speaker and the chat: the key of a conversation's topic. */
export function speakerOf(ctx: WendaContext): Speaker {
  const { msg } = ctx;
  return {
    chatId: ctx.chat?.id ?? 0,
    userId: ctx.from?.id ?? 0,
    threadId: msg?.is_topic_message === true ? msg.message_thread_id : undefined,
  };
}

function isShort(question: string): boolean {
  return question.length <= (/\p{Script=Han}/u.test(question) ? MAX_SHORT_HAN : MAX_SHORT_LATIN);
}
