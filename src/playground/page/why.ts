// The panel that explains an answer.
import { byId, type Child, el } from './dom.ts';
import { ask } from './server.ts';
import type { Why, WhyPassage, Word } from './wire.ts';
import { word } from './words.ts';

export type WhyPanel = {
  /** The last question has been answered, the chat or the language has changed. */
  update(): void;
};

/** A question, and the data of a button of its answer. */
export type Asked = { question: string; data: string };

/** @param last the last question; undefined if there was none */
export function createWhyPanel(last: () => Asked | undefined): WhyPanel {
  const panel = byId('why', HTMLElement);
  const body = byId('why-body', HTMLElement);
  const toggle = byId('why-toggle', HTMLButtonElement);
  const closer = byId('why-close', HTMLButtonElement);
  let turn = 0;

  function open(isOpen: boolean): void {
    panel.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    document.body.classList.toggle('explained', isOpen);
    if (isOpen) {
      closer.focus();
      void show();
    } else toggle.focus();
  }

  async function show(): Promise<void> {
    const mine = ++turn;
    const asked = last();
    const why =
      asked === undefined ? undefined : await ask<Why>(`why?${new URLSearchParams(asked).toString()}`);
    if (mine !== turn) return;
    body.replaceChildren(...(why === undefined ? [el('p', {}, word('why-none'))] : explained(why)));
  }

  toggle.addEventListener('click', () => {
    open(panel.hidden !== false);
  });
  closer.addEventListener('click', () => {
    open(false);
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') open(false);
  });

  return {
    update: () => {
      if (!panel.hidden) void show();
    },
  };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;

function explained(why: Why): HTMLElement[] {
  const { question, readAs, understoodAs, kind, confidence, cutOffs, terms, passages, steps } = why;
  if (kind === 'parts') return why.parts.flatMap(explained);
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  const asked = el('p', { class: 'asked' }, question);
  if (!why.searched) return [asked, el('p', {}, word('why-not-searched'))];
  return [
    asked,
    el(
      'dl',
      {},
      ...(readAs === undefined ? [] : pair('why-understood', readAs)),
      ...(understoodAs === undefined ? [] : pair('why-understood', understoodAs)),
      ...pair('why-terms', words(terms)),
      ...pair(
        'why-confidence',
        el('b', {}, percent(confidence)),
        ` · ${word(`why-${kind}`)}`,
        meter(confidence),
      ),
      ...pair('why-limits', `${percent(cutOffs.found)} · ${percent(cutOffs.unsure)}`),
    ),
    el('h3', {}, word('why-passages')),
    el('ol', { class: 'passages' }, ...passages.map(passage)),
    el('h3', {}, word('why-steps')),
    el('table', {}, ...steps.map(({ step, ms }) => timeRow(`why-${step}`, ms)), timeRow('why-total', total)),
  ];
}

function passage({ title, headingPath, fused, vectorScore, coverage, words: held }: WhyPassage): HTMLElement {
  return el(
    'li',
    {},
    el('p', { class: 'place' }, el('b', {}, title), ` ${headingPath.map((part) => `› ${part}`).join(' ')}`),
    el(
      'dl',
      { class: 'scores' },
      ...score('why-fused', fused),
      ...score('why-vector', vectorScore),
      ...score('why-lexical', coverage),
    ),
    el('p', {}, `${word('why-words')}: `, held.length === 0 ? word('why-no-words') : words(held)),
  );
}

function score(name: Word, value: number): HTMLElement[] {
  return [el('dt', {}, word(name)), el('dd', {}, value.toFixed(3), meter(value))];
}

/** A bar for sighted readers; the number is beside it. */
function meter(share: number): HTMLElement {
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, el('span'));
  const inner = bar.firstElementChild;
  if (inner instanceof HTMLElement) inner.style.width = percent(Math.min(1, Math.max(0, share)));
  return bar;
}

function words(list: readonly string[]): HTMLElement {
  return el('span', { class: 'words' }, ...list.flatMap((item) => [el('span', {}, item), ' ']));
}

function pair(name: Word, ...value: Child[]): HTMLElement[] {
  return [el('dt', {}, word(name)), el('dd', {}, ...value)];
}

function timeRow(name: Word, ms: number): HTMLElement {
  return el('tr', {}, el('th', { scope: 'row' }, word(name)), el('td', {}, milliseconds(ms)));
}
