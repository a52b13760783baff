// The desk's tables, and the store as its users see it.
import { isObject } from '../system/is-object.ts';
import {
  isCount,
  isFinite,
  isFlag,
  isId,
  isText,
  listOf,
  oneOf,
  optional,
  pairOf,
  withFields,
} from '../storage/guards.ts';
import type { Schema, Tables } from '../storage/tables.ts';
import type { DeskStore, Held, Link } from './desk-store.ts';
import { withIndex } from './indexed-table.ts';
import type { Parcel } from './parcel.ts';
import { isParcel } from './parcel-guard.ts';
import { type About, type DeskReader, PRIORITIES, STATUSES, type Ticket } from './ticket.ts';

export type DeskRows = {
  staff: { configured: number; now: number };
  readers: DeskReader;
  tickets: Ticket;
  links: Link;
  outbox: Parcel;
  held: Held;
  tops: [sequence: number, top: number];
};

/** More is not taken: it would push out what was promised. */
const MAX_PARCELS = 5_000;

const isReader = withFields<DeskReader>({
  id: isId,
  name: isText,
  language: isText,
  threadId: optional(isId),
  earlierThreads: optional(listOf(isId)),
  isTopicClosed: optional(isFlag),
  tags: listOf(isText),
});
const isAbout = withFields<About>({
  question: optional(isText),
  shown: optional(withFields<NonNullable<About['shown']>>({ title: isText, url: optional(isText) })),
  percent: optional(isFinite),
  closest: optional(listOf(isText)),
});
const isTicket = withFields<Ticket>({
  id: isText,
  reader: isId,
  status: oneOf(STATUSES),
  type: optional(isText),
  priority: oneOf(PRIORITIES),
  assignee: optional(withFields<{ id: number; name: string }>({ id: isId, name: isText })),
  openedAt: isFinite,
  firstReplyAt: optional(isFinite),
  staffAt: optional(isFinite),
  readerAt: optional(isFinite),
  closedAt: optional(isFinite),
  closedBy: optional(oneOf(['staff', 'reader', 'nobody'])),
  previous: optional(isText),
  survey: optional(
    withFields<NonNullable<Ticket['survey']>>({ askedAt: isFinite, score: optional(isCount) }),
  ),
  about: optional(isAbout),
  turnAt: optional(isFinite),
  spentMinutes: optional(isFinite),
  reminded: optional(listOf(isText)),
  head: optional(isId),
  answers: optional(isText),
});
const isLink = withFields<Link>({
  reader: isId,
  readerMessage: isId,
  staffMessage: isId,
  by: oneOf(['reader', 'staff']),
});

const isHeld = withFields<Held>({
  message: isId,
  reader: isId,
  by: withFields<Held['by']>({ id: isId, name: isText }),
  // The rest of a parcel is given when it is posted.
  parcel: (value): value is Held['parcel'] => isObject(value) && isParcel({ number: 0, at: 0, ...value }),
  text: isText,
});

const linkKey = (reader: number, message: number): string => `${reader}:${message}`;

export const DESK_SCHEMA: Schema<DeskRows> = {
  staff: {
    bound: 1,
    isRow: withFields<DeskRows['staff']>({ configured: isId, now: isId }),
    keyOf: () => 'staff',
  },
  readers: { bound: 50_000, isRow: isReader, keyOf: ({ id }) => id },
  tickets: { bound: 50_000, isRow: isTicket, keyOf: ({ id }) => id },
  // Of busy months; replies to and edits of older messages are rare.
  links: {
    bound: 100_000,
    isRow: isLink,
    keyOf: ({ reader, readerMessage }) => linkKey(reader, readerMessage),
  },
  held: { bound: 1_000, isRow: isHeld, keyOf: ({ message }) => message },
  outbox: { bound: 2 * MAX_PARCELS, isRow: isParcel, keyOf: ({ key }) => key },
  tops: { bound: 100, isRow: pairOf(isId, isId), keyOf: ([sequence]) => sequence },
};

export function createDeskStore(tables: Tables<DeskRows>): Omit<DeskStore, 'flush' | 'close' | 'isDurable'> {
  const { held, staff, tickets, outbox } = tables;
  const links = withIndex(tables.links, DESK_SCHEMA.links.keyOf, ({ staffMessage }) => staffMessage);
  const readers = withIndex(tables.readers, DESK_SCHEMA.readers.keyOf, ({ threadId }) => threadId);
  const ticketsOf = withIndex(tables.tickets, DESK_SCHEMA.tickets.keyOf, ({ reader }) => reader);

  return {
    staff: {
      use: (configured) => {
        const known = staff.get('staff');
        if (known?.configured === configured) return known.now;
        if (known !== undefined) leaveGroup();
        staff.put({ configured, now: configured });
        return configured;
      },
      move: (to) => {
        const known = staff.get('staff');
        if (known === undefined || known.now === to) return;
        leaveGroup();
        staff.put({ ...known, now: to });
      },
    },
    readers: {
      get: tables.readers.get,
      ofThread: (threadId) => readers.by(threadId)[0],
      put: readers.put,
      all: tables.readers.rows,
    },
    tickets: {
      get: tickets.get,
      put: ticketsOf.put,
      of: (reader) => ticketsOf.by(reader).sort((a, b) => a.openedAt - b.openedAt),
      openOf: (reader) => ticketsOf.by(reader).find(({ status }) => status !== 'closed'),
      all: tickets.rows,
    },
    links: {
      ofReader: (reader, message) => tables.links.get(linkKey(reader, message)),
      ofStaff: (message) => links.by(message)[0],
      put: links.put,
      all: tables.links.rows,
    },
    outbox: {
      get: outbox.get,
      put: outbox.put,
      remove: (key) => void outbox.delete(key),
      all: () => outbox.rows().sort((a, b) => a.number - b.number),
      isFull: () => outbox.size() >= MAX_PARCELS,
    },
    tops: {
      get: (sequence) => tables.tops.get(sequence)?.[1] ?? 0,
      put: (sequence, top) => {
        tables.tops.put([sequence, top]);
      },
    },
    held: {
      get: held.get,
      put: held.put,
      remove: (message) => void held.delete(message),
    },
    forget: (reader) => {
      const gone = [
        ...held
          .rows()
          .filter((one) => one.reader === reader)
          .map(({ message }) => held.delete(message)),
        ...ticketsOf.by(reader).map(({ id }) => ticketsOf.delete(id)),
        ...tables.links
          .rows()
          .filter((link) => link.reader === reader)
          .map(({ readerMessage }) => links.delete(linkKey(reader, readerMessage))),
        ...outbox
          .rows()
          .filter((parcel) => parcel.reader === reader)
          .map(({ key }) => outbox.delete(key)),
        readers.delete(reader),
      ];
      return gone.filter(Boolean).length;
    },
  };

  /** Numbers of topics and messages mean nothing in another group. */
  function leaveGroup(): void {
    for (const { message } of held.rows()) held.delete(message);
    for (const { reader, readerMessage } of tables.links.rows()) links.delete(linkKey(reader, readerMessage));
    for (const reader of tables.readers.rows())
      readers.put({ ...reader, threadId: undefined, earlierThreads: undefined });
    for (const ticket of tickets.rows())
      if (ticket.head !== undefined) ticketsOf.put({ ...ticket, head: undefined });
    for (const parcel of outbox.rows()) {
      const { key, to, work } = parcel;
      const isOfReader = work.do === 'send' || (work.do === 'copy' && to === 'staff');
      if (isOfReader) outbox.put({ ...parcel, above: undefined });
      else outbox.delete(key);
    }
  }
}
