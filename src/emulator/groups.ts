// Changes to a whole chat: members, blocks, the upgrade to a supergroup.
import type { User, UserFromGetMe } from 'grammy/types';
import type { Chats, GroupOptions } from './chats.ts';
import type { EmulatedChat, Room } from './room.ts';
import type { Events } from './events.ts';
import type { Membership } from './membership.ts';
import type { Rights, Standing } from './rights.ts';
import type { Announce } from './service-messages.ts';

export type Groups = {
  /** Opens the private chat of a user without a message. */
  openPrivateChat(user: User): EmulatedChat;
  createGroup(options: GroupOptions): EmulatedChat;
  createSupergroup(options: GroupOptions): EmulatedChat;
  addBotTo(chatId: number, by: User): void;
  removeBotFrom(chatId: number, by: User): void;
  /** Makes the bot an administrator, restricts it, and so on; `rights` where they are not an administrator's usual ones. */
  setBotStanding(chatId: number, standing: Standing, by: User, rights?: Rights): void;
  /** A reader blocks the bot; writing to it lifts the block. */
  block(user: User): void;
  /** Upgrades a group; from then on its old id is refused with the new one. */
  migrate(chatId: number, by: User): EmulatedChat;
  /** Deletes a message as a person would: bots are not told. */
  deleteMessage(chatId: number, messageId: number): void;
};

export function createGroups({
  bot,
  chats,
  events,
  membership,
  announce,
}: {
  bot: UserFromGetMe;
  chats: Chats;
  events: Events;
  membership: Membership;
  announce: Announce;
}): Groups {
  function opened(room: Room): EmulatedChat {
    events.emit({ kind: 'chat', chat: room.chat });
    return room.chat;
  }

  function addBotTo(chatId: number, by: User): void {
    const room = groupOf(chats.get(chatId));
    chats.meet(by);
    membership.changeBot(room, 'member', by);
    const { id, is_bot, first_name, username } = bot;
    announce(room, { from: by, new_chat_members: [{ id, is_bot, first_name, username }] });
  }

  function removeBotFrom(chatId: number, by: User): void {
    membership.changeBot(groupOf(chats.get(chatId)), 'kicked', by);
  }

  return {
    openPrivateChat: (user) => opened(chats.openPrivate(user)),
    createGroup: (options) => opened(chats.openGroup('group', options)),
    createSupergroup: (options) => opened(chats.openGroup('supergroup', options)),
    addBotTo,
    removeBotFrom,
    setBotStanding: (chatId, standing, by, rights) => {
      membership.changeBot(groupOf(chats.get(chatId)), standing, by, rights);
    },
    block: (user) => {
      membership.changeBot(chats.openPrivate(user), 'kicked', user);
    },
    migrate: (chatId, by) => {
      const old = chats.get(chatId);
      if (old.chat.type !== 'group') throw new Error(`chat ${chatId} is not a group`);
      const next = chats.openGroup('supergroup', {
        title: old.chat.title,
        people: [...old.people.values()],
        bot: old.bot,
      });
      next.rights = old.rights;
      announce(old, { from: by, migrate_to_chat_id: next.chat.id });
      old.movedTo = next.chat.id;
      announce(next, { from: by, migrate_from_chat_id: chatId });
      return opened(next);
    },
    deleteMessage: (chatId, messageId) => {
      if (chats.remove(chats.get(chatId), messageId)) events.emit({ kind: 'deleted', chatId, messageId });
    },
  };
}

function groupOf(room: Room): Room {
  if (room.chat.type === 'private') throw new Error('a private chat has no members to change');
  return room;
}
