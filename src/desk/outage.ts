// While the staff's group does not let the bot write, messages wait. Who can change that is told: the staff at once, as
// far as that is possible, operators when it lasts.
import type { Api } from 'grammy';
import { escapeHtml } from '../bot/render/html.ts';
import type { Translate } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import type { Parcel } from './parcel.ts';

export type Outage = {
  /** Telegram has refused a parcel to the group. */
  refused: (parcel: Parcel, words: string) => void;
  /** A parcel has reached it. */
  over: () => void;
};

export type OutageOptions = {
  api: Api;
  staffChat: () => number;
  staffWords: () => Translate;
  /** Accounts of operators, and each one's language. */
  operators: readonly number[];
  wordsFor: (account: number) => Translate;
  /** Milliseconds since 1970. */
  now: () => number;
  logger: Logger;
};

const MINUTE_MS = 60_000;
/** An outage of this length does not end by itself. */
const LONG_MS = 10 * MINUTE_MS;

export function createOutage(options: OutageOptions): Outage {
  const { api, staffChat, staffWords, operators, wordsFor, now, logger } = options;
  let told: 'nobody' | 'staff' | 'operators' = 'nobody';

  function say(chat: number, text: string): void {
    const sending = api.sendMessage(chat, escapeHtml(text), { parse_mode: 'HTML' });
    sending.catch((error: unknown) => {
      logger.debug(`an outage of the desk could not be told in ${chat}`, errorDetails(error));
    });
  }

  return {
    refused: ({ at }, words) => {
      if (told === 'nobody') {
        logger.warn(`messages of readers wait: the staff's group ${staffChat()} refuses them (${words})`);
        told = 'staff';
        say(staffChat(), staffWords()('relay-away-here', { words }));
      }
      const waited = now() - at;
      if (told === 'operators' || waited < LONG_MS) return;
      told = 'operators';
      const minutes = Math.floor(waited / MINUTE_MS);
      for (const account of operators) say(account, wordsFor(account)('relay-away', { minutes, words }));
    },
    over: () => {
      if (told !== 'nobody') logger.info("the staff's group takes messages again");
      told = 'nobody';
    },
  };
}
