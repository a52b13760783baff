// Deadlines of a ticket, in working minutes: for the first reply, for each further one, and for the solution, whose clock
// stands still while the reader is waited for.
//
//   opened ──first reply──→ waiting for the reader ──message──→ waiting for staff ──next reply──→ …
//   └───────────── solution: the minutes of the staff's turns, summed up ──────────────────────────→
import type { Priority, Ticket } from './ticket.ts';
import type { WorkingTime } from './working-time.ts';

export const DEADLINES = ['first-reply', 'next-reply', 'solution'] as const;
export type DeadlineKind = (typeof DEADLINES)[number];

/** Working minutes; undefined for none. */
export type Limits = Readonly<Record<DeadlineKind, number | undefined>>;

/** `nudge`: most of the time is over. `late`: all of it. */
export type Reminder = { kind: DeadlineKind; stage: 'nudge' | 'late' };
/** Milliseconds since 1970. */
export type Deadline = { kind: DeadlineKind; nudgeAt: number; dueAt: number };

const NUDGE_SHARE = 0.8;
const FACTORS: Readonly<Record<Priority, number>> = { urgent: 0.5, high: 0.75, normal: 1, low: 2 };

/** What runs now; nothing of a closed ticket, or of one that waits for its reader. */
export function deadlinesOf(ticket: Ticket, limits: Limits, time: WorkingTime): Deadline[] {
  const { status, openedAt, firstReplyAt, turnAt = openedAt, spentMinutes = 0, priority } = ticket;
  if (status !== 'waiting-staff') return [];
  const reply = firstReplyAt === undefined ? 'first-reply' : 'next-reply';
  return ([reply, 'solution'] as const).flatMap((kind) => {
    const limit = limits[kind];
    if (limit === undefined) return [];
    const spent = kind === 'next-reply' ? 0 : spentMinutes;
    const at = (share: number): number => time.after(turnAt, share * limit * FACTORS[priority] - spent);
    return [{ kind, nudgeAt: at(NUDGE_SHARE), dueAt: at(1) }];
  });
}

/**
 * What the staff have to be reminded of now, and the ticket that remembers it. When both stages have come meanwhile, only
 * the later one is worth a message.
 */
export function remind(
  ticket: Ticket,
  deadlines: readonly Deadline[],
  now: number,
): { ticket: Ticket; reminders: Reminder[] } {
  const reminded = new Set(ticket.reminded);
  const reminders: Reminder[] = [];
  for (const { kind, nudgeAt, dueAt } of deadlines) {
    const stages = (['late', 'nudge'] as const).filter((one) => now >= (one === 'late' ? dueAt : nudgeAt));
    const [stage] = stages;
    if (stage === undefined || reminded.has(`${kind}:${stage}`)) continue;
    for (const past of stages) reminded.add(`${kind}:${past}`);
    reminders.push({ kind, stage });
  }
  return reminders.length === 0
    ? { ticket, reminders }
    : { ticket: { ...ticket, reminded: [...reminded] }, reminders };
}

/**
 * The ticket when it is somebody's turn from now on. A reader's next message during the staff's turn changes nothing: the
 * first one is waited for longest.
 */
export function withTurn(ticket: Ticket, status: Ticket['status'], at: number, time: WorkingTime): Ticket {
  if (ticket.status === status) return ticket;
  const { turnAt = ticket.openedAt, spentMinutes = 0, reminded = [] } = ticket;
  const spent =
    ticket.status === 'waiting-staff' ? spentMinutes + time.minutesBetween(turnAt, at) : spentMinutes;
  return {
    ...ticket,
    status,
    turnAt: at,
    spentMinutes: spent,
    // Each turn has a reply of its own.
    reminded: reminded.filter((one) => !one.startsWith('next-reply')),
  };
}
