// Features talk to Telegram only through these functions, so that every message is sent and edited in the same way.
import { type Api, GrammyError, InputFile } from 'grammy';
import type {
  InlineQueryResult,
  InlineQueryResultsButton,
  InputRichMessage,
  Message,
  ReplyParameters,
} from 'grammy/types';
import type { WendaContext } from './context.ts';
import { carriedOn } from './question-of.ts';
import { type Reply, withoutPresses } from './render/reply.ts';

const OPTIONS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/**
 * Sends a reply into the forum topic of its question; with `replyTo`, as a reply to that message unless it has been
 * deleted. What was said to the bot alone is answered to its writer alone.
 */
export async function sendReply(
  ctx: WendaContext,
  reply: Reply,
  replyTo?: number,
): Promise<{ message_id: number }> {
  const { ephemeral_message_id: heard, from } = ctx.message ?? {};
  if (heard !== undefined && from !== undefined) {
    const sent = await sendEphemeral(ctx, reply, from.id, { ephemeral_message_id: heard });
    return sent ?? (await sendEphemeral(ctx, reply, from.id)) ?? { message_id: 0 };
  }
  return ctx.reply(reply.html, {
    ...OPTIONS,
    reply_markup: { inline_keyboard: reply.buttons },
    // Ephemeral messages have the number 0.
    ...(replyTo === undefined || replyTo === 0
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  });
}

/** Sends a message that no update asked for. */
export async function sendTo(api: Api, chatId: number, { html, buttons }: Reply): Promise<void> {
  await api.sendMessage(chatId, html, { ...OPTIONS, reply_markup: { inline_keyboard: buttons } });
}

/** Answers a command: as a reply to it in a group; in a private chat that would quote what stands right above. */
export function answerCommand(ctx: WendaContext, reply: Reply): Promise<{ message_id: number }> {
  return sendReply(ctx, reply, ctx.chat?.type === 'private' ? undefined : ctx.msgId);
}

/**
 * Sends a message that one member of a group sees, without the buttons that would have to change it: it cannot be edited
 * like others. Undefined if Telegram refuses it, as it does a reply to a deleted message, to an ephemeral one after 15 s,
 * and whatever it allows in some chats only.
 */
export async function sendEphemeral(
  ctx: WendaContext,
  { html, buttons }: Reply,
  receiver: number,
  replyTo?: ReplyParameters,
): Promise<Message.TextMessage | undefined> {
  try {
    return await ctx.reply(html, {
      ...OPTIONS,
      reply_markup: { inline_keyboard: withoutPresses(buttons) },
      ...(replyTo === undefined ? {} : { reply_parameters: replyTo }),
      ephemeral_message_parameters: { receiver_user_id: receiver },
    });
  } catch (error) {
    if (error instanceof GrammyError && REFUSALS.has(error.error_code)) return undefined;
    throw error;
  }
}

/** Of a message that may go out in another way; not "too many requests", nor a fault of Telegram. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 404]);

/** Sends a rich message; false if this Bot API server or Telegram does not accept it. */
export async function sendRich(ctx: WendaContext, message: InputRichMessage): Promise<boolean> {
  try {
    await ctx.replyWithRichMessage(message);
    return true;
  } catch (error) {
    if (error instanceof GrammyError && REFUSALS.has(error.error_code)) return false;
    throw error;
  }
}

/**
 * Changes the message whose button was pressed; the question that it carries stays in it. A second press or a deleted
 * message is not an error: nothing is left to change.
 */
export async function editReply(ctx: WendaContext, reply: Reply): Promise<void> {
  const options = { ...OPTIONS, reply_markup: { inline_keyboard: reply.buttons } };
  const html = carriedOn(ctx.callbackQuery?.message) + reply.html;
  await tolerate(NOTHING_TO_CHANGE, ctx.editMessageText(html, options));
}

/** Sends a PNG with a caption below it; the reply's text is within a caption's limit. */
export async function sendPicture(
  ctx: WendaContext,
  png: Uint8Array,
  { html, buttons }: Reply,
): Promise<void> {
  await ctx.replyWithPhoto(new InputFile(png, PICTURE), {
    ...{ caption: html, parse_mode: 'HTML', reply_markup: { inline_keyboard: buttons } },
  });
}

/** Puts another PNG and caption in the place of those whose button was pressed. */
export async function editPicture(
  ctx: WendaContext,
  png: Uint8Array,
  { html, buttons }: Reply,
): Promise<void> {
  const media = {
    type: 'photo',
    media: new InputFile(png, PICTURE),
    caption: html,
    parse_mode: 'HTML',
  } as const;
  await tolerate(
    NOTHING_TO_CHANGE,
    ctx.editMessageMedia(media, { reply_markup: { inline_keyboard: buttons } }),
  );
}

/** Telegram takes the type of a file from its name. */
const PICTURE = 'picture.png';

/** Changes an earlier answer of the bot in this chat, unless it has been deleted. */
export async function editEarlier(ctx: WendaContext, messageId: number, reply: Reply): Promise<void> {
  const options = { ...OPTIONS, reply_markup: { inline_keyboard: reply.buttons } };
  const chatId = ctx.chat?.id ?? 0;
  await tolerate(NOTHING_TO_CHANGE, ctx.api.editMessageText(chatId, messageId, reply.html, options));
}

/** Changes the buttons of the message whose button was pressed. */
export async function editButtons(ctx: WendaContext, buttons: Reply['buttons']): Promise<void> {
  await tolerate(
    NOTHING_TO_CHANGE,
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: buttons } }),
  );
}

/**
 * Answers a pressed button, with an optional notice. After a restart the query may have expired (150 s); the button
 * still works.
 */
export async function acknowledge(ctx: WendaContext, text?: string): Promise<void> {
  if (ctx.acknowledged === true) return;
  ctx.acknowledged = true;
  await tolerate(TOO_LATE, ctx.answerCallbackQuery(text === undefined ? {} : { text }));
}

export type InlineAnswer = {
  results: InlineQueryResult[];
  /** Where the next page begins; undefined at the end. */
  nextOffset: number | undefined;
  cacheSeconds: number;
  /** Whether Telegram must not show the results to others from its cache. */
  isPersonal: boolean;
  button?: InlineQueryResultsButton;
};

/** Answers an inline query; one that has expired meanwhile needs no answer. */
export async function answerInline(ctx: WendaContext, answer: InlineAnswer): Promise<void> {
  const { results, nextOffset, cacheSeconds, isPersonal, button } = answer;
  const request = ctx.answerInlineQuery(results, {
    cache_time: cacheSeconds,
    is_personal: isPersonal,
    next_offset: nextOffset === undefined ? '' : String(nextOffset),
    ...(button === undefined ? {} : { button }),
  });
  await tolerate(TOO_LATE, request);
}

/** Answers a guest message; its only answer may have been given already, or come too late. */
export async function answerGuest(ctx: WendaContext, result: InlineQueryResult): Promise<void> {
  await tolerate(TOO_LATE, ctx.answerGuestQuery(result));
}

const TOO_LATE = ['query is too old'];
const NOTHING_TO_CHANGE = ['message is not modified', 'message to edit not found', "message can't be edited"];

/** Awaits a request and ignores refusals with one of these descriptions. */
async function tolerate(descriptions: readonly string[], request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    const isFine =
      error instanceof GrammyError && descriptions.some((text) => error.description.includes(text));
    if (!isFine) throw error;
  }
}
