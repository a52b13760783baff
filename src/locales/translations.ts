// The languages of Wenda's own words. Article text is never translated.
import { I18n, type I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import { simplify } from '../text/simplify.ts';
import { en } from './en.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export const LANGUAGES = ['zh-hans', 'zh-hant', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  'zh-hans': '简体中文',
  'zh-hant': '繁體中文',
  en: 'English',
};

/** Gives the wording of a key in one language. */
export type Translate = (key: string, variables?: Record<string, string | number>) => string;

export function isLanguage(code: string): code is Language {
  return LANGUAGES.some((language) => language === code);
}

/** Chinese that is written in traditional characters, by script or by where it is spoken. */
const TRADITIONAL = /^zh[-_](?:hant|tw|hk|mo)\b/i;

/**
 * The language for a code such as `zh-hans`, `zh_TW.UTF-8` or `fr`: simplified Chinese for other Chinese and when
 * nothing is known, English for the rest.
 */
export function languageFor(code: string | undefined): Language {
  if (code === undefined || code === '') return 'zh-hans';
  if (TRADITIONAL.test(code.replace('_', '-'))) return 'zh-hant';
  return code.toLowerCase().startsWith('zh') ? 'zh-hans' : 'en';
}

const HAN = /\p{Script=Han}/u;

/** The language a text is written in, for words that stand beside it. */
export function languageOfText(text: string): Language {
  if (!HAN.test(text)) return /[a-z]/i.test(text) ? 'en' : 'zh-hans';
  return Array.from(text).every((character) => simplify(character) === character) ? 'zh-hans' : 'zh-hant';
}

/**
 * All wordings, as a grammY plugin that picks the reader's language.
 * @param chosenIn the language that was chosen for a chat, by its id
 */
export function createTranslations(
  chosenIn: (chatId: number) => string | undefined = () => undefined,
): I18n<Context & I18nFlavor> {
  const i18n = new I18n<Context & I18nFlavor>({
    defaultLocale: 'zh-hans',
    // Isolation marks around variables show as boxes in old Telegram clients.
    fluentBundleOptions: { useIsolating: false },
    localeNegotiator: ({ chat, from }) => {
      const chosen = chat === undefined ? undefined : chosenIn(chat.id);
      return chosen !== undefined && isLanguage(chosen) ? chosen : languageFor(from?.language_code);
    },
  });
  i18n.loadLocaleSync('zh-hans', { source: zhHans, isDefault: true });
  i18n.loadLocaleSync('zh-hant', { source: zhHant });
  i18n.loadLocaleSync('en', { source: en });
  return i18n;
}

/** The wordings of one language. */
export function translateTo(i18n: I18n<Context & I18nFlavor>, language: Language): Translate {
  return (key, variables) => i18n.t(language, key, variables);
}
