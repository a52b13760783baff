import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import type { Chat } from 'grammy/types';
import { type Language, languageFor, type Translate } from '../locales/translations.ts';

/** The context of a handler: grammY's, with `ctx.t` in the reader's language. */
export type WendaContext = Context &
  Pick<I18nFlavor, 'i18n'> & {
    t: Translate;
    /** A pressed button is answered once: a second answer would be refused. */
    acknowledged?: boolean;
  };

/**
 * The account that an update comes from; for a message in the name of a group or a channel, that chat: Telegram gives
 * all of those the same account.
 */
export function accountOf(ctx: WendaContext): number | undefined {
  return (ctx.message ?? ctx.guestMessage)?.sender_chat?.id ?? ctx.from?.id;
}

/**
 * The chat of the bot that an update comes from. A guest message has none: it is from a chat where the bot is no member,
 * whose number may be that of one of its own.
 */
export function chatOf(ctx: WendaContext): Chat | undefined {
  return ctx.guestMessage === undefined ? ctx.chat : undefined;
}

/** The language of `ctx.t`. */
export async function languageOf(ctx: WendaContext): Promise<Language> {
  return languageFor(await ctx.i18n.getLocale());
}
