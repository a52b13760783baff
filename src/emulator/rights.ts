// What the members of a chat may do there, and a membership as the Bot API tells it.
import type { ChatAdministratorRights, ChatMember, User } from 'grammy/types';

export type Standing = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
/** The rights of an administrator that differ from the usual ones. */
export type Rights = Partial<ChatAdministratorRights>;

/** What members may do. */
export const PERMISSIONS = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_change_info: false,
  can_invite_users: true,
  can_pin_messages: false,
  can_manage_topics: false,
};
const ADMINISTRATOR = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
} satisfies Rights;

/** Whether the bot has one of an administrator's rights. */
export function mayBot(
  { bot, rights }: { bot: Standing; rights: Rights },
  right: keyof typeof ADMINISTRATOR,
): boolean {
  if (bot === 'creator') return true;
  return bot === 'administrator' && (rights[right] ?? ADMINISTRATOR[right]);
}

export function memberOf(user: User, standing: Standing, rights: Rights = {}): ChatMember {
  switch (standing) {
    case 'creator':
      return { user, status: standing, is_anonymous: false };
    case 'administrator':
      // Administrator rights grow with each version; the emulator gives the usual ones.
      return { user, status: standing, can_be_edited: false, ...ADMINISTRATOR, ...rights } as ChatMember;
    case 'restricted':
      return {
        user,
        status: standing,
        is_member: true,
        ...PERMISSIONS,
        can_send_messages: false,
        until_date: 0,
      } as ChatMember; // as above
    case 'kicked':
      return { user, status: standing, until_date: 0 };
    case 'member':
    case 'left':
      return { user, status: standing };
  }
}
