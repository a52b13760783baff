import { button, byId, el } from './dom.ts';
import type { ChatKind, Setup } from './wire.ts';
import { word } from './words.ts';

/** The content of a chat without messages: its purpose, and how to begin. */
export function showEmpty(chat: ChatKind, isEmpty: boolean, setup: Setup, say: (text: string) => void): void {
  const place = byId('empty', HTMLElement);
  place.hidden = !isEmpty;
  if (!isEmpty) {
    place.replaceChildren();
    return;
  }
  const about = { private: 'about', group: 'about-group', elsewhere: 'about-elsewhere' } as const;
  const example = (title: string): HTMLElement =>
    button(
      { class: 'key' },
      () => {
        say(chat === 'group' ? `/ask ${title}` : title);
      },
      title,
    );
  place.replaceChildren(
    el('p', {}, word(about[chat])),
    ...(chat === 'elsewhere' ? [] : [el('p', {}, word('try')), ...setup.examples.map(example)]),
  );
}
