// The desk as a whole: the relay, and on top of it what makes a service of it. Everything here works on a store that is
// already open.
import { Composer } from 'grammy';
import type { Observe } from '../answer/observed.ts';
import type { Wiki } from '../answer/wiki.ts';
import type { WendaContext } from '../bot/context.ts';
import type { Extensions } from '../bot/dependencies.ts';
import type { LinkUrl } from '../bot/render/html.ts';
import { type Language, languageFor, type Translate, translateTo } from '../locales/translations.ts';
import { errorDetails } from '../system/logger.ts';
import { isAborted } from '../system/signals.ts';
import type { Teaching } from '../teaching/teaching.ts';
import type { AuditLog } from './audit-log.ts';
import type { Limits } from './deadlines.ts';
import { createDesk, type Desk, type DeskOptions } from './desk.ts';
import { createFindPassages } from './find-passages.ts';
import { createHandOver } from './hand-over.ts';
import { createHeads } from './heads.ts';
import { createStaffOf } from './is-staff.ts';
import type { NewParcel } from './parcel.ts';
import { createReaderTickets, isThanks } from './reader-tickets.ts';
import type { StaffDeed } from './relay.ts';
import { createReminders } from './reminders.ts';
import type { StaffView } from './render-ticket.ts';
import { createScreen } from './screen.ts';
import { screenAnswers } from './screen-answers.ts';
import type { SensitiveWords } from './sensitive-words.ts';
import { createStaffButtons } from './staff-buttons.ts';
import { createStaffCommands } from './staff-commands.ts';
import { type StaffMember, writerOf } from './staff-member.ts';
import type { DeskReader } from './ticket.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { whenWords } from './when-words.ts';
import { wordsOf } from './content.ts';
import { createWorkingTime, type Hours } from './working-time.ts';

export type ServiceOptions = Omit<DeskOptions, 'hooks'> & {
  wiki: Wiki;
  /** Address of an article's page, or of a section on it, if the wiki has pages. */
  pageUrl?: ((slug: string, sectionId?: string, sentence?: string) => string) | undefined;
  /** Where links in an article's text lead. */
  linksOf: (articleId: string) => LinkUrl;
  /** Where good answers become drafts; without it there are none. */
  teaching?: Pick<Teaching, 'draft'> | undefined;
  observe?: Observe | undefined;
  /** When somebody is there; always without it. */
  hours?: Hours | undefined;
  timeZone: string;
  limits: Limits;
  /** Accounts that are told of what is late, and decide about held messages. */
  supervisors: readonly number[];
  sensitive: () => SensitiveWords;
  audit: AuditLog;
};

export type Service = {
  /** For everybody's updates, before anyone is turned away. */
  first: Composer<WendaContext>;
  /** For those who may use the bot. */
  features: Composer<WendaContext>;
  offers: NonNullable<Extensions['offers']>;
  /** Learns what readers have read. */
  observe: Observe;
  tickets: Tickets;
  desk: Desk;
  /** Deletes everything about a reader, and the forum topic. @throws Failure `state` when that cannot be written */
  forget: (reader: number) => Promise<void>;
  /** Tells readers with an open ticket that there is nobody any more. */
  end: () => Promise<void>;
  start: () => void;
  stop: () => Promise<void>;
};

const MINUTE_MS = 60_000;

export function createService(options: ServiceOptions): Service {
  const { store, api, i18n, hours, timeZone, limits, supervisors, sensitive, audit } = options;
  const { wiki, pageUrl, linksOf, teaching, observe, now, wait, random, logger } = options;
  const stopped = new AbortController();
  const time = createWorkingTime(hours, timeZone);
  const post = (parcel: NewParcel): void => {
    desk.outbox.put(parcel);
  };
  const staffChat = (): number => desk.staffChat();
  const staffLanguage = (): Language => languageFor(options.staffLanguage());
  const staffT = (): Translate => translateTo(i18n, staffLanguage());
  const readerT = (reader: number): Translate =>
    translateTo(i18n, languageFor(store.readers.get(reader)?.language));
  const staffWhen = (at: number): string =>
    whenWords(at, { now: now(), timeZone, language: staffLanguage(), t: staffT() });
  const view = (): StaffView => ({
    t: staffT(),
    whenWords: staffWhen,
    topicUrl: (threadId) => {
      const [, number] = /^-100(\d+)$/.exec(String(staffChat())) ?? [];
      return number === undefined ? undefined : `https://t.me/c/${number}/${threadId}`;
    },
  });
  const noteDeed = (did: StaffDeed, { id }: Pick<DeskReader, 'id'>, by: StaffMember): void => {
    const ticket = store.tickets.openOf(id) ?? store.tickets.of(id).at(-1);
    audit.note({ who: by.id, did, ticket: ticket?.id ?? '' });
  };
  const later = (ms: number, task: () => Promise<void>): void => {
    const run = async (): Promise<void> => {
      await wait(ms, stopped.signal);
      if (!stopped.signal.aborted) await task();
    };
    run().catch((error: unknown) => {
      logger.error('the desk could not do what it had put off', errorDetails(error));
    });
  };

  const heads = createHeads({ store, post, api, staffChat, view, time, limits, later, logger });
  const tickets = createTickets({
    ...{ store, post, audit, time, staffT, readerT, now, random },
    show: heads.show,
    changed: heads.changed,
  });
  const remind = createReminders({
    ...{ store, post, time, limits, supervisors, staffT, now },
    whenWords: staffWhen,
  });
  const find = createFindPassages({ wiki, linksOf, pageUrl, sensitive });
  const staffOf = createStaffOf({ staffChat, now });
  const desk: Desk = createDesk({
    ...options,
    hooks: {
      screen: createScreen({
        ...{ store, post, tickets, sensitive, supervisors, audit, staffT },
        change: (...what) => desk.taking.change(...what),
      }),
      onMessage: (from, { id }, message) => {
        if (from === 'reader') tickets.readerWrites(id, isThanks(message));
        else tickets.staffWrites(id, writerOf(message), wordsOf(message).text);
      },
      onDone: noteDeed,
      onTopic: ({ id }, is, by) => {
        const ticket = store.tickets.openOf(id) ?? store.tickets.of(id).at(-1);
        if (ticket === undefined) return;
        if (is === 'closed') tickets.close(ticket, by);
        else tickets.reopen(ticket, by);
      },
      introduction: heads.introduction,
      topicName: heads.topicName,
      onSent: ({ work }, [message]) => {
        if (work.do === 'send') heads.sent(work.name, message);
      },
    },
  });
  api.config.use(
    screenAnswers({
      ...{ sensitive, staffChat, isOn: () => !stopped.signal.aborted },
      withheld: (chat) => translateTo(i18n, languageFor(options.chosenLanguage(chat)))('answer-withheld'),
    }),
  );
  const handOver = createHandOver({
    ...{ store, tickets, wiki, time, timeZone, pageUrl, observe, now },
    isFull: desk.outbox.isFull,
  });

  const first = new Composer<WendaContext>();
  first.use(desk.watch);
  first.use(
    createStaffCommands({
      ...{ store, tickets, staffOf, staffChat, view, find, now },
      renderDetails: heads.render,
      markNote: ({ reader }, message, by) => {
        desk.telling.mark('staff', reader, message, '✍');
        noteDeed('noted', { id: reader }, by);
      },
    }),
  );
  first.use(
    createStaffButtons({
      ...{ store, post, tickets, audit, staffOf, staffChat, staffT, readerT, find, supervisors },
    }),
  );
  first.use(createReaderTickets({ store, tickets, telling: desk.telling, teaching, logger }));
  first.use(desk.middleware);

  async function keepReminding(): Promise<void> {
    while (!isAborted(stopped.signal)) {
      await wait(MINUTE_MS, stopped.signal);
      if (!isAborted(stopped.signal)) remind();
    }
  }

  return {
    first,
    features: handOver.feature,
    offers: handOver.offers,
    observe: handOver.observe,
    tickets,
    desk,
    forget: async (reader) => {
      handOver.forget(reader);
      await desk.forget(reader);
    },
    end: async () => {
      const open = store.tickets.all().filter(({ status }) => status !== 'closed');
      for (const { reader } of open) {
        const text = readerT(reader)('desk-ended');
        await api.sendMessage(reader, text).catch((error: unknown) => {
          logger.info('a reader could not be told that the desk has ended', errorDetails(error));
        });
      }
    },
    start: () => {
      // Before the outbox, which may still have the same words.
      remind();
      heads.start();
      desk.start();
      keepReminding().catch((error: unknown) => {
        logger.error('the desk no longer looks at deadlines', errorDetails(error));
      });
    },
    stop: async () => {
      stopped.abort();
      await desk.stop();
    },
  };
}
