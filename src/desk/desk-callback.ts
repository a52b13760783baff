// Callback data of the desk (1–64 bytes). Tickets are named by their ids; numbers are base 36:
//
//   ka             a reader asks for a person     ky  is passed on     kn  is not
//   kx:<ticket>    the reader closes              kr:<ticket>:<1-5>  the reader rates
//   kt:<ticket>    a member of the staff takes it
//   kc:<ticket>    closes it                      ko:<ticket>  opens it again
//   kp:<ticket>:<priority's first letter>         sets its priority
//   kf:<section>   sends a passage that /find has found
//   k+:<message>   a held message may go          k-:<message>  may not
import { type Priority, PRIORITIES } from './ticket.ts';

export type DeskCallback =
  | { kind: 'ask-person' | 'pass-on' | 'decline' }
  | { kind: 'end'; ticket: string }
  | { kind: 'take' | 'close' | 'reopen'; ticket: string }
  | { kind: 'rate'; ticket: string; score: number }
  | { kind: 'priority'; ticket: string; priority: Priority }
  | { kind: 'passage'; sectionId: string }
  /** `message`: number of the held message in the staff's group. */
  | { kind: 'approve' | 'deny'; message: number };

const PLAIN = { a: 'ask-person', y: 'pass-on', n: 'decline' } as const;
const OF_TICKET = { x: 'end', t: 'take', c: 'close', o: 'reopen' } as const;
const VERDICTS = { '+': 'approve', '-': 'deny' } as const;
const DATA = /^k(.)(?::([A-Za-z0-9_-]{1,16}))?(?::([1-5a-z]))?$/;

export function encodeDesk(data: DeskCallback): string {
  switch (data.kind) {
    case 'ask-person':
    case 'pass-on':
    case 'decline':
      return `k${letterOf(PLAIN, data.kind)}`;
    case 'end':
    case 'take':
    case 'close':
    case 'reopen':
      return `k${letterOf(OF_TICKET, data.kind)}:${data.ticket}`;
    case 'rate':
      return `kr:${data.ticket}:${data.score}`;
    case 'priority':
      return `kp:${data.ticket}:${data.priority.charAt(0)}`;
    case 'passage':
      return `kf:${data.sectionId}`;
    case 'approve':
    case 'deny':
      return `k${letterOf(VERDICTS, data.kind)}:${data.message.toString(36)}`;
  }
}

/** Undefined for data that the desk did not write. */
export function decodeDesk(text: string): DeskCallback | undefined {
  const [, letter = '', id, last] = DATA.exec(text) ?? [];
  if (id === undefined) {
    const kind = valueOf(PLAIN, letter);
    return kind && { kind };
  }
  const isTicket = /^[A-Z0-9]{4,8}$/.test(id);
  if (last !== undefined) {
    const priority = PRIORITIES.find((one) => one.startsWith(last));
    if (!isTicket) return undefined;
    if (letter === 'r' && /[1-5]/.test(last)) return { kind: 'rate', ticket: id, score: Number(last) };
    return letter === 'p' && priority !== undefined ? { kind: 'priority', ticket: id, priority } : undefined;
  }
  if (letter === 'f') return id.length === 12 ? { kind: 'passage', sectionId: id } : undefined;
  const verdict = valueOf(VERDICTS, letter);
  if (verdict !== undefined) {
    const message = /^[0-9a-z]{1,8}$/.test(id) ? parseInt(id, 36) : 0;
    return message > 0 && message.toString(36) === id ? { kind: verdict, message } : undefined;
  }
  const kind = valueOf(OF_TICKET, letter);
  return kind !== undefined && isTicket ? { kind, ticket: id } : undefined;
}

function letterOf<V extends string>(table: Readonly<Record<string, V>>, kind: V): string {
  return Object.entries(table).find(([, value]) => value === kind)?.[0] ?? '';
}

function valueOf<V>(table: Readonly<Record<string, V>>, letter: string): V | undefined {
  return Object.hasOwn(table, letter) ? table[letter] : undefined;
}
