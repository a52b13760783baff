import { byId } from './dom.ts';
import { word } from './words.ts';

/**
 * The words of the button in the reader's language. All else of it is done by the script of the other pages, which runs
 * before the first paint.
 */
export function nameThemes(): void {
  const button = byId('theme', HTMLButtonElement);
  for (const theme of ['auto', 'light', 'dark'] as const) button.dataset[theme] = word(`theme-${theme}`);
  button.title = button.dataset[document.documentElement.dataset['theme'] ?? 'auto'] ?? '';
  button.setAttribute('aria-label', button.title);
}
