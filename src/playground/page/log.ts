// The messages of all chats, and the log that shows one of them.
import type { Actions } from './actions.ts';
import { bubble, fill } from './bubble.ts';
import { byId } from './dom.ts';
import type { ChatKind, ShownMessage } from './wire.ts';

export type Log = {
  /** Replaces the messages of a chat, e.g. after a lost connection. */
  reset(chat: ChatKind, messages: readonly ShownMessage[]): void;
  put(chat: ChatKind, message: ShownMessage): void;
  remove(chat: ChatKind, messageId: number): void;
  react(chat: ChatKind, messageId: number, emoji: string): void;
  show(chat: ChatKind): void;
  /** Writes everything again, in another language. */
  refresh(): void;
  jumpTo(messageId: number): void;
  /** Newest last. */
  messages(chat: ChatKind): ShownMessage[];
};

/** Within this distance from the end, in pixels, a reader counts as following. */
const NEAR_END = 120;

export function createLog(actions: Actions, onChange: () => void): Log {
  const log = byId('log', HTMLElement);
  const scroll = byId('scroll', HTMLElement);
  const kept = new Map<ChatKind, Map<number, ShownMessage>>();
  let shown: ChatKind = 'private';

  const of = (chat: ChatKind): Map<number, ShownMessage> => {
    const found = kept.get(chat) ?? new Map<number, ShownMessage>();
    kept.set(chat, found);
    return found;
  };
  const elementOf = (id: number): HTMLElement | null => log.querySelector<HTMLElement>(`#m${id}`);
  const toEnd = (): void => {
    scroll.scrollTop = scroll.scrollHeight;
  };

  function write(message: ShownMessage): void {
    const there = elementOf(message.id);
    if (there !== null) {
      fill(there, message, actions);
      return;
    }
    const follows = message.own || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
    const element = bubble(message, actions);
    log.append(element);
    onChange();
    if (!follows) return;
    toEnd();
    // A long answer is read from its beginning.
    if (!message.own && element.offsetHeight > scroll.clientHeight)
      element.scrollIntoView({ block: 'start' });
  }

  function put(chat: ChatKind, message: ShownMessage): void {
    of(chat).set(message.id, message);
    if (chat === shown) write(message);
  }

  function rewrite(): void {
    // A screen reader must not read out old messages.
    log.setAttribute('aria-live', 'off');
    log.replaceChildren(...[...of(shown).values()].map((message) => bubble(message, actions)));
    onChange();
    toEnd();
    requestAnimationFrame(() => {
      toEnd();
      log.setAttribute('aria-live', 'polite');
    });
  }

  return {
    reset: (chat, messages) => {
      const before = JSON.stringify([...of(chat).values()]);
      if (before === JSON.stringify(messages)) {
        if (chat === shown) onChange();
        return;
      }
      kept.set(chat, new Map(messages.map((message) => [message.id, message])));
      if (chat === shown) rewrite();
    },
    put,
    remove: (chat, messageId) => {
      of(chat).delete(messageId);
      if (chat !== shown) return;
      elementOf(messageId)?.remove();
      onChange();
    },
    react: (chat, messageId, reaction) => {
      const message = of(chat).get(messageId);
      if (message !== undefined) put(chat, { ...message, reaction });
    },
    show: (chat) => {
      shown = chat;
      rewrite();
    },
    refresh: rewrite,
    jumpTo: (messageId) => {
      const element = elementOf(messageId);
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    },
    messages: (chat) => [...of(chat).values()],
  };
}
