// The languages of Wenda's own words. Article text is never translated.
import { I18n, type I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Gives the wording of a key in one language. */
export type Translate = (key: string, variables?: Record<string, string | number>) => string;

/** The language for a code such as `zh-hans`, `zh_CN.UTF-8` or `fr`: Chinese for Chinese and when nothing is known. */
export function languageFor(code: string | undefined): Language {
  return code === undefined || code === '' || code.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** All wordings, as a grammY plugin that picks the user's language. */
export function createTranslations(): I18n<Context & I18nFlavor> {
  const i18n = new I18n<Context & I18nFlavor>({
    defaultLocale: 'zh',
    // Isolation marks around variables show as boxes in old Telegram clients.
    fluentBundleOptions: { useIsolating: false },
    localeNegotiator: (ctx) => languageFor(ctx.from?.language_code),
  });
  i18n.loadLocaleSync('zh', { source: zh, isDefault: true });
  i18n.loadLocaleSync('en', { source: en });
  return i18n;
}

/** The wordings of one language. */
export function translateTo(i18n: I18n<Context & I18nFlavor>, language: Language): Translate {
  return (key, variables) => i18n.t(language, key, variables);
}
