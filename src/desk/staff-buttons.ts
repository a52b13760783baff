// The buttons in the staff's group. Whoever presses them is looked at each time; what they name is looked up each time.
import { Composer, type Filter } from 'grammy';
import type { WendaContext } from '../bot/context.ts';
import { escapeHtml } from '../bot/render/html.ts';
import { acknowledge, editReply } from '../bot/send.ts';
import type { Translate } from '../locales/translations.ts';
import type { AuditLog } from './audit-log.ts';
import { decodeDesk, type DeskCallback } from './desk-callback.ts';
import type { DeskStore } from './desk-store.ts';
import type { FindPassages } from './find-passages.ts';
import type { StaffOf } from './is-staff.ts';
import type { NewParcel } from './parcel.ts';
import type { StaffMember } from './staff-member.ts';
import type { Tickets } from './tickets.ts';

export type StaffButtonsDependencies = {
  store: DeskStore;
  post: (parcel: NewParcel) => void;
  tickets: Tickets;
  audit: AuditLog;
  staffOf: StaffOf;
  staffChat: () => number;
  staffT: () => Translate;
  readerT: (reader: number) => Translate;
  find: FindPassages;
  /** Accounts that decide about held messages; without any, everybody but the writer. */
  supervisors: readonly number[];
};

type Press<K extends DeskCallback['kind']> = {
  ctx: Filter<WendaContext, 'callback_query:data'>;
  data: Extract<DeskCallback, { kind: K }>;
  by: StaffMember;
  t: Translate;
};

export function createStaffButtons(dependencies: StaffButtonsDependencies): Composer<WendaContext> {
  const { store, post, tickets, audit, staffOf, staffChat, staffT, readerT, find, supervisors } =
    dependencies;
  const composer = new Composer<WendaContext>();

  /** @param handle returns the notice for the one who has pressed */
  function onPress<K extends DeskCallback['kind']>(
    kinds: readonly K[],
    handle: (press: Press<K>) => string | undefined | Promise<string | undefined>,
  ): void {
    const isOurs = (data: DeskCallback | undefined): data is Press<K>['data'] =>
      kinds.some((kind) => kind === data?.kind);
    composer.on('callback_query:data', async (ctx, next) => {
      const data = decodeDesk(ctx.callbackQuery.data);
      // Elsewhere they are buttons that nobody knows.
      if (!isOurs(data) || ctx.chat?.id !== staffChat()) return next();
      const by = await staffOf(ctx);
      const notice = by === undefined ? ctx.t('only-staff') : await handle({ ctx, data, by, t: staffT() });
      await acknowledge(ctx, notice);
    });
  }

  onPress(['take', 'close', 'reopen', 'priority'], ({ data, by, t }) => {
    const ticket = store.tickets.get(data.ticket);
    if (ticket === undefined) return t('ticket-gone');
    const { id: name } = ticket;
    switch (data.kind) {
      case 'take':
        tickets.assign(ticket, by, by);
        return t('did-assign', { ticket: name, name: by.name });
      case 'priority':
        tickets.prioritise(ticket, data.priority, by);
        return t('did-priority', { ticket: name, priority: t(`priority-${data.priority}`) });
      case 'close':
        return tickets.close(ticket, by) ? undefined : t('status-closed');
      case 'reopen':
        return tickets.reopen(ticket, by) ? undefined : t(`status-${ticket.status}`);
    }
  });

  onPress(['passage'], async ({ ctx, data, by, t }) => {
    const { message } = ctx.callbackQuery;
    const reader = store.readers.ofThread(message?.message_thread_id ?? 0);
    if (message === undefined || reader === undefined) return t('no-ticket-here');
    const [, words = ''] = /^[/／]\S+\s+([\s\S]+)$/.exec(message.reply_to_message?.text ?? '') ?? [];
    const found = await find.passage(words, data.sectionId, readerT(reader.id));
    if (found === undefined) return t('find-gone');
    const { title, reply, verdict } = found;
    // What would have to be held can be said in words of one's own.
    if (verdict.kind === 'hold' || verdict.kind === 'refuse')
      return t('word-refused', { words: verdict.words.join(', ') }).slice(0, MAX_NOTICE);
    const key = `find:${message.message_id}:${data.sectionId}`;
    const keyboard = { inline_keyboard: reply.buttons };
    post({ key, reader: reader.id, to: 'reader', work: { do: 'send', html: reply.html, keyboard } });
    const said = escapeHtml(t('find-sent', { title }));
    post({ key: `${key}:said`, reader: reader.id, to: 'staff', work: { do: 'send', html: said } });
    tickets.staffWrites(reader.id, by, '');
    return undefined;
  });

  onPress(['approve', 'deny'], async ({ ctx, data, by, t }) => {
    const held = store.held.get(data.message);
    if (held === undefined) return t('held-gone');
    if (supervisors.length > 0 && !supervisors.includes(by.id)) return t('only-supervisor');
    if (supervisors.length === 0 && held.by.id === by.id) return t('only-another');
    const { reader, parcel, text } = held;
    const isApproved = data.kind === 'approve';
    if (isApproved) post(parcel);
    else
      post({
        key: `m:${data.message}`,
        reader,
        to: 'staff',
        work: { do: 'react', message: data.message, emoji: '👎' },
      });
    store.held.remove(data.message);
    const ticket = store.tickets.openOf(reader) ?? store.tickets.of(reader).at(-1);
    audit.note({
      who: by.id,
      did: isApproved ? 'approved' : 'denied',
      ticket: ticket?.id ?? '',
      to: held.by.id,
    });
    if (isApproved) tickets.staffWrites(reader, held.by, text);
    const said = t(isApproved ? 'held-approved' : 'held-denied', { name: by.name });
    await editReply(ctx, { html: escapeHtml(said), buttons: [] });
    return undefined;
  });

  return composer;
}

/** Of the notice for a pressed button; Telegram's limit. */
const MAX_NOTICE = 200;
