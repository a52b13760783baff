// The text field, with the message that it replies to.
import type { Actions } from './actions.ts';
import { byId } from './dom.ts';
import { createSuggestions } from './suggestions.ts';
import type { ChatKind, ShownMessage } from './wire.ts';

/** UTF-16 units of the line that shows the message replied to. */
const SUMMARY_LENGTH = 120;

export type Composer = {
  replyTo(message: ShownMessage | undefined): void;
  /** Switches to another chat, with this initial text. */
  moved(text: string): void;
  /** Updates the messages of the open chat: the one replied to may be gone. */
  heard(messages: readonly ShownMessage[]): void;
  focus(): void;
};

export function createComposer({
  chat,
  actions,
  send,
}: {
  chat: () => ChatKind;
  actions: Actions;
  /** @returns whether it has been sent */
  send: (text: string, replyTo: number | undefined) => Promise<boolean>;
}): Composer {
  const form = byId('composer', HTMLFormElement);
  const field = byId('text', HTMLTextAreaElement);
  const replying = byId('replying', HTMLElement);
  let replied: ShownMessage | undefined;

  const suggestions = createSuggestions(field, chat, actions, () => {
    setText('');
  });

  function setText(text: string): void {
    field.value = text;
    grow();
  }

  function grow(): void {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }

  function replyTo(message: ShownMessage | undefined): void {
    replied = message;
    replying.hidden = message === undefined;
    const line = replying.querySelector('p');
    if (line !== null)
      line.textContent = message === undefined ? '' : `↩ ${message.text.slice(0, SUMMARY_LENGTH)}`;
    if (message !== undefined) field.focus();
  }

  function submit(): void {
    const text = field.value;
    if (text.trim() === '') return;
    suggestions.close();
    const [into, to] = [chat(), replied];
    void send(text, to?.id).then((sent) => {
      // Keeps an unsent text, unless another has been started.
      if (sent || field.value !== '') return;
      setText(text);
      if (chat() === into && replied === undefined) replyTo(to);
    });
    setText('');
    replyTo(undefined);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    field.focus();
  });
  field.addEventListener('input', () => {
    grow();
    suggestions.typed();
  });
  field.addEventListener('keydown', (event) => {
    // While a Chinese word is being composed, Enter belongs to the input method.
    if (event.isComposing) return;
    if (suggestions.key(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && replied !== undefined) replyTo(undefined);
  });
  byId('commands', HTMLButtonElement).addEventListener('click', () => {
    suggestions.toggleCommands();
    field.focus();
  });
  replying.querySelector('button')?.addEventListener('click', () => {
    replyTo(undefined);
    field.focus();
  });

  return {
    replyTo,
    moved: (text) => {
      suggestions.close();
      replyTo(undefined);
      setText(text);
      if (text !== '') suggestions.typed();
    },
    heard: (messages) => {
      // After a restart another message may have the same number.
      if (!messages.some(({ id, date }) => id === replied?.id && date === replied.date)) replyTo(undefined);
    },
    focus: () => {
      field.focus();
    },
  };
}
