// The pinned message of a ticket, and the name of its forum topic. Both show how things stand, so they are changed after
// everything that happens, a little later and once for all of it; a change that is lost is made up for by the next one.
import { type Api, GrammyError } from 'grammy';
import { escapeHtml } from '../bot/render/html.ts';
import type { Reply } from '../bot/render/reply.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { deadlinesOf, type Limits } from './deadlines.ts';
import type { DeskStore } from './desk-store.ts';
import type { NewParcel } from './parcel.ts';
import { renderTicket, type StaffView, topicName } from './render-ticket.ts';
import type { DeskReader, Ticket } from './ticket.ts';
import type { WorkingTime } from './working-time.ts';

/** A few messages in a row change a ticket once. */
const LATER_MS = 2_000;
/** Those that were changed last may not have been shown when the process ended. */
const AFTER_START = 20;

type FirstMessage = Omit<Extract<NewParcel['work'], { do: 'send' }>, 'do'>;

export type Heads = {
  /** Shows a new ticket to the staff, in the reader's topic or in a new one. */
  show: (ticket: Ticket) => void;
  /** The first message in a new topic; undefined if one is on its way. */
  introduction: (reader: DeskReader) => FirstMessage | undefined;
  topicName: (reader: DeskReader) => string;
  /** Notes the number of a message that was sent under a name. */
  sent: (name: string | undefined, message: number | undefined) => void;
  changed: (ticket: Ticket) => void;
  render: (ticket: Ticket) => Reply;
  /** Shows what was not shown before the process ended. */
  start: () => void;
};

export type HeadsDependencies = {
  store: DeskStore;
  post: (parcel: NewParcel) => void;
  api: Api;
  staffChat: () => number;
  view: () => StaffView;
  time: WorkingTime;
  limits: Limits;
  /** Runs a task after some milliseconds. */
  later: (ms: number, task: () => Promise<void>) => void;
  logger: Logger;
};

export function createHeads(dependencies: HeadsDependencies): Heads {
  const { store, post, api, staffChat, view, time, limits, later, logger } = dependencies;
  const dirty = new Set<string>();
  const names = new Map<number, string>();
  const keyOf = (ticket: Ticket): string => `head:${ticket.id}`;
  const lastOf = (reader: number): Ticket | undefined =>
    store.tickets.openOf(reader) ?? store.tickets.of(reader).at(-1);

  function render(ticket: Ticket): Reply {
    const { reader: id } = ticket;
    const reader = store.readers.get(id) ?? { id, name: String(id), language: '', tags: [] };
    const earlier = store.tickets.of(id).filter((other) => other.id !== ticket.id);
    return renderTicket({ ticket, reader, earlier, deadlines: deadlinesOf(ticket, limits, time) }, view());
  }

  function firstMessage(ticket: Ticket): FirstMessage {
    const { html, buttons } = render(ticket);
    return { html, keyboard: { inline_keyboard: buttons }, isPinned: true, name: keyOf(ticket) };
  }

  async function refresh(): Promise<void> {
    const ids = [...dirty];
    dirty.clear();
    for (const id of ids) {
      const ticket = store.tickets.get(id);
      const reader = ticket && store.readers.get(ticket.reader);
      if (ticket?.head !== undefined) {
        const { html, buttons } = render(ticket);
        await tolerate(
          api.editMessageText(staffChat(), ticket.head, html, {
            parse_mode: 'HTML',
            link_preview_options: { is_disabled: true },
            reply_markup: { inline_keyboard: buttons },
          }),
        );
      }
      if (reader?.threadId === undefined) continue;
      const name = topicName(reader, lastOf(reader.id));
      if (names.get(reader.id) === name) continue;
      if (names.size > 10 * AFTER_START) names.clear();
      names.set(reader.id, name);
      await tolerate(api.editForumTopic(staffChat(), reader.threadId, { name }));
    }
  }

  async function tolerate(request: Promise<unknown>): Promise<void> {
    try {
      await request;
    } catch (error) {
      const isSame = error instanceof GrammyError && /not.modified/i.test(error.description);
      if (!isSame) logger.info('a ticket could not be shown as it stands', errorDetails(error));
    }
  }

  function changed(ticket: Ticket): void {
    if (dirty.size === 0) later(LATER_MS, refresh);
    dirty.add(ticket.id);
  }

  return {
    show: (ticket) => {
      const reader = store.readers.get(ticket.reader);
      const [to, id] = ['staff', ticket.reader] as const;
      if (reader?.threadId === undefined)
        post({ key: `topic:${id}`, reader: id, to, work: { do: 'begin-topic' } });
      else post({ key: keyOf(ticket), reader: id, to, work: { do: 'send', ...firstMessage(ticket) } });
    },
    introduction: ({ id, name, earlierThreads = [] }) => {
      const ticket = lastOf(id);
      if (ticket === undefined || store.outbox.get(keyOf(ticket)) !== undefined) return undefined;
      const first = firstMessage(ticket);
      const again = escapeHtml(view().t('relay-topic-again', { name }));
      return earlierThreads.length === 0 ? first : { ...first, html: `${again}\n\n${first.html}` };
    },
    topicName: (reader) => {
      const name = topicName(reader, lastOf(reader.id));
      names.set(reader.id, name);
      return name;
    },
    sent: (name, message) => {
      const [, id = ''] = /^head:(.+)$/.exec(name ?? '') ?? [];
      const ticket = store.tickets.get(id);
      if (ticket === undefined || message === undefined) return;
      store.tickets.put({ ...ticket, head: message });
      changed(ticket);
    },
    changed,
    render,
    start: () => {
      for (const ticket of store.tickets.all().slice(-AFTER_START)) changed(ticket);
    },
  };
}
