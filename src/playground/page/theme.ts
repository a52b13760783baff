import { byId } from './dom.ts';
import type { Word } from './wire.ts';
import { word } from './words.ts';

const KEY = 'wenda-theme';
type Theme = 'auto' | 'light' | 'dark';
/** In the order of the button. */
const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const LABELS: Record<Theme, Word> = { auto: 'theme-auto', light: 'theme-light', dark: 'theme-dark' };

/** Like the system, until the reader chooses; the browser stores the choice, for the other pages too. */
export function startTheme(): void {
  const button = byId('theme', HTMLButtonElement);
  const wear = (theme: Theme): void => {
    document.documentElement.dataset['theme'] = theme;
    const label = LABELS[theme];
    button.dataset['label'] = label;
    // Words come with the first event, and replace every label.
    if (word(label) === '') return;
    button.title = word(label);
    button.setAttribute('aria-label', word(label));
  };
  let theme = read();
  wear(theme);
  button.addEventListener('click', () => {
    theme = NEXT[theme];
    wear(theme);
    keep(theme);
  });
}

// Browsers may forbid storage: then the choice lasts until the page is closed.
function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
