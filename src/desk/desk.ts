// The desk: readers talk to people of the staff's group. It is loaded only when there is one.
import type { Composer } from 'grammy';
import { type Api } from 'grammy';
import type { WendaContext } from '../bot/context.ts';
import { languageFor, type Translations, translateTo } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import type { Attempting } from './carry-out.ts';
import { createDeliver, type Introduction } from './deliver.ts';
import type { DeskStore } from './desk-store.ts';
import { createNumbers } from './numbers.ts';
import { createOutage } from './outage.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { forgetReader } from './forget-reader.ts';
import type { Parcel } from './parcel.ts';
import { createRelay, type RelayHooks } from './relay.ts';
import { createTaking, type Taking } from './taking.ts';
import { createTelling, type Telling } from './telling.ts';
import type { DeskReader } from './ticket.ts';
import { watchRequests, watchUpdates } from './watch-chats.ts';

export type DeskOptions = {
  store: DeskStore;
  /** Requests of the bot; the desk adds a transformer to it. */
  api: Api;
  /** The staff's group, as it was chosen. */
  staffChat: number;
  /** A language of Wenda's own words. */
  staffLanguage: () => string | undefined;
  /** Accounts that are told when something lasts, and the language chosen in a chat. */
  operators: readonly number[];
  chosenLanguage: (chat: number) => string | undefined;
  i18n: Translations;
  /** See `Attempting`; without it each request is made once. */
  attempting?: Attempting | undefined;
  hooks: DeskHooks;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 (included) to 1 (excluded). */
  random: () => number;
  logger: Logger;
};

export type DeskHooks = RelayHooks & {
  /** The first message in a reader's forum topic, unless it is on its way. */
  introduction: (reader: DeskReader) => Introduction | undefined;
  /** A name for the forum topic, 1 to 128 characters. */
  topicName: (reader: DeskReader) => string;
  /** After a parcel was carried out, with the messages that it has sent; twice if a kill comes right then. */
  onSent: (parcel: Parcel, messages: number[]) => void;
};

export type Desk = {
  /** Belongs before the bot's own features, after those that know commands of the staff. */
  middleware: Composer<WendaContext>;
  /** Notes what the relay needs to know; belongs first. */
  watch: Composer<WendaContext>;
  outbox: Outbox;
  taking: Taking;
  telling: Telling;
  /** The staff's group, which may have got another number. */
  staffChat: () => number;
  /** Deletes everything about a reader, and the forum topic. @throws Failure `state` when that cannot be written */
  forget: (reader: number) => Promise<void>;
  /** Begins to send. */
  start: () => void;
  /** Ends sending; what is not sent stays in the store. */
  stop: () => Promise<void>;
};

export function createDesk(options: DeskOptions): Desk {
  const { store, api, i18n, staffLanguage, operators, chosenLanguage, now, wait, random, logger } = options;
  const { attempting = once, hooks } = options;
  const staffChat = (): number => store.staff.use(options.staffChat);
  const numbers = createNumbers(store.tops);
  const outbox: Outbox = createOutbox({
    store,
    attempt: (parcel) => deliver(parcel),
    now,
    wait,
    logger,
  });
  const telling = createTelling({ store, outbox, i18n, staffLanguage });
  const { staffWords } = telling;
  const outage = createOutage({
    ...{ api, staffChat, staffWords, operators, now, logger },
    wordsFor: (account) => translateTo(i18n, languageFor(chosenLanguage(account))),
  });
  const deliver = createDeliver({
    ...{ api, store, staffChat, attempting, outbox, numbers, random, logger },
    topicName: hooks.topicName,
    introduction: hooks.introduction,
    onSent: (parcel, messages) => {
      telling.sent(parcel);
      hooks.onSent(parcel, messages);
    },
    onRefused: (parcel, ...why) => {
      if (parcel.work.do === 'end-topic') askToDelete(parcel.work.threadId);
      else telling.refused(parcel, ...why);
    },
    onAway: outage.refused,
    onBack: outage.over,
  });
  /** In the topic of a reader who is forgotten, if it is there and the bot may not delete it. */
  function askToDelete(thread: number): void {
    api
      .sendMessage(staffChat(), staffWords()('relay-forget'), { message_thread_id: thread })
      .catch((error: unknown) => {
        logger.info('a topic of a forgotten reader was not deleted', errorDetails(error));
      });
  }

  let isOn = true;
  const watched = { store, numbers, staffChat, onChange: outbox.poke, isOn: () => isOn };
  api.config.use(watchRequests(watched));
  const taking = createTaking({ store, outbox, now });

  return {
    watch: watchUpdates(watched),
    middleware: createRelay({ store, taking, telling, staffChat, hooks }),
    outbox,
    taking,
    telling,
    staffChat,
    forget: (id) => forgetReader(id, store, outbox.put),
    start: outbox.start,
    stop: async () => {
      await outbox.stop();
      isOn = false;
    },
  };
}

const once: Attempting = (before, request) => {
  before();
  return request();
};
