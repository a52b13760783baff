// One message: its author, the message it replies to, its text, time and buttons.
import type { Actions } from './actions.ts';
import { button, el, present } from './dom.ts';
import { formatted } from './formatted.ts';
import { link } from './links.ts';
import { richBlocks } from './rich.ts';
import type { Button, ShownMessage } from './wire.ts';
import { word } from './words.ts';

/** A message and its elements in the log. */
export function bubble(message: ShownMessage, actions: Actions): HTMLElement {
  const article = el('article', { id: `m${message.id}`, tabindex: -1 });
  fill(article, message, actions);
  return article;
}

/** Writes a message, or its edited form; a focused button keeps the focus. */
export function fill(article: HTMLElement, message: ShownMessage, actions: Actions): void {
  const focused = placeOfFocus(article);
  const { own, text, entities, blocks, picture, file, replyTo, viaBot, reaction, edited, date } = message;
  const time = new Date(date).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  article.className = own ? 'own' : 'bot';
  article.replaceChildren(
    ...present([
      el(
        'div',
        { class: 'bubble' },
        el('span', { class: 'hidden' }, `${own ? word('you') : actions.botName()}: `),
        message.onlyYou && el('p', { class: 'only-you' }, word('only-you')),
        viaBot && el('p', { class: 'via' }, `via @${actions.botName()}`),
        replyTo &&
          button(
            { class: 'quoted' },
            () => {
              actions.jumpTo(replyTo.id);
            },
            el('b', {}, replyTo.own ? word('you') : actions.botName()),
            el('span', {}, replyTo.text),
          ),
        picture !== undefined && el('img', { src: picture, alt: text }),
        file !== undefined && el('p', { class: 'file' }, `📎 ${file}`),
        blocks === undefined
          ? el('div', { class: 'text' }, ...formatted(text, entities, actions))
          : el('div', { class: 'rich' }, ...richBlocks(blocks, actions)),
        el(
          'p',
          { class: 'meta' },
          reaction !== '' && el('span', { class: 'reaction' }, reaction),
          edited && `${word('edited')} `,
          el('time', { datetime: date }, time),
        ),
      ),
      button(
        { class: 'icon reply', 'aria-label': word('reply'), title: word('reply') },
        () => {
          actions.reply(message);
        },
        '↩',
      ),
      message.keyboard.length > 0 && keyboard(message, actions),
    ]),
  );
  if (focused !== undefined) restoreFocus(article, focused);
}

function keyboard({ id, keyboard: rows }: ShownMessage, actions: Actions): HTMLElement {
  const shown = ({ text, style, data, url, copy }: Button): HTMLElement => {
    const look = style === undefined ? 'key' : `key ${style}`;
    if (url !== undefined) return link(url, look, actions, text);
    const key = button({ class: copy === undefined ? look : `${look} copy`, 'data-key': data }, (pressed) => {
      if (copy !== undefined) actions.copy(copy);
      else if (data !== undefined) actions.press(id, data, pressed);
    });
    key.textContent = text;
    return key;
  };
  return el('div', { class: 'keys' }, ...rows.map((row) => el('div', { class: 'row' }, ...row.map(shown))));
}

type Place = { label: string; key: string | undefined; row: number; column: number };

/** The label of a button without its counter: `下一条 2/10` and `下一条 3/10` are the same button to a reader. */
const labelOf = ({ textContent }: HTMLElement): string => textContent.replace(/\d+/g, '');

function placeOfFocus(article: HTMLElement): Place | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !article.contains(activeElement)) return undefined;
  const row = activeElement.closest('.row');
  return {
    label: labelOf(activeElement),
    key: activeElement.dataset['key'],
    row: row === null ? 0 : [...article.querySelectorAll('.row')].indexOf(row),
    column: row === null ? 0 : [...row.children].indexOf(activeElement),
  };
}

/** The same button, else the one in its place, else the message. */
function restoreFocus(article: HTMLElement, { label, key, row, column }: Place): void {
  const keys = [...article.querySelectorAll<HTMLElement>('.key')];
  const same =
    keys.find((other) => labelOf(other) === label) ??
    keys.find(({ dataset }) => key !== undefined && dataset['key'] === key);
  const rows = [...article.querySelectorAll('.row')];
  const near = rows[Math.min(row, rows.length - 1)]?.children;
  const there = near?.[Math.min(column, near.length - 1)];
  const next = same ?? (there instanceof HTMLElement ? there : article);
  next.focus({ preventScroll: true });
}
