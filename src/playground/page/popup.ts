// The list above the text field: commands, or results of inline mode. The field keeps the focus; arrow keys move the mark.
import { byId, el } from './dom.ts';
import { word } from './words.ts';

export type Option = { title: string; description: string; choose: () => void; complete?: string };

export type Popup = {
  isOpen: () => boolean;
  /** @param active the option that is marked; -1 for none @param note shown in place of options */
  open(options: readonly Option[], active: number, note?: string): void;
  add(options: readonly Option[]): void;
  close(): void;
  /** Handles a key of the text field; true if it was for the list. */
  key: (event: KeyboardEvent) => boolean;
};

/** Distance from the end, in pixels, at which more is requested. */
const NEAR_END = 80;

export function createPopup(field: HTMLTextAreaElement, onEnd: () => void): Popup {
  const list = byId('popup', HTMLElement);
  const noteShown = byId('popup-more', HTMLElement);
  /** For readers who cannot see that a list has opened. */
  const told = byId('popup-told', HTMLElement);
  const opener = byId('commands', HTMLButtonElement);
  let options: Option[] = [];
  let active = -1;

  function mark(index: number): void {
    active = index;
    for (const [i, item] of [...list.children].entries())
      item.setAttribute('aria-selected', String(i === index));
    const item = list.children[index];
    if (item === undefined) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    }
  }

  function expanded(open: boolean): void {
    list.hidden = !open || options.length === 0;
    opener.setAttribute('aria-expanded', String(!list.hidden));
  }

  function add(more: readonly Option[]): void {
    for (const option of more) {
      const id = `option${options.length}`;
      const item = el(
        'div',
        { id, role: 'option', 'aria-selected': 'false' },
        el('b', {}, option.title),
        option.description !== '' && el('span', {}, option.description),
      );
      // The field must not lose the focus.
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
      });
      item.addEventListener('click', option.choose);
      options.push(option);
      list.append(item);
    }
  }

  function close(): void {
    options = [];
    list.replaceChildren();
    noteShown.hidden = true;
    told.textContent = '';
    mark(-1);
    expanded(false);
  }

  list.addEventListener('scroll', () => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END) onEnd();
  });

  return {
    isOpen: () => !list.hidden || !noteShown.hidden,
    open: (first, marked, note = '') => {
      close();
      add(first);
      expanded(true);
      mark(marked);
      list.scrollTop = 0;
      noteShown.textContent = note;
      told.textContent = note === '' ? `${word('results')}: ${options.length}` : note;
      noteShown.hidden = note === '';
    },
    add,
    close,
    key: (event) => {
      if (event.key === 'Escape' && (!list.hidden || !noteShown.hidden)) {
        close();
        return true;
      }
      if (list.hidden) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        mark((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
        if (active >= options.length - 3) onEnd();
        return true;
      }
      const option = options[active];
      if (event.key === 'Enter' && !event.shiftKey && option !== undefined) {
        option.choose();
        return true;
      }
      if (event.key === 'Tab' && !event.shiftKey && option?.complete !== undefined) {
        field.value = option.complete;
        close();
        return true;
      }
      return false;
    },
  };
}
