import { byId } from './dom.ts';

const KEY = 'wenda-theme';

/** Dark or light like the system, until the reader chooses; the browser stores the choice. */
export function startTheme(): void {
  const kept = read();
  if (kept === 'dark' || kept === 'light') document.documentElement.dataset['theme'] = kept;
  byId('theme', HTMLButtonElement).addEventListener('click', () => {
    const { dataset } = document.documentElement;
    const now = dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    dataset['theme'] = now === 'dark' ? 'light' : 'dark';
    keep(dataset['theme']);
  });
}

// Browsers may forbid storage: then the choice lasts until the page is closed.
function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
