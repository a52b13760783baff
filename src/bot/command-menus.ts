// The menus of commands and the bot's descriptions, as Telegram shows them before anything is asked.
import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Translate } from '../locales/translations.ts';

/** Commands of private chats and of groups, in the order of their menus. */
const COMMANDS = {
  private: ['ask', 'topics', 'latest', 'hot', 'random', 'language', 'help', 'privacy', 'forget', 'start'],
  group: ['ask', 'topics', 'latest', 'hot', 'random', 'language', 'help', 'privacy', 'forget'],
} as const;

export function commandMenu(scope: keyof typeof COMMANDS, t: Translate): BotCommand[] {
  return COMMANDS[scope].map((command) => ({ command, description: t(`command-${command}`) }));
}

export type Wordings = {
  /** For everybody whose language has no wording of its own. */
  en: Translate;
  /** For Chinese clients. Telegram's menus know one Chinese. */
  zh: Translate;
};

/**
 * Registers menus per scope and language. The descriptions are set where there is none, so that what an operator has
 * written with BotFather stays.
 */
export async function registerProfile(api: Api, { en, zh }: Wordings): Promise<void> {
  for (const [t, language] of [
    [en, {}],
    [zh, { language_code: 'zh' }],
  ] as const) {
    await api.setMyCommands(commandMenu('private', t), language);
    await api.setMyCommands(commandMenu('group', t), { scope: { type: 'all_group_chats' }, ...language });
  }
  // Chinese first: what is asked for a language without a text of its own may be the text for everybody.
  for (const [t, language] of [
    [zh, { language_code: 'zh' }],
    [en, {}],
  ] as const) {
    const { description } = await api.getMyDescription(language);
    if (description === '') await api.setMyDescription(t('bot-description'), language);
    const { short_description } = await api.getMyShortDescription(language);
    if (short_description === '') await api.setMyShortDescription(t('bot-short-description'), language);
  }
}
