// Events for a page that shows the chats.
import type { ReactionType } from 'grammy/types';
import type { ChatMessage, EmulatedChat } from './room.ts';

export type EmulatorEvent =
  | { kind: 'chat'; chat: EmulatedChat }
  | { kind: 'message'; chatId: number; message: ChatMessage }
  | { kind: 'edited'; chatId: number; message: ChatMessage }
  | { kind: 'deleted'; chatId: number; messageId: number }
  | { kind: 'action'; chatId: number; threadId?: number; action: string }
  | { kind: 'reaction'; chatId: number; messageId: number; reactions: readonly ReactionType[] }
  | { kind: 'commands' }
  | { kind: 'profile' };

export type Events = {
  emit(event: EmulatorEvent): void;
  /** @returns a function that ends the subscription */
  subscribe: (listener: (event: EmulatorEvent) => void) => () => void;
};

export function createEvents(): Events {
  const listeners = new Set<(event: EmulatorEvent) => void>();
  return {
    emit: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
