import { type Translate, translateTo, createTranslations, languageFor } from '../locales/translations.ts';
import type { Environment } from './config.ts';

/**
 * Wenda's words in the language of the terminal; Chinese when its locale names none (C.UTF-8, POSIX).
 * @param wikiName the operator's own name of the wiki
 */
export function terminalWords(env: Environment, wikiName?: string): Translate {
  const locale = env['LC_ALL'] ?? env['LANG'] ?? '';
  return translateTo(
    createTranslations(undefined, wikiName),
    languageFor(/^[a-z]{2,3}(?![a-z])/i.test(locale) ? locale : undefined),
  );
}
