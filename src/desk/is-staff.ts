import type { WendaContext } from '../bot/context.ts';
import { memberOf, type StaffMember, writerOf } from './staff-member.ts';

const MEMBERS: ReadonlySet<string> = new Set(['creator', 'administrator', 'member']);
/** A member who leaves can press for so long. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1000;

/** Who wrote or pressed in the staff's group; undefined for anybody who is no member, and everywhere else. */
export type StaffOf = (ctx: WendaContext) => Promise<StaffMember | undefined>;

/** Everybody may press in a public group, and write in one that belongs to a channel: Telegram is asked who is a member. */
export function createStaffOf({ staffChat, now }: { staffChat: () => number; now: () => number }): StaffOf {
  const members = new Map<number, number>();
  return async (ctx) => {
    const chat = ctx.callbackQuery?.message?.chat ?? ctx.message?.chat;
    if (chat?.id !== staffChat()) return undefined;
    const { from, message } = ctx;
    // An anonymous administrator speaks as the group itself.
    if (message?.sender_chat !== undefined)
      return message.sender_chat.id === chat.id ? writerOf(message) : undefined;
    if (from === undefined || from.is_bot) return undefined;
    if ((members.get(from.id) ?? -Infinity) + REMEMBERED_MS > now()) return memberOf(from);
    const member = await ctx.api.getChatMember(chat.id, from.id);
    const isMember = MEMBERS.has(member.status) || (member.status === 'restricted' && member.is_member);
    if (!isMember) return undefined;
    if (members.size >= MAX_REMEMBERED) members.clear();
    members.set(from.id, now());
    return memberOf(from);
  };
}
