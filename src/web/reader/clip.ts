import { onCharacterBoundary } from '../../text/cuts.ts';

/** Cuts a text to at most `max` UTF-16 units, never inside a surrogate pair, and shows the cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, onCharacterBoundary(text, max - 1)).trimEnd()}…`;
}
