// A ticket's life. Whatever happens is on disk, with the words that tell of it, before anything is sent: the words come
// first, so that a kill between the two makes neither be lost, and their key says what caused them, so that none is said
// twice.
//
//            ┌──────── the reader writes ────────┐
//            ↓                                   │
//   open → waiting for staff ──staff write──→ waiting for the reader
//            ↑      └────────── close ──────────┘ │
//            └─ within 24 h, or by the staff ── closed ── later ──→ a new ticket, linked to this one
import type { Translate } from '../locales/translations.ts';
import { escapeHtml } from '../bot/render/html.ts';
import type { AuditEntry, AuditLog } from './audit-log.ts';
import { withTurn } from './deadlines.ts';
import type { DeskStore } from './desk-store.ts';
import type { NewParcel } from './parcel.ts';
import type { StaffMember } from './staff-member.ts';
import { endButton, type Keyboard, scoreButtons } from './ticket-buttons.ts';
import { type About, type DeskReader, MAX_TAGS, newTicketId, type Priority, type Ticket } from './ticket.ts';
import type { WorkingTime } from './working-time.ts';

const REOPENS_MS = 24 * 60 * 60_000;
/** Of what the staff have answered, in UTF-16 units. */
const MAX_ANSWERS = 4000;

export interface Tickets {
  /** The reader's open ticket, or a new one, linked to the one before. */
  open(reader: Omit<DeskReader, 'tags'>, about?: About): Ticket;
  /**
   * Before a reader's message is passed on: a ticket that was closed within 24 hours is open again; later, a reply to what
   * the staff have written opens a new one. A message that only thanks opens nothing.
   */
  readerReturns(reader: number, message: { isThanks: boolean; isReply: boolean }): void;
  /** After it was passed on. Thanks alone wait for no answer. */
  readerWrites(reader: number, isThanks: boolean): void;
  /** A member of the staff has answered; the first one looks after the ticket. */
  staffWrites(reader: number, who: StaffMember, text: string): void;
  /** False if it was closed already; `who` is undefined for the reader. */
  close(ticket: Ticket, who: StaffMember | undefined): boolean;
  /** False if it is open, or if the reader has another one. */
  reopen(ticket: Ticket, who: StaffMember | undefined): boolean;
  assign(ticket: Ticket, to: StaffMember, by: StaffMember): void;
  prioritise(ticket: Ticket, priority: Priority, by: StaffMember): void;
  setType(ticket: Ticket, type: string, by: StaffMember): void;
  /** Adds tags to a reader and takes some away; of too many, the oldest go. */
  tag(ticket: Ticket, tags: { add: string[]; remove: string[] }, by: StaffMember): void;
  /** The rated ticket; undefined if it was not asked about, or rated before. */
  rate(id: string, reader: number, score: number): Ticket | undefined;
}

export type TicketsDependencies = {
  store: DeskStore;
  /** Puts something into the outbox. */
  post: (parcel: NewParcel) => void;
  audit: AuditLog;
  time: WorkingTime;
  staffT: () => Translate;
  readerT: (reader: number) => Translate;
  /** Shows a new ticket to the staff. */
  show: (ticket: Ticket) => void;
  /** Told when the pinned message of a ticket is out of date. */
  changed: (ticket: Ticket) => void;
  now: () => number;
  random: () => number;
};

export function createTickets(dependencies: TicketsDependencies): Tickets {
  const { store, post, audit, time, staffT, readerT, show, changed, now, random } = dependencies;

  function put(ticket: Ticket, entry?: Omit<AuditEntry, 'ticket'>): Ticket {
    store.tickets.put(ticket);
    if (entry !== undefined) audit.note({ ...entry, ticket: ticket.id });
    changed(ticket);
    return ticket;
  }

  /** @param cause what happened, once in a turn of the ticket */
  function tellStaff({ id, reader, turnAt = 0 }: Ticket, cause: string, text: string): void {
    post({
      key: `t:${id}:${turnAt}:${cause}`,
      reader,
      to: 'staff',
      work: { do: 'send', html: escapeHtml(text) },
    });
  }

  function tellReader(
    { id, reader, turnAt = 0 }: Ticket,
    cause: string,
    html: string,
    buttons?: Keyboard,
  ): void {
    const keyboard = buttons && { inline_keyboard: buttons };
    post({ key: `t:${id}:${turnAt}:${cause}:r`, reader, to: 'reader', work: { do: 'send', html, keyboard } });
  }

  function open(reader: Omit<DeskReader, 'tags'>, about: About = {}): Ticket {
    const running = store.tickets.openOf(reader.id);
    if (running !== undefined) return running;
    const known = store.readers.get(reader.id);
    store.readers.put({ tags: [], ...known, ...reader });
    const previous = store.tickets.of(reader.id).at(-1);
    const at = now();
    const ticket: Ticket = {
      id: newTicketId(random, (id) => store.tickets.get(id) !== undefined),
      reader: reader.id,
      status: 'waiting-staff',
      priority: 'normal',
      openedAt: at,
      turnAt: at,
      readerAt: at,
      about,
      previous: previous?.id,
    };
    put(ticket, { who: 'reader', did: 'opened', to: previous?.id });
    show(ticket);
    return ticket;
  }

  function readerReturns(
    reader: number,
    { isThanks, isReply }: { isThanks: boolean; isReply: boolean },
  ): void {
    const last = store.tickets.of(reader).at(-1);
    const known = store.readers.get(reader);
    if (isThanks || last?.closedAt === undefined || known === undefined) return;
    if (now() - last.closedAt < REOPENS_MS) reopen(last, undefined);
    else if (isReply) {
      const ticket = open(known);
      const words = { ticket: ticket.id, previous: last.id };
      tellReader(ticket, 'linked', escapeHtml(readerT(reader)('ticket-linked', words)));
    }
  }

  function readerWrites(reader: number, isThanks: boolean): void {
    const running = store.tickets.openOf(reader);
    if (running === undefined) return;
    const at = now();
    const isEnough = isThanks && running.status === 'waiting-reader';
    put({ ...(isEnough ? running : withTurn(running, 'waiting-staff', at, time)), readerAt: at });
  }

  function staffWrites(reader: number, who: StaffMember, text: string): void {
    const last = store.tickets.openOf(reader) ?? store.tickets.of(reader).at(-1);
    if (last === undefined) return;
    const at = now();
    const isFirst = last.assignee === undefined;
    const answers = [last.answers, text].filter(Boolean).join('\n\n');
    put(
      {
        ...withTurn(reopened(last), 'waiting-reader', at, time),
        staffAt: at,
        firstReplyAt: last.firstReplyAt ?? at,
        assignee: last.assignee ?? who,
        answers: answers.length <= MAX_ANSWERS ? answers : last.answers,
      },
      { who: who.id, did: last.status === 'closed' ? 'reopened' : 'answered' },
    );
    if (isFirst) audit.note({ who: who.id, did: 'assigned', ticket: last.id, to: who.id });
  }

  function close(ticket: Ticket, who: StaffMember | undefined): boolean {
    if (ticket.status === 'closed') return false;
    const { id } = ticket;
    const t = readerT(ticket.reader);
    const at = now();
    const isAsked = ticket.firstReplyAt !== undefined && ticket.survey === undefined;
    const ended = t(who === undefined ? 'ticket-ended-reader' : 'ticket-ended-staff', { ticket: id });
    tellReader(
      ticket,
      'closed',
      escapeHtml(isAsked ? `${ended}\n\n${t('survey')}` : ended),
      isAsked ? scoreButtons(id) : undefined,
    );
    const said = staffT();
    tellStaff(
      ticket,
      'closed',
      who === undefined
        ? said('did-close-reader', { ticket: id })
        : said('did-close', { ticket: id, name: who.name }),
    );
    put(
      {
        ...withTurn(ticket, 'closed', at, time),
        closedAt: at,
        closedBy: who === undefined ? 'reader' : 'staff',
        ...(isAsked ? { survey: { askedAt: at } } : {}),
      },
      { who: who?.id ?? 'reader', did: 'closed' },
    );
    return true;
  }

  function reopen(ticket: Ticket, who: StaffMember | undefined): boolean {
    if (ticket.status !== 'closed' || store.tickets.openOf(ticket.reader) !== undefined) return false;
    const { id, reader } = ticket;
    const t = readerT(reader);
    tellReader(ticket, 'reopened', escapeHtml(t('ticket-reopened', { ticket: id })), endButton(id, t));
    tellStaff(ticket, 'reopened', staffT()('did-reopen', { ticket: id }));
    const at = now();
    const again = withTurn(reopened(ticket), 'waiting-staff', at, time);
    put(who === undefined ? { ...again, readerAt: at } : again, {
      who: who?.id ?? 'reader',
      did: 'reopened',
    });
    return true;
  }

  return {
    open,
    readerReturns,
    readerWrites,
    staffWrites,
    close,
    reopen,
    assign: (ticket, to, by) => {
      put({ ...ticket, assignee: to }, { who: by.id, did: 'assigned', to: to.id });
    },
    prioritise: (ticket, priority, by) => {
      put({ ...ticket, priority }, { who: by.id, did: 'prioritised', to: priority });
    },
    setType: (ticket, type, by) => {
      put({ ...ticket, type }, { who: by.id, did: 'typed' });
    },
    tag: (ticket, { add, remove }, by) => {
      const reader = store.readers.get(ticket.reader);
      if (reader === undefined) return;
      const tags = [...new Set([...reader.tags, ...add])]
        .filter((tag) => !remove.includes(tag))
        .slice(-MAX_TAGS);
      store.readers.put({ ...reader, tags });
      put(ticket, { who: by.id, did: 'tagged' });
    },
    rate: (id, reader, score) => {
      const ticket = store.tickets.get(id);
      if (ticket?.reader !== reader || ticket.survey === undefined) return undefined;
      if (ticket.survey.score !== undefined) return undefined;
      tellStaff(ticket, 'rated', staffT()('did-rate', { ticket: id, score }));
      const survey = { ...ticket.survey, score };
      put({ ...ticket, survey, answers: undefined }, { who: 'reader', did: 'rated', to: score });
      return ticket;
    },
  };
}

/** Open again: what was late before is forgiven. */
function reopened(ticket: Ticket): Ticket {
  if (ticket.status !== 'closed') return ticket;
  return { ...ticket, closedAt: undefined, closedBy: undefined, spentMinutes: 0, reminded: [] };
}
