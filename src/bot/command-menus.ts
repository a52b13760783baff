// The command menus and the bot's descriptions, which Telegram shows before the first question. They contain no
// example: a menu stays as registered while the wiki changes.
import { type Api, GrammyError } from 'grammy';
import type { BotCommand } from 'grammy/types';
import {
  type Language,
  LANGUAGES,
  LOCALES,
  type Translate,
  type Translations,
  translateTo,
} from '../locales/translations.ts';

const FIRST = ['ask', 'topics', 'latest', 'hot', 'random', 'language'] as const;
const LAST = ['help', 'privacy', 'forget'] as const;

/** Commands of private chats, of groups, and of operators' private chats, in the order of their menus. */
export const COMMANDS = {
  private: [...FIRST, ...LAST, 'start'],
  group: [...FIRST, ...LAST],
  operator: [...FIRST, 'admin', ...LAST, 'start'],
} as const;

export function commandMenu(scope: keyof typeof COMMANDS, t: Translate): BotCommand[] {
  return COMMANDS[scope].map((command) => ({ command, description: t(`command-${command}`) }));
}

/**
 * Registers menus and descriptions per language. A description is set only if there is none, so that an operator's own,
 * written with BotFather, stays.
 */
export async function registerProfile(api: Api, i18n: Translations): Promise<void> {
  // For a language without its own description, Telegram may return the default one, so the default is set last.
  const languages = LANGUAGES.toSorted((a, b) => Number(isForAll(a)) - Number(isForAll(b)));
  for (const language of languages) {
    const { telegram } = LOCALES[language];
    if (telegram === undefined) continue;
    const t = translateTo(i18n, language);
    const readers = telegram === '' ? {} : { language_code: telegram };
    await api.setMyCommands(commandMenu('private', t), readers);
    await api.setMyCommands(commandMenu('group', t), { scope: { type: 'all_group_chats' }, ...readers });
    const { description } = await api.getMyDescription(readers);
    if (description === '') await api.setMyDescription(t('bot-description'), readers);
    const { short_description } = await api.getMyShortDescription(readers);
    if (short_description === '') await api.setMyShortDescription(t('bot-short-description'), readers);
  }
}

/**
 * Registers the menu of an operator's private chat, the only one with /admin. Telegram knows no chat with an operator who
 * has not written yet; their /start registers it then.
 * @param language what they have chosen; without it, each app shows its own
 */
export async function registerOperatorMenu(
  api: Api,
  i18n: Translations,
  account: number,
  language: Language | undefined,
): Promise<void> {
  try {
    for (const shown of LANGUAGES) {
      const { telegram } = LOCALES[shown];
      if (telegram === undefined) continue;
      await api.setMyCommands(commandMenu('operator', translateTo(i18n, language ?? shown)), {
        scope: { type: 'chat', chat_id: account },
        ...(telegram === '' ? {} : { language_code: telegram }),
      });
    }
  } catch (error) {
    const isUnknown = error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403);
    if (!isUnknown) throw error;
  }
}

function isForAll(language: Language): boolean {
  return LOCALES[language].telegram === '';
}
