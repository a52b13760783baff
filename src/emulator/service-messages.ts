import type { Chats, MessageParts } from './chats.ts';
import type { Events } from './events.ts';
import type { ChatMessage, Room } from './room.ts';
import type { UpdatesQueue } from './updates-queue.ts';

/** Writes a message about the chat. Every bot in it gets those, also of what it has done itself. */
export type Announce = (room: Room, parts: MessageParts) => ChatMessage;

export function createAnnounce({
  chats,
  updates,
  events,
}: {
  chats: Chats;
  updates: UpdatesQueue;
  events: Events;
}): Announce {
  return (room, parts) => {
    const message = chats.add(room, parts);
    events.emit({ kind: 'message', chatId: room.chat.id, message });
    if (room.bot !== 'left' && room.bot !== 'kicked') updates.push({ message });
    return message;
  };
}
