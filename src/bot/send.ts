// The only places where features talk to Telegram, so that every message is sent and edited in the same way.
import { GrammyError } from 'grammy';
import type { WendaContext } from './context.ts';
import type { Reply } from './render/reply.ts';

const OPTIONS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** Sends a reply; with `replyTo`, as a reply to that message (or plainly, when it has been deleted meanwhile). */
export async function sendReply(
  ctx: WendaContext,
  reply: Reply,
  replyTo?: number,
): Promise<{ message_id: number }> {
  return ctx.reply(reply.html, {
    ...OPTIONS,
    reply_markup: { inline_keyboard: reply.buttons },
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  });
}

/** Changes the message whose button was pressed. Pressing twice is no error: then nothing is left to change. */
export async function editReply(ctx: WendaContext, reply: Reply): Promise<void> {
  const options = { ...OPTIONS, reply_markup: { inline_keyboard: reply.buttons } };
  await tolerate('message is not modified', ctx.editMessageText(reply.html, options));
}

/**
 * Answers a pressed button, with a word when there is one. After a restart the query may have expired (150 s): what
 * was asked for is done all the same.
 */
export async function acknowledge(ctx: WendaContext, text?: string): Promise<void> {
  await tolerate('query is too old', ctx.answerCallbackQuery(text === undefined ? {} : { text }));
}

/** Waits for a request whose refusal with this description changes nothing. */
async function tolerate(description: string, request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof GrammyError && error.description.includes(description))) throw error;
  }
}
