// The page's own words, in the language of its reader.
import type { Setup, Word } from './wire.ts';

let current: Partial<Record<Word, string>> = {};

export function word(key: Word): string {
  return current[key] ?? '';
}

/** Switches to other words, and replaces those in the page. */
export function useWords({ words, language, languages }: Setup): void {
  current = words;
  document.documentElement.lang = languages.find(({ code }) => code === language)?.html ?? language;
  document.title = word('title');
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]'))
    element.textContent = word(element.dataset['word'] as Word);
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    const label = word(element.dataset['label'] as Word);
    element.setAttribute('aria-label', label);
    if (element.title !== '') element.title = label;
    if (element instanceof HTMLTextAreaElement) element.placeholder = label;
  }
}
