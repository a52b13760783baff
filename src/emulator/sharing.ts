// Groups that people share with a button of the keyboard in place of the letters.
import type { KeyboardButton, User } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { Groups } from './groups.ts';
import type { Membership } from './membership.ts';
import type { People } from './people.ts';
import type { ChatMessage, Room } from './room.ts';

export type Sharing = {
  /**
   * Chooses a group with a button of the private chat's keyboard. The bot gets what the button wants for it: it becomes
   * a member, or an administrator. `granted: false` is a client that leaves this to the person.
   * @throws Error without such a button, or for a group that a client would not offer
   */
  shareChat(user: User, chatId: number, options?: { granted?: boolean }): ChatMessage;
};

type Request = Extract<KeyboardButton, { request_chat: unknown }>['request_chat'];

export function createSharing({
  chats,
  membership,
  groups,
  people,
}: {
  chats: Chats;
  membership: Membership;
  groups: Groups;
  people: People;
}): Sharing {
  return {
    shareChat: (user, chatId, { granted = true } = {}) => {
      const buttons = chats.get(user.id).keyboard?.keyboard.flat() ?? [];
      const room = chats.get(chatId);
      const button = buttons.find(
        (candidate) =>
          typeof candidate === 'object' &&
          'request_chat' in candidate &&
          isOffered(room, user, candidate.request_chat),
      );
      if (typeof button !== 'object' || !('request_chat' in button))
        throw new Error(`no button of user ${user.id} offers chat ${chatId}`);
      const { request_chat: request } = button;
      if (granted) grant(room, user, request);
      const { request_id, request_title } = request;
      const title = request_title === true && room.chat.title !== undefined ? { title: room.chat.title } : {};
      return people.say(user.id, user, '', {
        fields: { chat_shared: { request_id, chat_id: chatId, ...title } },
      });
    },
  };

  function grant(room: Room, user: User, request: Request): void {
    const rights = request.bot_administrator_rights;
    const isMember = room.bot !== 'left' && room.bot !== 'kicked';
    if ((rights !== undefined || request.bot_is_member === true) && !isMember)
      groups.addBotTo(room.chat.id, user);
    if (rights !== undefined) membership.changeBot(room, 'administrator', user, rights);
  }
}

/** Whether a client lists a group for a request. */
function isOffered({ chat, people }: Room, user: User, request: Request): boolean {
  const { chat_is_channel, chat_is_forum, user_administrator_rights: rights } = request;
  if (chat_is_channel || chat.type === 'private' || !people.has(user.id)) return false;
  if (chat_is_forum !== undefined && chat_is_forum !== (chat.is_forum === true)) return false;
  const standing = people.get(user.id)?.standing;
  return rights === undefined || standing === 'creator' || standing === 'administrator';
}
