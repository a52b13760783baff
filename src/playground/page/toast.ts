import { byId } from './dom.ts';

const SHOWN_MS = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a text for some seconds, like the answers to pressed buttons. */
export function toast(text: string): void {
  const place = byId('toast', HTMLElement);
  place.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.textContent = '';
  }, SHOWN_MS);
}
