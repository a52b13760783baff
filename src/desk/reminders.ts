// Looks at the clock: says in a ticket's topic what is due, once each.
import { escapeHtml } from '../bot/render/html.ts';
import type { Translate } from '../locales/translations.ts';
import { deadlinesOf, type Limits, remind } from './deadlines.ts';
import type { DeskStore } from './desk-store.ts';
import type { NewParcel } from './parcel.ts';
import type { WorkingTime } from './working-time.ts';

/** A staff's answer that nobody has rated is no longer kept. */
const ANSWERS_KEPT_MS = 7 * 24 * 60 * 60_000;

export type RemindersDependencies = {
  store: DeskStore;
  post: (parcel: NewParcel) => void;
  time: WorkingTime;
  limits: Limits;
  /** Accounts that are mentioned when something is late. */
  supervisors: readonly number[];
  staffT: () => Translate;
  /** An instant in words, for the staff. */
  whenWords: (at: number) => string;
  now: () => number;
};

/**
 * Makes the function that does what is due. It has to run before the outbox is worked off: after a kill it finds the
 * reminder that was written and not yet noted, and writes the same one.
 */
export function createReminders(dependencies: RemindersDependencies): () => void {
  const { store, post, time, limits, supervisors, staffT, whenWords, now } = dependencies;
  return () => {
    const t = staffT();
    const at = now();
    for (const ticket of store.tickets.all()) {
      const { id, reader, status, assignee, turnAt, closedAt, answers } = ticket;
      if (status === 'closed') {
        if (answers === undefined || at - (closedAt ?? 0) < ANSWERS_KEPT_MS) continue;
        store.tickets.put({ ...ticket, answers: undefined });
        continue;
      }
      const deadlines = deadlinesOf(ticket, limits, time);
      const { ticket: reminded, reminders } = remind(ticket, deadlines, at);
      for (const { kind, stage } of reminders) {
        const when = whenWords(deadlines.find((one) => one.kind === kind)?.dueAt ?? at);
        const text =
          stage === 'late' ? t(`late-${kind}`, { ticket: id }) : t(`nudge-${kind}`, { ticket: id, when });
        const mentions = [
          ...(assignee === undefined ? [] : [mention(assignee)]),
          ...(stage === 'late' ? supervisors.map((one) => mention({ id: one, name: t('supervisor') })) : []),
        ];
        const html = [escapeHtml(text), ...mentions].join(' ');
        post({
          key: `due:${id}:${kind}:${stage}:${turnAt ?? 0}`,
          reader,
          to: 'staff',
          work: { do: 'send', html },
        });
      }
      if (reminders.length > 0) store.tickets.put(reminded);
    }
  };
}

/** A name that tells the account; a group that writes in its own name cannot be told. */
export function mention({ id, name }: { id: number; name: string }): string {
  return id > 0 ? `<a href="tg://user?id=${id}">${escapeHtml(name)}</a>` : escapeHtml(name);
}
