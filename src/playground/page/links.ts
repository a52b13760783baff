import type { Actions } from './actions.ts';
import { button, type Child, el } from './dom.ts';

/** The parameter of a link that starts this bot; undefined for other links. */
export function startParameter(url: string, botName: string): string | undefined {
  const [, name, parameter] =
    /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\/?(?:\?start=([\w-]*))?$/i.exec(url) ?? [];
  return name?.toLowerCase() === botName.toLowerCase() ? (parameter ?? '') : undefined;
}

/** The parameter that this page was opened with (`/chat?start=…`), once: opening it again must not ask again. */
export function takeStartParameter(): string | undefined {
  const parameter = new URLSearchParams(location.search).get('start');
  history.replaceState(null, '', location.pathname);
  return parameter ?? undefined;
}

/**
 * A link that opens in a new tab, or a button for what this page does itself; plain text for schemes other than the
 * web's.
 */
export function link(
  url: string,
  look: string,
  actions: Actions,
  ...children: readonly Child[]
): HTMLElement {
  const parameter = startParameter(url, actions.botName());
  if (parameter !== undefined)
    return button(
      { class: look },
      () => {
        actions.start(parameter);
      },
      ...children,
    );
  const href = /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(href) || !/^https?:$/.test(new URL(href).protocol)) return el('span', {}, ...children);
  return el('a', { class: look, href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}
