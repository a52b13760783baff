import type { Message, User } from 'grammy/types';

/** A member of the staff; an anonymous administrator is the group itself. */
export type StaffMember = { id: number; name: string };

/** Who has written a message in the staff's group. */
export function writerOf({ from, sender_chat: as }: Pick<Message, 'from' | 'sender_chat'>): StaffMember {
  if (as !== undefined) return { id: as.id, name: as.title ?? '' };
  return from === undefined ? { id: 0, name: '' } : memberOf(from);
}

export function memberOf({ id, first_name: first, last_name: last }: User): StaffMember {
  return { id, name: [first, last].filter(Boolean).join(' ') };
}
