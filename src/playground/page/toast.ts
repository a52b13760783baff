import { byId } from './dom.ts';

const SHOWN_MS = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something for some seconds, as answers to buttons are said. */
export function toast(text: string): void {
  const place = byId('toast', HTMLElement);
  place.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.textContent = '';
  }, SHOWN_MS);
}
