// Text with entities → nodes.
import type { Actions } from './actions.ts';
import { button, type Child, el } from './dom.ts';
import { link } from './links.ts';
import type { Entity } from './wire.ts';
import { word } from './words.ts';

/** Block elements: the line break after one belongs to it. */
const BLOCKS = new Set(['blockquote', 'expandable_blockquote', 'pre']);

/** Nodes of a text; overlapping entities are split where they cross. */
export function formatted(text: string, entities: readonly Entity[], actions: Actions): Child[] {
  const rank = ({ type }: Entity): number => (BLOCKS.has(type) ? 0 : 1);
  const ordered = [...entities].sort(
    (a, b) => rank(a) - rank(b) || a.offset - b.offset || b.length - a.length,
  );
  return build(0, text.length, ordered);

  function build(from: number, to: number, inside: readonly Entity[]): Child[] {
    const nodes: Child[] = [];
    for (let at = from; at < to;) {
      const here = inside.find(({ offset, length }) => offset <= at && at < offset + length);
      if (here === undefined) {
        const next = Math.min(to, ...inside.map(({ offset }) => offset).filter((offset) => offset > at));
        nodes.push(text.slice(at, next));
        at = next;
        continue;
      }
      const end = Math.min(to, here.offset + here.length);
      const rest = inside.filter((entity) => entity !== here);
      nodes.push(wrap(here, text.slice(at, end), build(at, end, rest), actions));
      at = BLOCKS.has(here.type) && text[end] === '\n' ? end + 1 : end;
    }
    return nodes;
  }
}

const TAGS: Record<string, 'strong' | 'em' | 'u' | 's' | 'code' | 'pre' | 'blockquote'> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

function wrap({ type, url }: Entity, text: string, inside: readonly Child[], actions: Actions): Child {
  const tag = TAGS[type];
  if (tag !== undefined) return el(tag, {}, ...inside);
  switch (type) {
    case 'text_link':
      return link(url ?? '', 'link', actions, ...inside);
    case 'url':
      return link(text, 'link', actions, ...inside);
    case 'bot_command':
      return button(
        { class: 'link' },
        () => {
          actions.say(text);
        },
        ...inside,
      );
    case 'mention':
    case 'hashtag':
      return el('span', { class: 'named' }, ...inside);
    case 'spoiler':
      return spoiler(inside);
    case 'expandable_blockquote':
      return expandable(inside);
    default:
      return el('span', {}, ...inside);
  }
}

function spoiler(inside: readonly Child[]): HTMLElement {
  const hidden = el(
    'span',
    { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': word('spoiler') },
    ...inside,
  );
  const show = (): void => {
    for (const name of ['class', 'role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
  };
  hidden.addEventListener('click', show);
  hidden.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') show();
  });
  return hidden;
}

/** Three lines and a button; without the button when there are no more. */
function expandable(inside: readonly Child[]): HTMLElement {
  const body = el('div', { class: 'clipped' }, ...inside);
  const toggle = button({ class: 'link', 'aria-expanded': 'false' }, () => {
    const open = body.classList.toggle('clipped');
    toggle.setAttribute('aria-expanded', String(!open));
    toggle.textContent = word(open ? 'more' : 'less');
  });
  toggle.textContent = word('more');
  // It can be measured only after it is in the page.
  requestAnimationFrame(() => {
    toggle.hidden = body.clientHeight > 0 && body.scrollHeight <= body.clientHeight + 2;
  });
  return el('blockquote', {}, body, toggle);
}
