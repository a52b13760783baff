// getChat, getChatMember, leaveChat, and a membership as the bot sees it.
import { isDeepStrictEqual } from 'node:util';
import type { User, UserFromGetMe } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Room } from './room.ts';
import { type Now, unixTime } from './clock.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { integerOf, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import { memberOf, PERMISSIONS, type Rights, type Standing } from './rights.ts';
import type { UpdatesQueue } from './updates-queue.ts';

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};
export type Membership = {
  methods: Methods;
  /**
   * Changes the bot's membership and tells the bot; does nothing if it is the same. Rights that are not given are an
   * administrator's usual ones.
   */
  changeBot(room: Room, standing: Standing, by: User, rights?: Rights): void;
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

  function changeBot(room: Room, standing: Standing, by: User, rights: Rights = {}): void {
    const old_chat_member = memberOf(botUser, room.bot, room.rights);
    const new_chat_member = memberOf(botUser, standing, rights);
    if (isDeepStrictEqual(old_chat_member, new_chat_member)) return;
    room.bot = standing;
    room.rights = rights;
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
        return chat.type === 'private' ? common : { ...common, permissions: PERMISSIONS };
      },
      getChatMember: (payload) => {
        const room = chats.forBot(textOf(payload, 'chat_id'), 'read');
        const userId = integerOf(payload, 'user_id');
        if (userId === undefined) throw badRequest('invalid user_id specified');
        if (userId === id) return memberOf(botUser, room.bot, room.rights);
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
