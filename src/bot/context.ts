import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';

/** What a handler gets: grammY's context, `ctx.t` in the reader's language. */
export type WendaContext = Context &
  I18nFlavor & {
    /** A pressed button is answered once: a second answer would be refused. */
    acknowledged?: boolean;
  };
