// What the bot must be allowed to do in the staff's group.
import type { ChatAdministratorRights, ChatMember } from 'grammy/types';

/** In the order in which Telegram's apps show them. */
export const STAFF_RIGHTS = ['can_delete_messages', 'can_pin_messages', 'can_manage_topics'] as const;
export type StaffRight = (typeof STAFF_RIGHTS)[number];

const NONE: ChatAdministratorRights = {
  is_anonymous: false,
  can_manage_chat: false,
  can_delete_messages: false,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_send_welcome_messages: false,
};

/** What Telegram gives the bot in a group that an operator chooses. */
export const ASKED_FOR_BOT: ChatAdministratorRights = {
  ...NONE,
  can_manage_chat: true,
  can_delete_messages: true,
  can_pin_messages: true,
  can_manage_topics: true,
};
/** Only who may make administrators can give rights, and none that they do not have themselves. */
export const ASKED_FOR_OPERATOR: ChatAdministratorRights = { ...ASKED_FOR_BOT, can_promote_members: true };

/** The rights that a member lacks; all of them if it is no administrator. */
export function missingRights(member: ChatMember): StaffRight[] {
  if (member.status === 'creator') return [];
  return STAFF_RIGHTS.filter((right) => member.status !== 'administrator' || member[right] !== true);
}
