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
  /** The reader waits for what a button does: the next message, new or edited, is shown wherever the log is. */
  expect(): void;
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
  let expected = false;
  let revealed: HTMLElement | undefined;

  const of = (chat: ChatKind): Map<number, ShownMessage> => {
    const found = kept.get(chat) ?? new Map<number, ShownMessage>();
    kept.set(chat, found);
    return found;
  };
  const elementOf = (id: number): HTMLElement | null => log.querySelector<HTMLElement>(`#m${id}`);
  const toEnd = (): void => {
    scroll.scrollTop = scroll.scrollHeight;
  };

  /** Scrolls to a new message; a long answer is read from its beginning. */
  function reveal(element: HTMLElement): void {
    revealed = element;
    toEnd();
    if (!element.classList.contains('own') && element.offsetHeight > scroll.clientHeight)
      element.scrollIntoView({ block: 'start' });
  }

  // A picture has no height before it is loaded.
  log.addEventListener(
    'load',
    ({ target }) => {
      if (target instanceof Node && revealed?.contains(target) === true) reveal(revealed);
    },
    true,
  );

  function write(message: ShownMessage): void {
    const there = elementOf(message.id);
    if (there !== null) {
      fill(there, message, actions);
      // A list that has become a text with more buttons is shown with all of them.
      if (expected) there.scrollIntoView({ block: 'nearest' });
      expected = false;
      return;
    }
    const isNearEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
    const follows = message.own || expected || isNearEnd;
    expected = false;
    const element = bubble(message, actions);
    log.append(element);
    onChange();
    if (follows) reveal(element);
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
    expect: () => {
      expected = true;
    },
    messages: (chat) => [...of(chat).values()],
  };
}
