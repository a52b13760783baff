// Raised and lowered characters in plain text: 10⁵, H₂O, and x^(n+2) where Unicode has no such character.
const PLAIN = '0123456789+-−=()ni';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎';

/** A superscript or subscript as plain text; empty and bracketed ones ([1], a reference) stay as they are. */
export function raiseOrLower(text: string, place: 'sup' | 'sub'): string {
  const trimmed = text.trim();
  if (trimmed === '' || /^\[.*\]$/.test(trimmed)) return text;
  const signs = place === 'sup' ? RAISED : LOWERED;
  const moved = Array.from(trimmed, (character) => signs.charAt(PLAIN.indexOf(character)));
  return moved.includes('') ? `${place === 'sup' ? '^' : '_'}(${trimmed})` : moved.join('');
}
