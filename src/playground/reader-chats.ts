// The one reader of the page and the chats that the page shows.
import type { User } from 'grammy/types';
import { type Language, languageFor } from '../locales/translations.ts';
import type { BotApiEmulator } from '../emulator/emulator.ts';
import type { ChatKind } from './page/wire.ts';

export type ReaderChats = {
  /** The reader as the bot sees them, in the language that was chosen last. */
  user(): User;
  language(): Language;
  choose(language: Language): void;
  /** Uses the browser's languages (an Accept-Language header) until one has been chosen. */
  suggest(accepted: string | undefined): void;
  chatId(kind: ChatKind): number;
  /** Undefined for a chat that the page does not show. */
  kindOf(chatId: number): ChatKind | undefined;
};

export const CHAT_KINDS = ['private', 'group', 'elsewhere'] as const satisfies readonly ChatKind[];

/** The reader's account. */
export const READER_ID = 1001;

/** Opens the chats in an emulator. */
export function openReaderChats(
  emulator: Pick<BotApiEmulator, 'openPrivateChat' | 'createSupergroup' | 'createGroup'>,
): ReaderChats {
  let language: Language = languageFor(undefined);
  let chosen = false;
  const user = (): User => ({ id: READER_ID, is_bot: false, first_name: '读者', language_code: language });
  const people = [{ user: user(), standing: 'creator' as const }];
  const ids: Record<ChatKind, number> = {
    private: emulator.openPrivateChat(user()).id,
    group: emulator.createSupergroup({ title: '群', people, bot: 'member' }).id,
    elsewhere: emulator.createGroup({ title: '朋友', people }).id,
  };
  return {
    user,
    language: () => language,
    choose: (code) => {
      language = code;
      chosen = true;
    },
    suggest: (accepted) => {
      const first = accepted?.split(/[,;]/)[0]?.trim();
      if (!chosen && first !== undefined && first !== '' && first !== '*') language = languageFor(first);
    },
    chatId: (kind) => ids[kind],
    kindOf: (chatId) => CHAT_KINDS.find((kind) => ids[kind] === chatId),
  };
}
