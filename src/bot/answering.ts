// From a reader's message to a sent answer, which the next question may go on from. Reads are counted here.
import type { Message } from 'grammy/types';
import { isUnanswered, type Answer, singleAnswers } from '../answer/answer.ts';
import { lastAnswerOf } from '../answer/last-answer.ts';
import { normalise } from '../text/normal-form.ts';
import { decodeCallback } from './callback-data.ts';
import { chatOf, languageOf, type WendaContext } from './context.ts';
import type { Given, Remembered, Speaker } from './conversations.ts';
import type { FeatureDependencies } from './dependencies.ts';
import type { Ephemeral } from './ephemeral.ts';
import { examplesFor } from './examples.ts';
import { occasionOf } from './occasion.ts';
import { carrierOf } from './question-of.ts';
import { renderAnswer } from './render/answer-reply.ts';
import type { AnswerView } from './render/answer-view.ts';
import type { Reply } from './render/reply.ts';
import { editEarlier, sendReply } from './send.ts';
import { startLink } from './start-parameter.ts';

/** A question that has waited longer may have been followed by others; Telegram tells its time in whole seconds. */
const AT_ONCE_MS = 5_000;

export interface Answering {
  /**
   * Answers a question of a message, in a group as a reply to it. With `quiet`, small talk gets no answer; with
   * `instead`, an earlier answer becomes this one.
   */
  answer(ctx: WendaContext, question: string, replyTo: number, options?: HowToAnswer): Promise<void>;
  /** Searches, and tells if that fails. */
  searched<T>(ctx: WendaContext, search: () => Promise<T>): Promise<T>;
  /** Counts what was read, and tells what was asked. @param since when the question came, milliseconds since 1970 */
  record(ctx: WendaContext, found: Answer, since: number): Promise<void>;
  /** How answers look in this chat. */
  view(ctx: WendaContext): Promise<AnswerView>;
}

type HowToAnswer = { quiet?: boolean; instead?: Given | undefined };

type Dependencies = Pick<
  FeatureDependencies,
  | 'wiki'
  | 'state'
  | 'conversations'
  | 'starts'
  | 'reading'
  | 'now'
  | 'pageUrl'
  | 'brand'
  | 'observe'
  | 'extensions'
> & { ephemeral: Ephemeral };

export function createAnswering(dependencies: Dependencies): Answering {
  const { wiki, state, conversations, starts, reading, now, pageUrl, brand, ephemeral } = dependencies;
  const { observe, extensions } = dependencies;

  async function answer(
    ctx: WendaContext,
    question: string,
    replyTo: number,
    { quiet = false, instead }: HowToAnswer = {},
  ): Promise<void> {
    const since = now();
    const speaker = speakerOf(ctx);
    const last = instead === undefined ? lastAnswer(ctx) : instead.after;
    const found = await searched(ctx, () => wiki.answerer.answer(question, { after: last }));
    if (quiet && found.kind === 'nothing' && found.reason !== 'no-match') return;
    // The buttons of more of an answer read its question, not the "more".
    const target = (found.kind === 'continued' ? last?.messageId : undefined) ?? replyTo;
    const remembered = lastAnswerOf(found);
    const goesOn = remembered === undefined ? instead?.after : { ...remembered, messageId: target };
    if (goesOn !== undefined) conversations.remember(speaker, goesOn);
    else if (instead !== undefined) conversations.forget(speaker);
    const rendered = renderAnswer(found, await view(ctx));
    const carrier = chatOf(ctx)?.type === 'private' ? carrierOf(found.question, ctx.me) : undefined;
    const offered = extensions?.offers?.(ctx, found) ?? [];
    const buttons = [...rendered.buttons, ...offered];
    const reply = { html: (carrier ?? '') + rendered.html, buttons };
    const quoted = carrier === undefined || isAmongOthers(ctx, replyTo) ? target : undefined;
    const earlier = instead?.messageId ?? 0;
    const messageId = earlier > 0 ? earlier : (await send(ctx, found, reply, quoted)).message_id;
    if (earlier > 0) await editEarlier(ctx, earlier, reply);
    await record(ctx, found, since);
    if (ctx.callbackQuery === undefined && ctx.msgId !== 0)
      conversations.give(speaker.chatId, ctx.msgId ?? 0, {
        question: normalise(question),
        after: last,
        messageId: carrier !== undefined || target === ctx.msgId ? messageId : undefined,
      });
  }

  async function send(
    ctx: WendaContext,
    found: Answer,
    reply: Reply,
    quoted: number | undefined,
  ): Promise<{ message_id: number }> {
    const isOpen = quoted !== undefined && singleAnswers(found).every(isUnanswered);
    return (
      (isOpen ? await ephemeral(ctx, reply, quoted) : undefined) ?? (await sendReply(ctx, reply, quoted))
    );
  }

  /** Whether other messages may stand between a question and its answer, so that the answer has to say which it answers. */
  function isAmongOthers(ctx: WendaContext, messageId: number): boolean {
    const { message } = ctx;
    const waited = message === undefined ? 0 : now() - 1000 * message.date;
    return waited > AT_ONCE_MS || conversations.isLate(ctx.chat?.id ?? 0, messageId);
  }

  async function record(ctx: WendaContext, found: Answer, since: number): Promise<void> {
    for (const single of singleAnswers(found))
      if (single.kind === 'found') state.reads.add(single.main.ref.sectionId);
    if (observe === undefined) return;
    const language = await languageOf(ctx);
    // A pressed button is a question of its own; what only one reader sees has no number.
    const message = ctx.callbackQuery === undefined && ctx.msgId !== 0 ? ctx.msgId : undefined;
    observe({
      kind: 'asked',
      answer: found,
      language,
      tookMs: now() - since,
      message: message === undefined ? undefined : String(message),
      ...occasionOf(ctx, now()),
    });
  }

  async function searched<T>(ctx: WendaContext, search: () => Promise<T>): Promise<T> {
    try {
      return await search();
    } catch (error) {
      observe?.({ kind: 'failed', ...occasionOf(ctx, now()) });
      throw error;
    }
  }

  /** The answer or card that a message replies to, or else what was shown last. */
  function lastAnswer(ctx: WendaContext): Remembered | undefined {
    const last = conversations.last(speakerOf(ctx));
    const target = ctx.msg?.reply_to_message;
    const articleId = target?.from?.id === ctx.me.id ? articleIn(target) : undefined;
    return articleId === undefined || articleId === last?.articleId ? last : { articleId, position: 0 };
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
    const isPrivate = chatOf(ctx)?.type === 'private';
    const groupLink = (sectionId: string): string =>
      startLink(ctx.me, starts.encode({ kind: 'section', sectionId }));
    return {
      ...reading(ctx),
      generation: wiki.generation,
      example: (await examplesFor(ctx, dependencies))[0]?.question,
      pageUrl,
      contact: brand?.contact,
      groupLink: isPrivate ? undefined : groupLink,
    };
  }

  return { answer, searched, record, view };
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
