// The languages of Wenda's own words; article text is never translated. A new language is a file of wordings and an entry
// of LOCALES. Keys and variables are checked by the compiler, against the English texts.
import { I18n, type I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import type { LanguageCode } from 'grammy/types';
import { simplify } from '../text/simplify.ts';
import { en } from './en.ts';
import { zhHans } from './zh-hans.ts';
import type { Key, Wordings } from './wordings.ts';
import { zhHant } from './zh-hant.ts';

type Locale = {
  /** The language's own name. */
  name: string;
  /** Its tag in HTML and HTTP (BCP 47). */
  html: string;
  /** The codes that mean this language, such as `zh-TW`; no code may mean two languages. */
  codes: RegExp;
  /**
   * The code of its menus and descriptions in Telegram (ISO 639-1, one for both kinds of Chinese); '' for the default
   * ones. Without a code, readers get a menu for their chat alone.
   */
  telegram: LanguageCode | '' | undefined;
  /** Matches titles that its readers can read. */
  titles: RegExp;
  /** What Wenda is called, and the wiki, unless the operator names it: the terms `-name` and `-wiki`. */
  terms: { name: string; wiki: string };
  wordings: Wordings;
};

const HAN = /\p{Script=Han}/u;
/** At least one letter, and none of another script. */
const LATIN = /^\P{L}*(?:\p{Script=Latin}\P{L}*)+$/u;

const TABLE = {
  'zh-hans': {
    name: '简体中文',
    html: 'zh-Hans',
    codes: /^zh\b(?!-(?:hant|tw|hk|mo)\b)/i,
    telegram: 'zh',
    titles: HAN,
    terms: { name: '问答', wiki: '本站' },
    wordings: zhHans,
  },
  'zh-hant': {
    name: '繁體中文',
    html: 'zh-Hant',
    codes: /^zh-(?:hant|tw|hk|mo)\b/i,
    telegram: undefined,
    titles: HAN,
    terms: { name: '問答', wiki: '本站' },
    wordings: zhHant,
  },
  en: {
    name: 'English',
    html: 'en',
    codes: /^en\b/i,
    telegram: '',
    titles: LATIN,
    terms: { name: 'Wenda', wiki: 'this wiki' },
    wordings: en,
  },
} satisfies Record<string, Locale>;

export type Language = keyof typeof TABLE;
export const LOCALES: Readonly<Record<Language, Locale>> = TABLE;
/** In the order in which readers see them. */
export const LANGUAGES = Object.keys(TABLE) as readonly Language[]; // keys() forgets their type

/** If nothing is known about a reader. */
const DEFAULT_LANGUAGE: Language = 'zh-hans';
/** For readers of a language that Wenda does not speak. */
const OTHER_LANGUAGE: Language = 'en';

/** The variables of a Fluent text: `count` for `{ $count } min`. */
type VariablesIn<Text> = Text extends `${string}{ $${infer Name} ${infer Rest}`
  ? Name | VariablesIn<Rest>
  : never;
type Variables<K extends Key> = VariablesIn<(typeof en)[K]>;

/** Gives the wording of a key in one language. */
export type Translate = <K extends Key>(
  key: K,
  ...variables: [Variables<K>] extends [never] ? [] : [Record<Variables<K>, string | number>]
) => string;

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(TABLE, code);
}

/** The language of a code such as `zh-hans`, `zh_TW.UTF-8` or `en-GB`; undefined for an unsupported one. */
export function spokenLanguage(code: string): Language | undefined {
  const dashed = code.replaceAll('_', '-');
  return LANGUAGES.find((language) => LOCALES[language].codes.test(dashed));
}

/** The language for a code: simplified Chinese without a code, English for an unsupported language. */
export function languageFor(code: string | undefined): Language {
  if (code === undefined || code === '') return DEFAULT_LANGUAGE;
  return spokenLanguage(code) ?? OTHER_LANGUAGE;
}

/** The language a text is written in, for labels beside it. */
export function languageOfText(text: string): Language {
  if (HAN.test(text))
    return Array.from(text).every((character) => simplify(character) === character) ? 'zh-hans' : 'zh-hant';
  return LANGUAGES.find((language) => LOCALES[language].titles.test(text)) ?? DEFAULT_LANGUAGE;
}

export type Translations = I18n<Context & I18nFlavor>;

/**
 * All wordings, as a grammY plugin that picks the reader's language.
 * @param chosenIn the language that was chosen for a chat, by its id
 * @param wikiName what the operator calls the wiki, in every language
 */
export function createTranslations(
  chosenIn: (chatId: number) => string | undefined = () => undefined,
  wikiName?: string,
): Translations {
  const i18n = new I18n<Context & I18nFlavor>({
    defaultLocale: DEFAULT_LANGUAGE,
    // Isolation marks around variables show as boxes in old Telegram clients.
    fluentBundleOptions: { useIsolating: false },
    localeNegotiator: ({ chat, from, guestMessage }) => {
      // The chat of a guest message is none of the bot's; the caller's private chat may be.
      const id = guestMessage === undefined ? chat?.id : from?.id;
      const chosen = id === undefined ? undefined : chosenIn(id);
      return chosen !== undefined && isLanguage(chosen) ? chosen : languageFor(from?.language_code);
    },
  });
  for (const language of LANGUAGES) {
    const messages = Object.entries(LOCALES[language].wordings).map(([key, text]) => `${key} = ${text}`);
    const { name, wiki } = LOCALES[language].terms;
    const terms = [
      term('name', wikiName ?? name),
      term('wiki', wikiName ?? wiki),
      // For the texts that are HTML.
      term(
        'wiki-html',
        (wikiName ?? wiki).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
      ),
    ];
    i18n.loadLocaleSync(language, { source: [...terms, ...messages].join('\n') });
  }
  return i18n;
}

/** A Fluent term; its text is quoted, so that nothing in it is read as Fluent. */
function term(name: string, text: string): string {
  return `-${name} = { "${text.replace(/[\\"]/g, '\\$&')}" }`;
}

/** The wordings of one language. */
export function translateTo(i18n: Translations, language: Language): Translate {
  return (key, ...[variables]) => i18n.t(language, key, variables);
}
