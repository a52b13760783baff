// getChat, getChatMember, leaveChat, and a membership as the bot sees it.
import type { ChatMember, User, UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Room, Standing } from './room.ts';
import { type Now, unixTime } from './clock.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { integerOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { UpdatesQueue } from './updates-queue.ts';

const RIGHTS = {
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
const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};
const ADMINISTRATOR = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
};

export type Membership = {
  methods: Methods;
  /** Changes the bot's membership and tells the bot; does nothing if it is the same. */
  changeBot(room: Room, standing: Standing, by: User): void;
};

export function createMembership({
  bot,
  chats,
  updates,
  events,
  now,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  updates: UpdatesQueue;
  events: Events;
  now: Now;
}): Membership {
  const { id, is_bot, first_name, username } = bot;
  const botUser: User = { id, is_bot, first_name, username };

  function changeBot(room: Room, standing: Standing, by: User): void {
    if (room.bot === standing) return;
    const old_chat_member = memberOf(botUser, room.bot);
    room.bot = standing;
    const new_chat_member = memberOf(botUser, standing);
    const { chat } = room;
    updates.push({
      my_chat_member: { chat, from: by, date: unixTime(now), old_chat_member, new_chat_member },
    });
    events.emit({ kind: 'chat', chat });
  }

  return {
    changeBot,
    methods: {
      getChat: (payload) => {
        const { chat } = chats.forBot(textOf(payload, 'chat_id'), 'read');
        const common = { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: NO_GIFTS };
        return chat.type === 'private' ? common : { ...common, permissions: RIGHTS };
      },
      getChatMember: (payload) => {
        const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
        const userId = integerOf(payload, 'user_id');
        if (userId === undefined) throw badRequest('invalid user_id specified');
        if (userId === id) return memberOf(botUser, room.bot);
        const member = room.people.get(userId);
        if (member !== undefined) return memberOf(member.user, member.standing);
        const person = chats.person(userId);
        if (person === undefined) throw badRequest('member not found');
        return memberOf(person, room.chat.id === userId ? 'member' : 'left');
      },
      leaveChat: (payload) => {
        const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
        if (room.chat.type === 'private')
          throw badRequest("chat member status can't be changed in private chats");
        changeBot(room, 'left', botUser);
        return true;
      },
    },
  };
}

function memberOf(user: User, standing: Standing): ChatMember {
  switch (standing) {
    case 'creator':
      return { user, status: standing, is_anonymous: false };
    case 'administrator':
      // Administrator rights grow with each version; the emulator gives the usual ones.
      return { user, status: standing, ...ADMINISTRATOR } as ChatMember;
    case 'restricted':
      return {
        user,
        status: standing,
        is_member: true,
        ...RIGHTS,
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
