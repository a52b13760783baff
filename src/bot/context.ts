import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import { type Language, languageFor, type Translate } from '../locales/translations.ts';

/** The context of a handler: grammY's, with `ctx.t` in the reader's language. */
export type WendaContext = Context &
  Pick<I18nFlavor, 'i18n'> & {
    t: Translate;
    /** A pressed button is answered once: a second answer would be refused. */
    acknowledged?: boolean;
  };

/** The language of `ctx.t`. */
export async function languageOf(ctx: WendaContext): Promise<Language> {
  return languageFor(await ctx.i18n.getLocale());
}
