import { type Translate, translateTo, createTranslations, languageFor } from '../locales/translations.ts';
import type { Environment } from './config.ts';

/** Wenda's words in the language of the terminal; Chinese when its locale names neither (C.UTF-8). */
export function terminalWords(env: Environment): Translate {
  const locale = /^(?:zh|en)/i.exec(env['LC_ALL'] ?? env['LANG'] ?? '')?.[0];
  return translateTo(createTranslations(), languageFor(locale));
}
