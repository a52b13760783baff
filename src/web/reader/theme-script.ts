/**
 * Light, dark, or like the reader's system, in the order of the button. It runs before the first paint, so that no page
 * appears in the wrong colours, and shares its stored choice with the chat page. It is a string, because it runs in the
 * browser.
 */
export const THEME_SCRIPT = `'use strict';
{
  const KEY = 'wenda-theme';
  const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
  const root = document.documentElement;

  function wear(theme) {
    root.dataset.theme = Object.hasOwn(NEXT, theme) ? theme : 'auto';
    const button = document.getElementById('theme');
    if (!button) return;
    button.title = button.dataset[root.dataset.theme];
    button.setAttribute('aria-label', button.title);
  }

  // Browsers may forbid storage: then the choice lasts as long as the page.
  function wearKept() {
    let kept = null;
    try {
      kept = localStorage.getItem(KEY);
    } catch {
      if (root.dataset.theme) return;
    }
    wear(kept ?? 'auto');
  }

  wearKept();
  // A page may come back from the browser's cache, and another tab may choose.
  for (const event of ['pageshow', 'storage']) addEventListener(event, wearKept);
  document.addEventListener('DOMContentLoaded', () => {
    wear(root.dataset.theme);
    document.getElementById('theme')?.addEventListener('click', () => {
      wear(NEXT[root.dataset.theme]);
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch {}
    });
  });
}
`;
