// The page's stream of server-sent events: first the whole history, then everything new.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type BotApiEmulator, type ChatMessage, emojiOf, type EmulatorEvent } from '../emulator/emulator.ts';
import type { ChatEvent, ChatKind, Setup, ShownMessage } from './page/wire.ts';
import { CHAT_KINDS, type ReaderChats } from './reader-chats.ts';
import { shownMessage } from './shown-message.ts';

/** A page with this many pending events counts as gone; if it is not, it reconnects and gets the history. */
const MAX_WAITING = 1000;

export type ChatEvents = {
  /** Answers a page that connects to the stream. */
  stream: (context: Context) => Response;
  /** Sends an event to every page. */
  tell(event: ChatEvent): void;
  close: () => void;
};

export function createChatEvents({
  emulator,
  chats,
  setup,
  onError,
}: {
  emulator: Pick<BotApiEmulator, 'subscribe' | 'messages' | 'reactions'>;
  chats: ReaderChats;
  setup: () => Setup;
  onError: (error: unknown) => void;
}): ChatEvents {
  const pages = new Set<{ give: (event: ChatEvent) => void; end: () => void }>();
  const readerId = chats.user().id;

  function tell(event: ChatEvent): void {
    for (const { give } of [...pages]) give(event);
  }

  const unsubscribe = emulator.subscribe((event) => {
    const told = shownEvent(event);
    if (told !== undefined) tell(told);
  });

  function shown(chat: ChatKind, message: ChatMessage): ShownMessage | undefined {
    const reactions = emulator.reactions(chats.chatId(chat), message.message_id);
    return shownMessage(message, readerId, emojiOf(reactions));
  }

  function shownEvent(event: EmulatorEvent): ChatEvent | undefined {
    if (!('chatId' in event)) return undefined;
    const chat = chats.kindOf(event.chatId);
    if (chat === undefined) return undefined;
    switch (event.kind) {
      case 'message':
      case 'edited': {
        const message = shown(chat, event.message);
        return message && { kind: event.kind, chat, message };
      }
      case 'deleted':
        return { kind: 'deleted', chat, messageId: event.messageId };
      case 'action':
        return { kind: 'typing', chat };
      case 'reaction':
        return { kind: 'reaction', chat, messageId: event.messageId, emoji: emojiOf(event.reactions) };
    }
  }

  function everything(): ChatEvent[] {
    return [
      { kind: 'setup', setup: setup() },
      ...CHAT_KINDS.map((chat): ChatEvent => {
        const messages = emulator.messages(chats.chatId(chat));
        return {
          kind: 'history',
          chat,
          messages: messages.flatMap((message) => shown(chat, message) ?? []),
        };
      }),
    ];
  }

  function stream(context: Context): Response {
    return streamSSE(
      context,
      async (out) => {
        const waiting = everything();
        let ended = false;
        let wake: () => void = () => undefined;
        const page = {
          give: (event: ChatEvent): void => {
            waiting.push(event);
            if (waiting.length > MAX_WAITING) page.end();
            wake();
          },
          end: (): void => {
            ended = true;
            pages.delete(page);
            wake();
          },
        };
        pages.add(page);
        out.onAbort(page.end);
        const isOpen = (): boolean => !ended;
        while (isOpen()) {
          const event = waiting.shift();
          if (event !== undefined) await out.writeSSE({ data: JSON.stringify(event) });
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      },
      (error) => {
        onError(error);
        return Promise.resolve();
      },
    );
  }

  return {
    stream,
    tell,
    close: () => {
      unsubscribe();
      for (const { end } of [...pages]) end();
    },
  };
}
