import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';

/** What a handler gets: grammY's context, and `ctx.t` in the user's language. */
export type WendaContext = Context & I18nFlavor;
