// Suggestions of the text field while the reader types: commands after a slash, results after the bot's name.
import type { Actions } from './actions.ts';
import { createPopup, type Popup } from './popup.ts';
import { ask } from './server.ts';
import type { ChatKind, Command, InlineAnswer, InlineResult } from './wire.ts';
import { word } from './words.ts';

/** Milliseconds without typing after which results are requested. */
const PAUSE_MS = 120;
/** UTF-16 units of an inline query. */
const MAX_QUERY = 256;

export type Suggestions = Pick<Popup, 'isOpen' | 'close' | 'key'> & {
  /** The text has changed. */
  typed(): void;
  toggleCommands(): void;
};

export function createSuggestions(
  field: HTMLTextAreaElement,
  chat: () => ChatKind,
  actions: Actions,
  clear: () => void,
): Suggestions {
  const popup = createPopup(field, () => void nextPage());
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every list, so that a late response to an earlier one is recognised. */
  let turn = 0;
  let nextOffset = '';
  let query = '';
  let loading = false;

  function close(): void {
    turn++;
    clearTimeout(timer);
    nextOffset = '';
    popup.close();
  }

  async function showCommands(prefix: string): Promise<void> {
    const mine = ++turn;
    const commands = await ask<Command[]>(`commands?chat=${chat()}`);
    if (mine !== turn) return;
    const fitting = (commands ?? []).filter(({ command }) => command.startsWith(prefix));
    const options = fitting.map(({ command, description }) => ({
      title: `/${command}`,
      description,
      complete: `/${command} `,
      choose: () => {
        close();
        clear();
        actions.say(`/${command}`);
      },
    }));
    if (options.length > 0) popup.open(options, 0);
    else popup.open([], -1, prefix === '' ? word('no-commands') : '');
  }

  function inlineQuery(): string | undefined {
    const name = `@${actions.botName()}`.toLowerCase();
    const { value } = field;
    const isInline = value.toLowerCase().startsWith(name) && /\s/.test(value.charAt(name.length));
    return isInline ? value.slice(name.length + 1, name.length + 1 + MAX_QUERY) : undefined;
  }

  async function search(words: string): Promise<void> {
    const mine = ++turn;
    query = words;
    if (!popup.isOpen()) popup.open([], -1, word('searching'));
    const answer = await ask<InlineAnswer>('inline', { chat: chat(), query, offset: '' });
    if (mine !== turn) return;
    if (answer?.answered !== true) {
      popup.open([], -1, word('unanswered'));
      return;
    }
    nextOffset = answer.nextOffset;
    const { button, results } = answer;
    const leading =
      button === undefined
        ? []
        : [
            {
              title: button.text,
              description: '',
              choose: () => {
                close();
                clear();
                actions.start(button.parameter);
              },
            },
          ];
    const options = [...leading, ...results.map(optionOf)];
    popup.open(options, -1, options.length === 0 ? word('no-results') : '');
  }

  async function nextPage(): Promise<void> {
    if (nextOffset === '' || loading) return;
    loading = true;
    const mine = turn;
    const answer = await ask<InlineAnswer>('inline', { chat: chat(), query, offset: nextOffset });
    loading = false;
    if (mine !== turn || answer?.answered !== true) return;
    nextOffset = answer.nextOffset;
    popup.add(answer.results.map(optionOf));
  }

  function optionOf({ id, title, description }: InlineResult) {
    return {
      title,
      description,
      choose: () => {
        const chosen = { chat: chat(), resultId: id, query };
        close();
        clear();
        void ask('choose', chosen);
      },
    };
  }

  function typed(): void {
    clearTimeout(timer);
    const words = inlineQuery();
    const [, prefix] = /^\/(\w*)$/.exec(field.value) ?? [];
    if (words !== undefined) timer = setTimeout(() => void search(words), PAUSE_MS);
    else if (prefix !== undefined) void showCommands(prefix.toLowerCase());
    else close();
  }

  return {
    isOpen: popup.isOpen,
    key: popup.key,
    close,
    typed,
    toggleCommands: () => {
      if (popup.isOpen()) close();
      else void showCommands('');
    },
  };
}
